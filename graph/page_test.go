package graph

import (
	"context"
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/store/storetest"
)

type listPage struct {
	Nodes    []struct{ ID string }
	PageInfo struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       *string
	}
	TotalCount int
}

// pagedLists are queries of lists that page in different ways: an index, two stretches of time, a search, and the links
// of a node.
var pagedLists = []string{
	`query ($first: Int, $after: String, $last: Int, $before: String) { actions(agency: "us-doc", first: $first, after: $after, last: $last, before: $before) { ...P } }`,
	`query ($first: Int, $after: String, $last: Int, $before: String) { timeline(from: "2022-01-15", first: $first, after: $after, last: $last, before: $before) { ...P } }`,
	`query ($first: Int, $after: String, $last: Int, $before: String) { search(text: "act", first: $first, after: $after, last: $last, before: $before) { ...P } }`,
	`query ($first: Int, $after: String, $last: Int, $before: String) { vendor(id: "acme-inc") { actions(first: $first, after: $after, last: $last, before: $before) { ...P } } }`,
	`query ($first: Int, $after: String, $last: Int, $before: String) { action(id: "us-act-000") { relations(direction: INCOMING, first: $first, after: $after, last: $last, before: $before) { ...P } } }`,
}

var pageFragment = map[int]string{
	0: "ActionConnection", 1: "MilestoneConnection", 2: "NodeConnection", 3: "ActionConnection", 4: "NodeConnection",
}

// ask gives one page of a list.
func ask(t rapid.TB, h *Handler, list int, variables map[string]any) listPage {
	t.Helper()
	query := pagedLists[list] + ` fragment P on ` + pageFragment[list] + ` { nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`
	r := h.Execute(context.Background(), query, variables, "")
	if r.Errors != nil {
		t.Fatalf("list %d: %v", list, r.Errors)
	}
	raw := r.Data
	for { // the page is the innermost of the objects that each hold one
		var p listPage
		var in map[string]json.RawMessage
		if err := json.Unmarshal(raw, &in); err != nil {
			t.Fatalf("list %d: %v: %s", list, err, raw)
		}
		if _, ok := in["nodes"]; ok {
			if err := json.Unmarshal(raw, &p); err != nil {
				t.Fatalf("list %d: %v", list, err)
			}
			return p
		}
		for _, raw = range in {
		}
	}
}

// TestPaging proves that pages of any size, forward or backward, make the same list.
func TestPaging(t *testing.T) {
	h := handlerOver(newFacts(t, 17).store(1))
	for list := range pagedLists {
		whole := ids(ask(t, h, list, map[string]any{"first": 200}))
		if len(whole) < 3 {
			t.Errorf("list %d has only %v", list, whole)
		}
		rapid.Check(t, func(t *rapid.T) {
			size := rapid.IntRange(1, 20).Draw(t, "size")
			var forward, backward []string
			vars := map[string]any{"first": size}
			for {
				p := ask(t, h, list, vars)
				if p.TotalCount != len(whole) || p.PageInfo.HasPreviousPage != (len(forward) > 0) {
					t.Fatalf("list %d at %d: %+v", list, len(forward), p)
				}
				if forward = append(forward, ids(p)...); !p.PageInfo.HasNextPage {
					break
				}
				vars["after"] = *p.PageInfo.EndCursor
			}
			vars = map[string]any{"last": size}
			for {
				p := ask(t, h, list, vars)
				if p.PageInfo.HasNextPage != (len(backward) > 0) {
					t.Fatalf("list %d, %d from the end: %+v", list, len(backward), p)
				}
				if backward = append(ids(p), backward...); !p.PageInfo.HasPreviousPage {
					break
				}
				vars["before"] = *p.PageInfo.StartCursor
			}
			if !slices.Equal(forward, whole) || !slices.Equal(backward, whole) {
				t.Fatalf("list %d by %d: forward %v, backward %v, whole %v", list, size, forward, backward, whole)
			}
		})
	}
}

func ids(p listPage) []string {
	var out []string
	for _, n := range p.Nodes {
		out = append(out, n.ID)
	}
	return out
}

// TestForeignCursors proves that a cursor is good for its own list and release only.
func TestForeignCursors(t *testing.T) {
	f := newFacts(t, 17)
	s := f.store(1)
	h := handlerOver(s)
	cursor := *ask(t, h, 0, map[string]any{"first": 2}).PageInfo.EndCursor
	refused := func(query string) {
		t.Helper()
		r := h.Execute(context.Background(), query, map[string]any{"c": cursor}, "")
		if len(r.Errors) != 1 || r.Errors[0].Extensions["code"] != string(CodeBadCursor) {
			t.Errorf("%s: got %s, want BAD_CURSOR", query, r.Body())
		}
	}
	refused(`query ($c: String) { actions(after: $c) { nodes { id } } }`)
	refused(`query ($c: String) { actions(agency: "us-bis", after: $c) { nodes { id } } }`)
	refused(`query ($c: String) { timeline(agency: "us-doc", before: $c) { nodes { id } } }`)
	refused(`query ($c: String) { agency(id: "us-bis") { actions(after: $c) { nodes { id } } } }`)
	storetest.Apply(t, s, storetest.Content(2, f.records, f.edges))
	refused(`query ($c: String) { actions(agency: "us-doc", after: $c) { nodes { id } } }`)
}
