package main

import (
	"errors"
	"os"
	"strings"
	"testing"
)

// TestRewriteRefuses: code in which a place to change is missing is refused, so that no other version of gqlgen is
// rewritten by half. The generated file itself has been rewritten.
func TestRewriteRefuses(t *testing.T) {
	code, err := os.ReadFile("../generated.go")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := rewrite(code); !errors.Is(err, errForm) {
		t.Errorf("rewritten twice: %v", err)
	}
	if left.Match(code) {
		t.Errorf("left: %s", left.Find(code))
	}
	if n := strings.Count(string(code), "return resolve(ctx, ec.OperationContext, field, "); n < 500 {
		t.Errorf("%d fields are resolved", n)
	}
}
