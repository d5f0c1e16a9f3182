package main

import "testing"

func TestShareOf(t *testing.T) {
	const (
		store = modulePath + "internal/store/neo4j.(*view).Records"
		exec  = modulePath + "graph.(*executionContext)._Query_action"
		serve = "net/http.(*conn).serve"
	)
	for _, tt := range []struct {
		want  string
		stack []string
	}{
		{shareDriver, []string{"runtime.mallocgc", "github.com/neo4j/neo4j-go-driver/v5/neo4j/internal/bolt.(*hydrator).value", store, modulePath + "internal/timeline.(*Reader).Node", exec, serve}},
		{shareDecode, []string{"encoding/json.Unmarshal", modulePath + "internal/timeline.DecodeNode", store, modulePath + "internal/timeline.(*Reader).Node", exec, serve}},
		{shareDomain, []string{"runtime.mapassign", modulePath + "internal/timeline.(*Reader).admit", exec, serve}},
		{shareGraphQL, []string{"runtime.mallocgc", "github.com/99designs/gqlgen/graphql.CollectFields", exec, serve}},
		{shareJSON, []string{"bytes.(*Buffer).Write", "github.com/99designs/gqlgen/graphql.(*FieldSet).MarshalGQL", modulePath + "graph.(*Handler).run", serve}},
		{shareGraphQL, []string{"runtime.mallocgc", "github.com/99designs/gqlgen/graphql.resolveField[go.shape.*uint8,go.shape.interface { MarshalGQL }]", serve}},
		{shareDomain, []string{modulePath + "internal/timeline.(*Reader).admit", "github.com/99designs/gqlgen/graphql.resolveField[go.shape.interface { .MarshalGQL }]", serve}},
		{shareHTTP, []string{"syscall.write", "net/http.(*response).Write", serve}},
		{shareGC, []string{"runtime.scanobject", "runtime.gcBgMarkWorker"}},
		{shareGC, []string{"runtime.gcAssistAlloc", "runtime.mallocgc", exec, serve}},
		{shareRuntime, []string{"runtime.futex", "runtime.findRunnable", "runtime.schedule", "runtime.mcall"}},
		{shareLoad, []string{"syscall.read", "main.(*client).do", "main.(*target).loop"}},
	} {
		if got := shareOf(tt.stack); got != tt.want {
			t.Errorf("%v counts for %s, not %s", tt.stack, got, tt.want)
		}
	}
}

func TestPackageOf(t *testing.T) {
	for function, want := range map[string]string{
		"net/http.(*conn).serve":                               "net/http",
		"runtime.mallocgc":                                     "runtime",
		"github.com/99designs/gqlgen/graphql.CollectFields":    "github.com/99designs/gqlgen/graphql",
		modulePath + "internal/timeline.list[go.shape.*uint8]": modulePath + "internal/timeline",
		"slices.SortFunc[go.shape.[]net/http.x]":               "slices",
	} {
		if got := packageOf(function); got != want {
			t.Errorf("%s is of %s, not %s", function, got, want)
		}
	}
}
