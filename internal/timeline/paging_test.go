package timeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/timeline"
)

// list is a connection without the type of its items.
type list struct {
	ids          []id
	cursors      []string
	next, before bool
	count        func(context.Context) (int, error)
}

func listOf[T timeline.Node](c *timeline.Connection[T], err error) (list, error) {
	if err != nil {
		return list{}, err
	}
	l := list{next: c.PageInfo.HasNextPage, before: c.PageInfo.HasPreviousPage, count: c.TotalCount}
	for _, e := range c.Edges {
		l.ids, l.cursors = append(l.ids, e.Node.Base().ID), append(l.cursors, e.Cursor())
	}
	if n := len(c.Edges); n > 0 && (*c.PageInfo.StartCursor() != l.cursors[0] || *c.PageInfo.EndCursor() != l.cursors[n-1]) {
		return l, errors.New("start or end cursor is not that of the first or last item")
	}
	return l, nil
}

// bookshelf has milestones of days, months, years and open spans over three years, and many links of one act.
func bookshelf() *world {
	w := &world{}
	w.act("hub", "NOTICE")
	i := 0
	for _, year := range []string{"2022", "2023", "2024"} {
		for _, on := range []string{"-01-01", "-01-31", "-03-15", "-03-15", "-12-31", "-01", "-03", "-12", "", "/..", "-02-10/2024-02-10"} {
			i++
			name := id(fmt.Sprintf("act-%02d", i))
			w.act(name, "NOTICE", "issued "+year+on)
			w.relate(string(name) + " CITES hub")
			if i%3 == 0 { // one ID that another begins with, on the same day
				w.act(name+"-b", "NOTICE", "issued "+year+on)
				w.relate(string(name)+"-b CITES hub", string(name)+"-b AMENDS hub")
			}
		}
	}
	w.act("act-early", "NOTICE", "issued ../2022-06")
	return w
}

// A list walked in pages of any size, forward or back, is the list; and each page knows whether it goes on.
func TestPaging(t *testing.T) {
	ctx := context.Background()
	r := bookshelf().reader(t)
	hub, err := timeline.Get[*timeline.Action](ctx, r, "hub")
	if err != nil {
		t.Fatal(err)
	}
	ranged := func(from, to string) func(timeline.Paging) (list, error) {
		f := timeline.TimelineFilter{}
		if from != "" {
			f.From = ptr(day(t, from))
		}
		if to != "" {
			f.To = ptr(day(t, to))
		}
		return func(ask timeline.Paging) (list, error) { return listOf(r.Timeline(ctx, f, ask)) }
	}
	lists := map[string]func(timeline.Paging) (list, error){
		"actions":                func(ask timeline.Paging) (list, error) { return listOf(r.Actions(ctx, timeline.ActionFilter{}, ask)) },
		"search":                 func(ask timeline.Paging) (list, error) { return listOf(r.Search(ctx, "act", nil, ask)) },
		"timeline":               ranged("", ""),
		"timeline to a day":      ranged("", "2023-03-15"),
		"timeline in two parts":  ranged("2023-02-20", "2024-03-15"),
		"timeline of one day":    ranged("2023-03-15", "2023-03-15"),
		"timeline of no day":     ranged("1999-01-01", "1999-01-02"),
		"timeline of the last":   ranged("2024-12-31", ""),
		"one in the second part": ranged("2023-12-31", "2023-12-31"),
		"one in the first part":  ranged("2022-01-01", ""),
		"timeline of everything": ranged("0001-01-01", "9999-12-31"),
		"links": func(ask timeline.Paging) (list, error) {
			return listOf(hub.Relations(ctx, timeline.Incoming, nil, ask.First, ask.After, ask.Last, ask.Before))
		},
	}
	for name, list := range lists {
		t.Run(name, func(t *testing.T) {
			whole, err := list(timeline.Paging{First: ptr(timeline.MaxPage)})
			if err != nil || whole.next || whole.before {
				t.Fatalf("%+v, %v", whole, err)
			}
			if n, err := whole.count(ctx); err != nil || n != len(whole.ids) {
				t.Errorf("%d of %d counted, %v", n, len(whole.ids), err)
			}
			rapid.Check(t, func(t *rapid.T) {
				forward := rapid.Bool().Draw(t, "forward")
				if got := walk(t, list, forward); !slices.Equal(got, whole.ids) {
					t.Fatalf("forward %t: %v, want %v", forward, got, whole.ids)
				}
			})
			rapid.Check(t, func(t *rapid.T) { checkWindow(t, list, whole) })
		})
	}
}

// The range from the first day there is to the last leaves nothing out.
func TestTimelineOfEverything(t *testing.T) {
	ctx := context.Background()
	r := bookshelf().reader(t)
	all, err := listOf(r.Timeline(ctx, timeline.TimelineFilter{}, timeline.Paging{First: ptr(timeline.MaxPage)}))
	if err != nil || len(all.ids) < 40 {
		t.Fatalf("%d milestones, %v", len(all.ids), err)
	}
	ranged, err := listOf(r.Timeline(ctx, timeline.TimelineFilter{From: ptr(day(t, "0001-01-01")), To: ptr(day(t, "9999-12-31"))}, timeline.Paging{First: ptr(timeline.MaxPage)}))
	if err != nil || !slices.Equal(ranged.ids, all.ids) {
		t.Errorf("%d of %d, %v", len(ranged.ids), len(all.ids), err)
	}
}

// walk goes through a list in pages of random sizes.
func walk(t *rapid.T, next func(timeline.Paging) (list, error), forward bool) []id {
	var got []id
	var cursor *string
	for {
		n := rapid.IntRange(1, 9).Draw(t, "size")
		ask := timeline.Paging{First: &n, After: cursor}
		if !forward {
			ask = timeline.Paging{Last: &n, Before: cursor}
		}
		page, err := next(ask)
		if err != nil {
			t.Fatal(err)
		}
		more, behind := page.next, page.before
		if forward {
			got = append(got, page.ids...)
		} else {
			got = append(slices.Clone(page.ids), got...)
			more, behind = behind, more
		}
		if behind != (cursor != nil) {
			t.Fatalf("a page of %v does not know what it comes from", page.ids)
		}
		if !more {
			return got
		}
		if len(page.ids) != n {
			t.Fatalf("a page of %d has %d items, though the list goes on", n, len(page.ids))
		}
		cursor = &page.cursors[len(page.cursors)-1]
		if !forward {
			cursor = &page.cursors[0]
		}
	}
}

// checkWindow asks for a page between two cursors of the list.
func checkWindow(t *rapid.T, next func(timeline.Paging) (list, error), whole list) {
	n := len(whole.ids)
	if n == 0 {
		t.Skip()
	}
	after, before := rapid.IntRange(-1, n-1).Draw(t, "after"), rapid.IntRange(0, n).Draw(t, "before")
	size := rapid.IntRange(1, n+1).Draw(t, "size")
	var ask timeline.Paging
	if after >= 0 {
		ask.After = &whole.cursors[after]
	}
	if before < n {
		ask.Before = &whole.cursors[before]
	}
	from := after + 1
	to := max(from, before)
	if rapid.Bool().Draw(t, "forward") {
		ask.First = &size
		to = min(to, from+size)
	} else {
		ask.Last = &size
		from = max(from, to-size)
	}
	page, err := next(ask)
	if err != nil || !slices.Equal(page.ids, whole.ids[from:to]) {
		t.Fatalf("(%d,%d) of %d: %v, want %v; %v", after, before, size, page.ids, whole.ids[from:to], err)
	}
	if len(page.ids) > 0 && (page.next != (to < n) || page.before != (from > 0)) {
		t.Fatalf("(%d,%d) of %d: next %t, previous %t; the page is [%d,%d) of %d", after, before, size, page.next, page.before, from, to, n)
	}
}

// A range holds the milestones of which some possible day lies in it, the earliest first.
func TestTimelineRange(t *testing.T) {
	w := &world{}
	for name, on := range map[id]string{
		"before": "2023-01-31", "first": "2023-02-01", "last": "2023-03-31", "after": "2023-04-01",
		"month-before": "2023-01", "month-first": "2023-02", "year": "2023", "year-before": "2022", "open-past": "../2023-02-01", "ended-past": "../2023-01-31",
		"open-future": "2020/..", "span": "2023-01-15/2023-02-15", "later-open": "2023-04-01/..", "doubtful": "2023-03-01?",
	} {
		w.act(name, "NOTICE", "issued "+on)
	}
	l, err := listOf(w.reader(t).Timeline(context.Background(), timeline.TimelineFilter{From: ptr(day(t, "2023-02-01")), To: ptr(day(t, "2023-03-31"))}, timeline.Paging{}))
	want := []id{"open-past", "open-future", "year", "span", "first", "month-first", "doubtful", "last"}
	for i := range want {
		want[i] += "#issued"
	}
	if err != nil || !slices.Equal(l.ids, want) {
		t.Errorf("%v, %v", l.ids, err)
	}
}

func TestTimelineBackwards(t *testing.T) {
	_, err := (&world{}).reader(t).Timeline(context.Background(), timeline.TimelineFilter{From: ptr(day(t, "2023-02-02")), To: ptr(day(t, "2023-02-01"))}, timeline.Paging{})
	if !errors.Is(err, timeline.ErrBadInput) {
		t.Error(err)
	}
}

// A cursor of one list is none of another, nor of the same list with other arguments.
func TestForeignCursor(t *testing.T) {
	ctx := context.Background()
	r := bookshelf().reader(t)
	actions, err := listOf(r.Actions(ctx, timeline.ActionFilter{}, timeline.Paging{First: ptr(1)}))
	if err != nil {
		t.Fatal(err)
	}
	ask := timeline.Paging{After: &actions.cursors[0]}
	hub, _ := timeline.Get[*timeline.Action](ctx, r, "hub")
	for name, list := range map[string]func() error{
		"narrower": func() error { _, err := r.Actions(ctx, timeline.ActionFilter{Kind: ptr("NOTICE")}, ask); return err },
		"timeline": func() error { _, err := r.Timeline(ctx, timeline.TimelineFilter{}, ask); return err },
		"search":   func() error { _, err := r.Search(ctx, "act", nil, ask); return err },
		"links": func() error {
			_, err := hub.Relations(ctx, timeline.Incoming, nil, nil, ask.After, nil, nil)
			return err
		},
	} {
		if err := list(); !errors.Is(err, timeline.ErrBadCursor) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
