package graph

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

func TestDocuments(t *testing.T) {
	ctx := context.Background()
	c := newDocuments()
	favourite := new(ast.QueryDocument)
	c.Add(ctx, "favourite", favourite)
	for i := range 10 * maxDocuments {
		c.Add(ctx, fmt.Sprint(i), new(ast.QueryDocument))
		if doc, ok := c.Get(ctx, "favourite"); !ok || doc != favourite {
			t.Fatalf("a query in constant use was forgotten after %d others", i)
		}
	}
	if _, ok := c.Get(ctx, "0"); ok {
		t.Error("a query that nobody asks again is never forgotten")
	}
	if n := len(c.young) + len(c.old); n > 2*maxDocuments {
		t.Errorf("%d documents are kept", n)
	}
	long := strings.Repeat(" ", maxDocumentBytes+1)
	c.Add(ctx, long, favourite)
	if _, ok := c.Get(ctx, long); ok {
		t.Error("a long query is kept")
	}
}

// TestDocumentsOfSize: few long texts fill a generation as many short ones do.
func TestDocumentsOfSize(t *testing.T) {
	ctx := context.Background()
	c := newDocuments()
	for i := range 10 * maxDocuments {
		c.Add(ctx, fmt.Sprintf("%*d", maxDocumentBytes, i), new(ast.QueryDocument))
		held := 0
		for _, generation := range []map[string]*ast.QueryDocument{c.young, c.old} {
			for text := range generation {
				held += len(text)
			}
		}
		if held > 2*maxGenerationBytes {
			t.Fatalf("%d bytes of texts are kept", held)
		}
	}
}

// BenchmarkDocumentsFull fills the cache with the queries that take the most memory for their length, as many fields as
// the limits allow, and reports the heap that they take.
func BenchmarkDocumentsFull(b *testing.B) {
	fields := strings.Repeat("id ", DefaultLimits().Tokens-20)
	for b.Loop() {
		c := newDocuments()
		before := heap()
		for i := range 2 * maxDocuments {
			query := fmt.Sprintf(`{ node(id: "x%d") { %s } }`, i, fields)
			doc, err := parser.ParseQuery(&ast.Source{Input: query})
			if err != nil {
				b.Fatal(err)
			}
			c.Add(b.Context(), query, doc)
		}
		b.ReportMetric(float64(heap()-before)/(1<<20), "MiB-held")
		runtime.KeepAlive(c)
	}
}

// heap is what is in use after a collection.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
