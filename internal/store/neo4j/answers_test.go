package neo4j

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// What was answered is answered again without the database, as long as nobody asks for something else.
func TestAnswersAreKept(t *testing.T) {
	storetest.Apply(t, empty(t), acts(t, 1, 2, "one"))
	p := newProxy(t)
	s := opened(t, Config{URL: p.url(), ReadTimeout: 2 * time.Second, KeepAnswers: true})
	v := headView(t, s)
	questions := map[string]func() error{
		"Records": func() error { _, err := v.Records(context.Background(), []timeline.ID{"act-00001"}); return err },
		"Edges": func() error {
			_, err := v.Edges(context.Background(), []timeline.ID{"act-00001"}, timeline.LineageRelations(), timeline.Outgoing)
			return err
		},
		"Surroundings": func() error {
			_, err := v.Surroundings(context.Background(), []timeline.ID{"act-00001"}, timeline.LineageRelations(), timeline.Outgoing)
			return err
		},
		"Subgraph": func() error {
			_, err := v.Subgraph(context.Background(), []timeline.ID{"act-00001"}, timeline.LineageRelations(), timeline.Outgoing, 3, 9)
			return err
		},
		"Page": func() error {
			_, err := v.Page(context.Background(), timeline.IndexActions, nil, timeline.Window{First: 1})
			return err
		},
		"Count": func() error {
			_, err := v.Count(context.Background(), timeline.IndexActions, nil, timeline.Range{})
			return err
		},
		"Claims": func() error { _, err := v.Claims(context.Background(), []timeline.ID{"act-00001"}); return err },
	}
	for name, ask := range questions {
		if err := ask(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	p.set(0, false)
	p.breakAll()
	for name, ask := range questions {
		if err := ask(); err != nil {
			t.Errorf("%s, asked again: %v", name, err)
		}
	}
	if _, err := v.Records(context.Background(), []timeline.ID{"us-dhs"}); !errors.Is(err, timeline.ErrUnavailable) {
		t.Errorf("what was never asked: %v, want ErrUnavailable", err)
	}
	if _, err := s.Open(context.Background(), timeline.KnownAt{}); !errors.Is(err, timeline.ErrUnavailable) {
		t.Errorf("opening: %v, want ErrUnavailable", err)
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := v.Records(gone, []timeline.ID{"act-00001"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a question that ended: %v, want Canceled", err)
	}
}

// A store that is not told to keep answers asks the database each time.
func TestAnswersAreNotKept(t *testing.T) {
	storetest.Apply(t, empty(t), acts(t, 1, 2, "one"))
	p := newProxy(t)
	s := opened(t, Config{URL: p.url(), ReadTimeout: 2 * time.Second})
	v := headView(t, s)
	ask := func() error { _, err := v.Records(context.Background(), []timeline.ID{"act-00001"}); return err }
	if err := ask(); err != nil {
		t.Fatal(err)
	}
	p.set(0, false)
	p.breakAll()
	if err := ask(); !errors.Is(err, timeline.ErrUnavailable) {
		t.Errorf("error %v, want ErrUnavailable", err)
	}
}

// Who is given an answer may sort it or cut it.
func TestAnswersAreCopies(t *testing.T) {
	s := keeping(t)
	storetest.Apply(t, s, acts(t, 1, 5, "one"))
	v, ctx := headView(t, s), context.Background()
	for range 2 {
		page, err := v.Page(ctx, timeline.IndexActions, nil, timeline.Window{First: 5})
		if err != nil || len(page.Records) != 5 || !slices.IsSorted(page.Keys) {
			t.Fatalf("%v, %v", page.Keys, err)
		}
		slices.Reverse(page.Records)
		slices.Reverse(page.Keys)
		sub, err := v.Subgraph(ctx, []timeline.ID{"act-00004"}, []timeline.Predicate{timeline.By}, timeline.Outgoing, 1, 9)
		if err != nil || len(sub.Edges) != 1 || len(sub.Records) != 2 || len(sub.Hops) != 1 {
			t.Fatalf("%+v, %v", sub, err)
		}
		clear(sub.Edges)
		clear(sub.Records)
		clear(sub.Hops)
		edges, far, err := v.Expand(ctx, []timeline.ID{"act-00004"}, []timeline.Predicate{timeline.By}, timeline.Outgoing)
		if err != nil || len(edges) != 1 || edges[0].To == "" || len(far) != 1 || far[0] == nil {
			t.Fatalf("%v, %v, %v", edges, far, err)
		}
		clear(edges)
		clear(far)
	}
}

// A database that was emptied and filled anew counts its revisions from one: answers of before are not those of now.
func TestAnswersOfAnotherDatabase(t *testing.T) {
	s := keeping(t)
	ids := []timeline.ID{"act-00000"}
	label := func() string {
		t.Helper()
		v := headView(t, s)
		records, err := v.Records(context.Background(), ids)
		if err != nil || v.revision != 1 {
			t.Fatalf("revision %d: %v", v.revision, err)
		}
		return records[0].Node.Base().Label(nil)
	}
	storetest.Apply(t, s, acts(t, 1, 2, "one"))
	if got := label(); !strings.Contains(got, "one") {
		t.Fatal(got)
	}
	if err := s.Wipe(context.Background()); err != nil {
		t.Fatal(err)
	}
	storetest.Apply(t, s, acts(t, 1, 2, "other"))
	if got := label(); !strings.Contains(got, "other") {
		t.Errorf("after the database was filled anew: %q", got)
	}
}

func TestWeight(t *testing.T) {
	for want, value := range map[int]any{16: int64(7), 21: "abcde", 16 + 16 + 21: []any{nil, "abcde"}} {
		if got := weight(value); got != want {
			t.Errorf("%v weighs %d, not %d", value, got, want)
		}
	}
}
