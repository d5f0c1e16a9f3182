package graph

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
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
