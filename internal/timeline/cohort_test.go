package timeline_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// wideWorld has n acts against one vendor, each with the same parts.
func wideWorld(n int) *world {
	w := &world{}
	w.node(timeline.KindVendor, "lab")
	w.node(timeline.KindAgency, "bureau")
	w.node(timeline.KindAudience, "agency")
	w.node(timeline.KindSource, "journal")
	w.act("law", "STATUTE", "signed 2010-01-01")
	for i := range n {
		act := id(fmt.Sprintf("act-%03d", i))
		w.act(act, "DIRECTIVE", fmt.Sprintf("issued 2020-01-%02d", 1+i%28), "effective 2020-03-01")
		w.say(act, timeline.Targets, "lab")
		w.say(act, timeline.By, "bureau")
		w.relate(string(act) + " ISSUED_UNDER law")
		w.restrict(act+"#restriction/use", "USE", "effective", "")
		w.say(act+"#restriction/use", timeline.Binds, "agency")
		w.say(act+"#statement/s", timeline.NotProhibited, "SELL")
		w.say(act+"#statement/s", timeline.About, string(act))
	}
	return w
}

// questions go several steps deep from a list of acts.
var questions = map[string]func(context.Context, *timeline.Reader) error{
	"acts, milestones, owners, claims, sources": func(ctx context.Context, r *timeline.Reader) error {
		c, err := r.Actions(ctx, timeline.ActionFilter{Vendor: ptr(id("lab"))}, timeline.Paging{First: ptr(timeline.MaxPage)})
		if err != nil {
			return err
		}
		for _, a := range c.Nodes() {
			ms, err := a.Milestones(ctx, nil)
			if err != nil {
				return err
			}
			for _, m := range ms {
				if _, err := m.Owner(ctx); err != nil {
					return err
				}
				for _, f := range m.Evidence(nil) {
					claims, err := f.Claims(ctx)
					if err != nil || len(claims) == 0 {
						return fmt.Errorf("%d claims: %w", len(claims), err)
					}
					for _, cl := range claims {
						if _, err := cl.Source(ctx); err != nil {
							return err
						}
						if _, err := cl.About(ctx); err != nil {
							return err
						}
					}
				}
			}
		}
		return nil
	},
	"acts, restrictions, windows, those bound, claims of links": func(ctx context.Context, r *timeline.Reader) error {
		v, err := timeline.Get[*timeline.Vendor](ctx, r, "lab")
		if err != nil {
			return err
		}
		c, err := v.Actions(ctx, ptr(timeline.MaxPage), nil, nil, nil)
		if err != nil {
			return err
		}
		for _, e := range c.Edges {
			if claims, err := e.Claims(ctx); err != nil || len(claims) != 1 {
				return fmt.Errorf("%d claims: %w", len(claims), err)
			}
			restrictions, err := e.Node.Restrictions(ctx)
			if err != nil || len(restrictions) != 1 {
				return fmt.Errorf("%d restrictions: %w", len(restrictions), err)
			}
			x := restrictions[0]
			if _, err := x.Windows()[0].Begins(ctx); err != nil {
				return err
			}
			links, err := x.Bound(ctx)
			if err != nil || len(links) != 1 {
				return fmt.Errorf("%d bound: %w", len(links), err)
			}
			if _, err := links[0].Claims(ctx); err != nil {
				return err
			}
			if statements, err := e.Node.Statements(ctx); err != nil || len(statements) != 1 {
				return fmt.Errorf("%d statements: %w", len(statements), err)
			}
		}
		return nil
	},
	"in force": func(ctx context.Context, r *timeline.Reader) error {
		f, err := r.InForce(ctx, timeline.ForceQuestion{On: 18400, Capacities: []id{"agency"}})
		if err != nil {
			return err
		}
		for _, row := range f.Rows {
			if _, err := row.Restriction.Owner(ctx); err != nil {
				return err
			}
		}
		return nil
	},
	"deadlines": func(ctx context.Context, r *timeline.Reader) error {
		_, err := r.Deadlines(ctx, timeline.DeadlineQuestion{After: 18000, Capacities: []id{"agency"}})
		return err
	},
	"story": func(ctx context.Context, r *timeline.Reader) error {
		_, err := r.StoryOf(ctx, "lab", timeline.English, nil)
		return err
	},
	"compare": func(ctx context.Context, r *timeline.Reader) error {
		_, err := r.Compare(ctx, []id{"lab"}, nil)
		return err
	},
	"impact": func(ctx context.Context, r *timeline.Reader) error {
		_, err := r.ImpactOf(ctx, []id{"law"}, ptr(id("lab")))
		return err
	},
	"lineage": func(ctx context.Context, r *timeline.Reader) error {
		_, err := r.Lineage(ctx, []id{"law"}, timeline.Incoming, nil, nil)
		return err
	},
}

// How often a store is asked depends on the depth of a question, not on how many acts it meets.
func TestCallsDoNotGrow(t *testing.T) {
	narrow, wide := wideWorld(2).view(t), wideWorld(60).view(t)
	for name, ask := range questions {
		t.Run(name, func(t *testing.T) {
			a, b := newCounting(narrow), newCounting(wide)
			for _, v := range []*counting{a, b} {
				if err := ask(context.Background(), timeline.NewReader(v)); err != nil {
					t.Fatal(err)
				}
			}
			if a.total() != b.total() || a.total() == 0 {
				t.Errorf("2 acts: %v; 60 acts: %v", a.calls, b.calls)
			}
		})
	}
}

// Siblings that are asked at once share one load.
func TestSiblingsAtOnce(t *testing.T) {
	v := newCounting(wideWorld(40).view(t))
	ctx := context.Background()
	c, err := timeline.NewReader(v).Actions(ctx, timeline.ActionFilter{}, timeline.Paging{})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	errs := make(chan error, len(c.Edges))
	for _, a := range c.Nodes() {
		wg.Go(func() {
			_, err := a.Milestones(ctx, []string{"ISSUED"})
			errs <- err
		})
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	if v.calls["expand"] != 1 || v.total() != 2 {
		t.Errorf("%v", v.calls)
	}
}

// What one request does to its nodes is not seen by the next.
func TestNodesAreCopies(t *testing.T) {
	ctx := context.Background()
	v := wideWorld(2).view(t)
	first, err := timeline.NewReader(v).Node(ctx, "act-000")
	if err != nil {
		t.Fatal(err)
	}
	first.Base().ID = "changed"
	second, err := timeline.NewReader(v).Node(ctx, "act-000")
	if err != nil || second.Base().ID != "act-000" {
		t.Errorf("%v, %v", second, err)
	}
}

// TestOwnersInOneCohort: parts of several types that came together each name their own act.
func TestOwnersInOneCohort(t *testing.T) {
	r := wideWorld(2).reader(t)
	ids := []timeline.ID{"act-000#issued", "act-001#restriction/use"}
	nodes, err := r.Nodes(t.Context(), ids)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range nodes {
		owner, err := n.(interface {
			Owner(context.Context) (timeline.Node, error)
		}).Owner(t.Context())
		if err != nil || owner == nil || owner.Base().ID != ids[i].Owner() {
			t.Errorf("%s: owner %v, %v", ids[i], owner, err)
		}
	}
}
