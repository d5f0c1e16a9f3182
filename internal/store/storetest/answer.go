package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// answerText writes a result and its error so that equal answers give equal texts: JSON in which no list and an empty
// one are the same, and of an error the sentinels that it matches, never its words.
func answerText(t T, result any, err error) string {
	t.Helper()
	b, jerr := json.MarshalIndent(plain(result), "", " ")
	if jerr != nil {
		t.Fatalf("writing an answer: %v", jerr)
	}
	return string(b) + errorText(err)
}

func plain(result any) any {
	switch v := result.(type) {
	case []*timeline.Record:
		return each(v, plainRecord)
	case []timeline.Edge:
		return each(v, func(e timeline.Edge) any { return []any{e, e.Digest} })
	case []*timeline.Claim:
		return each(v, func(c *timeline.Claim) any { return c })
	case []timeline.Hop:
		return each(v, func(h timeline.Hop) any { return h })
	case []timeline.Mark:
		return each(v, func(m timeline.Mark) any { return m })
	case nodes:
		return each(v, plainNode)
	case timeline.Surroundings:
		return []any{plain(nodes(v.Records)), plain(v.Edges), plain(nodes(v.Far))}
	case timeline.Subgraph:
		return []any{plain(v.Hops), plain(nodes(v.Records)), plain(v.Edges)}
	case timeline.Page:
		return []any{plain(nodes(v.Records)), append([]string{}, v.Keys...), v.HasPrevious, v.HasNext}
	}
	return result
}

// nodes are records that may be without places and facets.
type nodes []*timeline.Record

func plainNode(r *timeline.Record) any {
	if r == nil {
		return nil
	}
	return []any{r.ID, r.Kind, r.Digest, r.Node}
}

func plainRecord(r *timeline.Record) any {
	if r == nil {
		return nil
	}
	c := *r
	c.Places = append([]timeline.Place{}, r.Places...)
	c.Facets = append([]timeline.Facet{}, r.Facets...)
	return c
}

func each[V any](vs []V, f func(V) any) []any {
	out := make([]any, len(vs))
	for i, v := range vs {
		out[i] = f(v)
	}
	return out
}

// errorText names every sentinel that the error matches.
func errorText(err error) string {
	if err == nil {
		return ""
	}
	var names []string
	for _, s := range []error{
		timeline.ErrNoRelease, timeline.ErrTooLarge, timeline.ErrNotFound, timeline.ErrUnavailable,
		timeline.ErrStaleRelease, timeline.ErrBadDelta, timeline.ErrBadInput, context.Canceled, errBroken,
	} {
		if errors.Is(err, s) {
			names = append(names, s.Error())
		}
	}
	if names == nil {
		names = append(names, "error without a sentinel: "+err.Error())
	}
	var missing *timeline.NotFoundError
	if errors.As(err, &missing) {
		names = append(names, fmt.Sprint(missing.IDs))
	}
	return " error: " + strings.Join(names, ", ")
}

// sameAnswer fails the test where two answers differ.
func sameAnswer(t T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Fatalf("%s:\n got %s\nwant %s", what, clip(got), clip(want))
	}
}

func clip(s string) string {
	const most = 6000
	if len(s) > most {
		return s[:most] + "..."
	}
	return s
}

// allMarks reads a manifest to its end.
func allMarks(seq iter.Seq2[timeline.Mark, error]) ([]timeline.Mark, error) {
	var marks []timeline.Mark
	for m, err := range seq {
		if err != nil {
			return marks, err
		}
		marks = append(marks, m)
	}
	return marks, nil
}

// everything writes all that a view can tell of the release: manifest, records, edges from both ends, indexes, claims.
func everything(t T, v timeline.View) string {
	t.Helper()
	ctx := context.Background()
	marks, err := allMarks(v.Manifest(ctx))
	var b strings.Builder
	b.WriteString(answerText(t, marks, err))
	var ids []timeline.ID
	for _, m := range marks {
		if id, is := strings.CutPrefix(m.Key, "n|"); is {
			ids = append(ids, timeline.ID(id))
		}
	}
	records, err := v.Records(ctx, ids)
	b.WriteString(answerText(t, records, err))
	for _, d := range []timeline.Direction{timeline.Outgoing, timeline.Incoming} {
		edges, err := v.Edges(ctx, ids, testRelations(), d)
		b.WriteString(answerText(t, edges, err))
	}
	for _, ix := range testIndexes() {
		page, err := v.Page(ctx, ix, nil, timeline.Window{First: 1000})
		b.WriteString(answerText(t, page, err))
	}
	claims, err := v.Claims(ctx, ids)
	b.WriteString(answerText(t, claims, err))
	b.WriteString(answerText(t, v.Release(), nil))
	return b.String()
}

// The relations and indexes that test contents use.
func testRelations() []timeline.Predicate {
	return []timeline.Predicate{timeline.IssuedUnder, timeline.PartOf, timeline.Targets}
}

func testIndexes() []timeline.Index {
	return []timeline.Index{timeline.IndexVendors, timeline.IndexTimeline, timeline.IndexSearch}
}
