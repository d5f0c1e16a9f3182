package graph

import (
	"context"
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
)

// Bounds of the cache of documents. A longer query is parsed each time.
const (
	maxDocuments       = 256       // of one generation
	maxGenerationBytes = 256 << 10 // of the texts of one generation: parsed, a text takes some hundred times its size
	maxDocumentBytes   = 8 << 10
)

// documents keeps parsed and validated queries by their text. There are two generations: a document that is not asked
// for while the younger fills up is forgotten.
type documents struct {
	mu         sync.Mutex
	young, old map[string]*ast.QueryDocument
	bytes      int // of the texts of young
}

func newDocuments() *documents {
	return &documents{young: make(map[string]*ast.QueryDocument)}
}

// Get gives the document of a query.
func (c *documents) Get(_ context.Context, query string) (*ast.QueryDocument, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if doc, ok := c.young[query]; ok {
		return doc, true
	}
	doc, ok := c.old[query]
	if ok {
		c.put(query, doc)
	}
	return doc, ok
}

// Add keeps the document of a query.
func (c *documents) Add(_ context.Context, query string, doc *ast.QueryDocument) {
	if len(query) > maxDocumentBytes {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.put(query, doc)
}

func (c *documents) put(query string, doc *ast.QueryDocument) {
	if _, held := c.young[query]; held {
		return
	}
	if len(c.young) == maxDocuments || c.bytes+len(query) > maxGenerationBytes {
		c.old, c.young, c.bytes = c.young, make(map[string]*ast.QueryDocument), 0
	}
	c.young[query] = doc
	c.bytes += len(query)
}
