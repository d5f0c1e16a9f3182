package timeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

func (w *world) redirect(from id, reason string, to ...id) {
	for _, t := range to {
		w.Redirects = append(w.Redirects, compile.Redirect{From: from, To: t, Reason: reason})
	}
}

// movedWorld has an act that was merged, reached by a chain of two, and a vendor that was split.
func movedWorld() *world {
	w := &world{}
	w.node(timeline.KindVendor, "acme-inc", "acme-ltd")
	w.node(timeline.KindAgency, "office")
	w.node(timeline.KindAudience, "everybody")
	w.node(timeline.KindSource, "journal")
	w.node(timeline.KindOfficialList, "list")
	w.node(timeline.KindListEntry, "row")
	w.act("statute", "STATUTE", "signed 2020-01-01")
	w.act("rule", "REGULATION", "issued 2021-01-01", "effective 2021-03-01")
	w.relate("rule ISSUED_UNDER statute")
	w.say("rule", timeline.Targets, "acme-inc")
	w.say("rule", timeline.By, "office")
	w.restrict("rule#restriction/use", "USE", "effective", "")
	w.say("rule#restriction/use", timeline.Binds, "everybody")
	w.say("rule#statement/word", timeline.About, "rule")
	w.say("rule#statement/word", timeline.SpokenBy, "office")
	w.say("row", timeline.OnList, "list")
	w.say("row", timeline.NamesParty, "acme-inc")
	w.redirect("rule-draft", "two entries for one rule", "rule-2021")
	w.redirect("rule-2021", "renamed", "rule")
	w.redirect("law", "renamed", "statute")
	w.redirect("acme", "the group was two companies", "acme-ltd", "acme-inc")
	w.redirect("acme-corp", "renamed", "acme-inc")
	w.redirect("bureau", "renamed", "office")
	w.redirect("all", "renamed", "everybody")
	w.redirect("old-list", "renamed", "list")
	return w
}

func TestRedirectedNodes(t *testing.T) {
	v := newCounting(movedWorld().view(t))
	r := timeline.NewReader(v)
	ctx := context.Background()
	for old, now := range map[id]id{
		"rule-2021": "rule", "rule-draft": "rule", "rule": "rule", "rule-2021#issued": "rule#issued",
		"rule-draft#restriction/use": "rule#restriction/use", "acme-corp": "acme-inc",
	} {
		v.calls = make(map[string]int)
		n, err := r.Node(ctx, old)
		if err != nil || n.Base().ID != now {
			t.Errorf("%s: %v, %v", old, n, err)
		}
		if v.total() != 1 {
			t.Errorf("%s: %d calls of the store", old, v.total())
		}
	}
	nodes, err := r.Nodes(ctx, []id{"rule", "nobody", "rule-draft", "law"})
	if err != nil || nodes[1] != nil || nodes[0].Base().ID != "rule" || nodes[2].Base().ID != "rule" || nodes[3].Base().ID != "statute" {
		t.Errorf("%v, %v", nodes, err)
	}
	if a, err := timeline.Get[*timeline.Action](ctx, r, "rule-2021"); err != nil || a.ActionKind != "REGULATION" {
		t.Errorf("%v, %v", a, err)
	}
	if _, err := timeline.Get[*timeline.Vendor](ctx, r, "rule-2021"); !errors.Is(err, timeline.ErrNotFound) {
		t.Errorf("an act as a vendor: %v", err)
	}
	var missing *timeline.NotFoundError
	if _, err := r.Node(ctx, "rule-2021#revoked"); !errors.As(err, &missing) || !slices.Equal(missing.IDs, []id{"rule#revoked"}) {
		t.Errorf("a part that the target has not: %v", err)
	}
}

// What was split answers nothing by itself: the error names what it is now, and why.
func TestSplitNodes(t *testing.T) {
	w := movedWorld()
	w.redirect("acme-group", "renamed", "acme") // a chain to what was split
	w.redirect("both", "one row for one company", "acme-corp", "acme-inc")
	r := w.reader(t)
	ctx := context.Background()
	if n, err := r.Node(ctx, "both"); err != nil || n.Base().ID != "acme-inc" {
		t.Errorf("two ways to one node: %v, %v", n, err)
	}
	for _, old := range []id{"acme", "acme-group", "acme#issued"} {
		for what, ask := range map[string]func() error{
			"node":     func() error { _, err := r.Node(ctx, old); return err },
			"nodes":    func() error { _, err := r.Nodes(ctx, []id{"rule", old}); return err },
			"get":      func() error { _, err := timeline.Get[*timeline.Vendor](ctx, r, old); return err },
			"lineage":  func() error { _, err := r.Lineage(ctx, []id{"rule", old}, timeline.Outgoing, nil, nil); return err },
			"path":     func() error { _, err := r.Path(ctx, "rule", old, nil, nil); return err },
			"impact":   func() error { _, err := r.ImpactOf(ctx, []id{"rule"}, &old); return err },
			"between":  func() error { _, err := r.Between(ctx, "rule#issued", old); return err },
			"in force": func() error { _, err := r.InForce(ctx, timeline.ForceQuestion{Capacities: []id{old}}); return err },
			"story":    func() error { _, err := r.StoryOf(ctx, old, timeline.English, nil); return err },
			"actions": func() error {
				_, err := r.Actions(ctx, timeline.ActionFilter{Vendor: &old}, timeline.Paging{})
				return err
			},
			"claims": func() error {
				_, err := r.Claims(ctx, timeline.ClaimFilter{Owner: &old}, timeline.Paging{})
				return err
			},
			"countries": func() error { _, err := r.Jurisdictions(ctx, old); return err },
		} {
			err := ask()
			var split *timeline.SplitError
			if !errors.Is(err, timeline.ErrSplit) || !errors.As(err, &split) || split.ID != old || !slices.Equal(split.To, []id{"acme-inc", "acme-ltd"}) || split.Reason != "the group was two companies" {
				t.Errorf("%s of %s: %v", what, old, err)
			}
		}
	}
	want := "acme was split into several nodes: ask for acme-inc or acme-ltd (the group was two companies)"
	if _, err := r.Node(ctx, "acme"); err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}

// summary writes what matters of an answer.
func summary(value any, err error) string { return fmt.Sprintf("%v %v", value, err) }

func listed[T timeline.Node](c *timeline.Connection[T], err error) string {
	if err != nil {
		return err.Error()
	}
	var cursors []string
	for _, e := range c.Edges {
		cursors = append(cursors, e.Cursor())
	}
	return summary(idsOf(c.Nodes()), nil) + strings.Join(cursors, " ")
}

// Every question gives for an old ID what it gives for the new one, cursors too.
func TestQuestionsByOldID(t *testing.T) {
	w := movedWorld()
	r := w.reader(t)
	ctx := context.Background()
	on := day(t, "2021-06-01")
	p := timeline.Paging{}
	for what, ask := range map[string]func(rule, statute, vendor, agency, audience, list id) string{
		"lineage": func(rule, _, _, _, _, _ id) string {
			l, err := r.Lineage(ctx, []id{rule}, timeline.Outgoing, nil, nil)
			return summary(idsOf(l.Roots), err) + route(l.Steps[0].Path)
		},
		"path": func(rule, statute, _, _, _, _ id) string {
			p, err := r.Path(ctx, rule, statute, nil, nil)
			return route(p.Links) + summary(*p.Direction, err)
		},
		"impact": func(_, statute, vendor, _, _, _ id) string {
			i, err := r.ImpactOf(ctx, []id{statute}, &vendor)
			return summary(i.Fates[0].Fate, err) + summary(idsOf(i.Stands), nil)
		},
		"between": func(rule, statute, _, _, _, _ id) string {
			i, err := r.Between(ctx, statute.With("signed"), rule.With("issued"))
			return summary(*i.Days, err)
		},
		"in force": func(rule, _, vendor, _, audience, _ id) string {
			f, err := r.InForce(ctx, timeline.ForceQuestion{On: on, Capacities: []id{audience}, Vendor: &vendor, Action: &rule})
			return summary(f.Rows[0].Verdict, err) + summary(*f.Rows[0].Touches[0], nil)
		},
		"deadlines": func(rule, _, vendor, _, audience, _ id) string {
			ds, err := r.Deadlines(ctx, timeline.DeadlineQuestion{After: day(t, "2021-02-01"), Capacities: []id{audience}, Vendor: &vendor, Action: &rule})
			return summary(ds[0].Cause.Base().ID, err)
		},
		"compare": func(_, _, vendor, _, _, _ id) string {
			c, err := r.Compare(ctx, []id{vendor}, nil)
			return summary(c.Columns[0].First.ID, err)
		},
		"jurisdictions": func(_, _, vendor, _, _, _ id) string {
			rows, err := r.Jurisdictions(ctx, vendor)
			return summary(idsOf(rows[0].Acts), err)
		},
		"story": func(_, _, vendor, _, _, _ id) string {
			s, err := r.StoryOf(ctx, vendor, timeline.English, nil)
			return summary(s.Sentences[0].Text, err)
		},
		"actions": func(_, _, vendor, agency, _, _ id) string {
			return listed(r.Actions(ctx, timeline.ActionFilter{Vendor: &vendor, Agency: &agency}, p))
		},
		"timeline": func(rule, _, vendor, agency, _, _ id) string {
			return listed(r.Timeline(ctx, timeline.TimelineFilter{ActionFilter: timeline.ActionFilter{Vendor: &vendor, Agency: &agency}, Owner: &rule}, p))
		},
		"entries": func(_, _, vendor, _, _, list id) string {
			return listed(r.ListEntries(ctx, &list, &vendor, p))
		},
		"claims": func(rule, _, _, _, _, _ id) string {
			issued := rule.With("issued")
			return listed(r.Claims(ctx, timeline.ClaimFilter{Subject: &issued, Owner: &rule}, p))
		},
		"statements": func(rule, _, _, agency, _, _ id) string {
			return listed(r.StatementsOf(ctx, &rule, &agency, nil, p))
		},
	} {
		want := ask("rule", "statute", "acme-inc", "office", "everybody", "list")
		got := ask("rule-draft", "law", "acme-corp", "bureau", "all", "old-list")
		if got != want || strings.HasPrefix(want, "[] ") {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
}

// An old and a new ID asked together are one node, where positions do not matter.
func TestOldAndNewTogether(t *testing.T) {
	r := movedWorld().reader(t)
	l, err := r.Lineage(context.Background(), []id{"rule", "rule-2021"}, timeline.Outgoing, nil, nil)
	if err != nil || len(l.Roots) != 1 {
		t.Errorf("%v, %v", l, err)
	}
	f, err := r.InForce(context.Background(), timeline.ForceQuestion{On: day(t, "2021-06-01"), Capacities: []id{"all", "everybody"}})
	if err != nil || len(f.Capacities) != 1 || len(f.Rows[0].Touches) != 1 {
		t.Errorf("%v, %v", f, err)
	}
}

// Each release answers to the IDs that it had, and a difference knows a node by its old name and its new one.
func TestRedirectsOfReleases(t *testing.T) {
	ctx := context.Background()
	s := memory.New()
	apply := func(number int, w *world) {
		t.Helper()
		c, problems := compile.Compile(w.Input, number, false, nil)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		var before timeline.View
		if number > 1 {
			before, _ = s.Open(ctx, timeline.KnownAt{})
			c.Release.History = []timeline.ReleaseMark{{Number: 1}, {Number: 2}}
			if err := s.Apply(ctx, c.Release, timeline.Changes(before.Manifest(ctx), c.Stream().Deltas)); err != nil {
				t.Fatal(err)
			}
			return
		}
		if err := s.Apply(ctx, c.Release, timeline.Changes(nil, c.Stream().Deltas)); err != nil {
			t.Fatal(err)
		}
	}
	one, two := &world{}, &world{}
	one.act("old", "NOTICE", "issued 2020-01-01")
	two.act("new", "NOTICE", "issued 2020-01-01")
	one.node(timeline.KindVendor, "acme-corp")
	two.node(timeline.KindVendor, "acme-inc", "acme-ltd")
	one.say("acme-corp", "ALIAS", "Acme")
	two.say("acme-inc", "ALIAS", "Acme")
	one.say("old", timeline.Targets, "acme-corp")
	two.say("new", timeline.Targets, "acme-inc")
	two.redirect("old", "renamed", "new")
	two.redirect("acme-corp", "renamed", "acme-inc")
	two.redirect("acme", "two companies", "acme-inc", "acme-ltd")
	apply(1, one)
	apply(2, two)
	for number, want := range map[int]map[id]id{1: {"old": "old", "new": ""}, 2: {"old": "new", "new": "new"}} {
		v, err := s.Open(ctx, timeline.KnownAt{Release: number})
		if err != nil {
			t.Fatal(err)
		}
		for asked, now := range want {
			n, err := timeline.NewReader(v).Node(ctx, asked)
			if got := id(""); err == nil {
				got = n.Base().ID
				if got != now {
					t.Errorf("release %d: %s is %s, want %s", number, asked, got, now)
				}
			} else if now != "" || !errors.Is(err, timeline.ErrNotFound) {
				t.Errorf("release %d: %s: %v", number, asked, err)
			}
		}
	}
	from, to := timeline.KnownAt{Release: 1}, timeline.KnownAt{Release: 2}
	for _, asked := range []id{"old", "new", "old#issued"} {
		d, err := timeline.Diff(ctx, s, from, to, nil, &asked)
		if err != nil || len(d.Added) != 3 || len(d.Retracted) != 3 {
			t.Errorf("about %s: %+v, %v", asked, d, err)
		}
	}
	for _, asked := range []id{"acme-corp", "acme-inc"} {
		d, err := timeline.Diff(ctx, s, from, to, &asked, nil)
		if err != nil || len(d.Added) != 4 || len(d.Retracted) != 4 {
			t.Errorf("vendor %s: %+v, %v", asked, d, err)
		}
	}
	gone := id("acme")
	for _, ask := range [][2]*id{{&gone, nil}, {nil, &gone}} {
		if _, err := timeline.Diff(ctx, s, from, to, ask[0], ask[1]); !errors.Is(err, timeline.ErrSplit) {
			t.Errorf("what was split: %v", err)
		}
	}
}

// For redirects without a circle: an ID that resolves gives one that is no longer redirected, its part kept; one that does
// not has several ends, all of them nodes; and an ID is a former name of exactly its ends.
func TestResolveProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most = 8
		name := func(n int) id { return id(fmt.Sprintf("n-%d", n)) }
		rs := make(timeline.Redirects)
		for n := range most {
			// Targets have greater numbers, so nothing leads in a circle.
			if to := rapid.SliceOfNDistinct(rapid.IntRange(n+1, most), 0, 3, rapid.ID[int]).Draw(t, "to"); len(to) > 0 {
				r := timeline.Redirect{Reason: "r"}
				for _, x := range to {
					r.To = append(r.To, name(x))
				}
				rs[name(n)] = r
			}
		}
		for n := range most + 1 {
			now, err := rs.Resolve(name(n) + "#issued")
			ends := []id{now.Owner()}
			var split *timeline.SplitError
			switch {
			case errors.As(err, &split):
				if ends = split.To; len(ends) < 2 || split.Reason != "r" {
					t.Fatalf("%s: %v", name(n), err)
				}
			case err != nil || now.Part() != "issued":
				t.Fatalf("%s: %s, %v", name(n), now, err)
			}
			for x := range most + 1 {
				_, moved := rs[name(n)]
				isEnd := slices.Contains(ends, name(x))
				if _, redirected := rs[name(x)]; redirected && isEnd {
					t.Fatalf("%s ends at %s, which is redirected", name(n), name(x))
				}
				if got := slices.Contains(rs.Former(name(x)), name(n)); got != (isEnd && moved) {
					t.Fatalf("%s as a former name of %s: %v\n%s", name(n), name(x), got, cmp.Diff(nil, rs))
				}
			}
		}
	})
}
