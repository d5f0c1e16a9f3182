package neo4j

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// atOnce is a grace time that is always over.
const atOnce = time.Nanosecond

func drafted(t *testing.T, number, n int, mark string) *timeline.Content {
	c := acts(t, number, n, mark)
	c.Release.Draft = true
	return c
}

// unheld lists what no release of the database holds.
func unheld(t *testing.T, s *Store) string {
	t.Helper()
	const of = "MATCH (r:Release) WITH collect(r.revision) AS kept MATCH "
	const none = " WHERE none(r IN kept WHERE x.since <= r AND r < x.until) RETURN "
	return fmt.Sprint(
		ask(t, s, of+"(x:Version)"+none+"x.id, x.since, x.until", nil),
		ask(t, s, of+"(x:Posting)"+none+"x.id, x.since, x.until", nil),
		ask(t, s, of+"(a)-[x]->(b)"+none+"a.id, type(x), b.id, x.since, x.until", nil),
		ask(t, s, "MATCH (n:Node) WHERE NOT EXISTS { MATCH (v:Version {id: n.id}) } RETURN n.id", nil),
		ask(t, s, "MATCH (x:Superseded) RETURN x.revision", nil))
}

// Of drafts that were replaced nothing is left, and of the releases between them nothing is lost.
func TestVacuum(t *testing.T) {
	for name, rows := range map[string]int{"InOneBatch": rowsAtOnce, "InManyBatches": 7} {
		t.Run(name, func(t *testing.T) {
			s := opened(t, Config{URL: server(t), Grace: atOnce})
			s.rowsAtOnce = rows
			if err := s.Wipe(context.Background()); err != nil {
				t.Fatal(err)
			}
			releases := []*timeline.Content{acts(t, 1, 4, "one"), acts(t, 2, 5, "two"), acts(t, 3, 2, "one"), acts(t, 5, 6, "five")}
			for _, c := range []*timeline.Content{
				drafted(t, 1, 2, "x"), drafted(t, 1, 9, "y"), releases[0], drafted(t, 2, 3, "z"), drafted(t, 2, 4, "one"), drafted(t, 2, 0, ""), releases[1],
				releases[2], drafted(t, 5, 9, "x"), drafted(t, 5, 9, "one"), drafted(t, 5, 6, "five"), releases[3],
			} {
				storetest.Apply(t, s, c)
			}
			if got, want := unheld(t, s), "[] [] [] [] []"; got != want {
				t.Errorf("left of drafts is %s", got)
			}
			if n := ask(t, s, "MATCH (r:Release) RETURN count(r)", nil)[0][0]; n != int64(len(releases)) {
				t.Errorf("%v revisions are left, want %d", n, len(releases))
			}
			for _, c := range releases {
				v, err := s.Open(context.Background(), timeline.KnownAt{Release: c.Release.Number})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(wantMarks(c), marks(t, v)); diff != "" {
					t.Errorf("release %d:\n%s", c.Release.Number, diff)
				}
				n, err := v.Count(context.Background(), timeline.IndexActions, nil, timeline.Range{})
				if want := len(c.Records) / 3; err != nil || n != want {
					t.Errorf("release %d: %d acts in the index (%v), want %d", c.Release.Number, n, err, want)
				}
			}
		})
	}
}

// Within the grace time a draft that was replaced stays whole for those who read it; the first Apply after that takes
// it away, but not the last draft of a number, which can still be opened.
func TestVacuumWaits(t *testing.T) {
	patient := empty(t)
	hasty := opened(t, Config{URL: server(t), Grace: atOnce})
	first, second := drafted(t, 1, 3, "x"), drafted(t, 1, 4, "y")
	storetest.Apply(t, patient, first)
	reader := headView(t, patient)
	storetest.Apply(t, patient, second)
	last := headView(t, patient)
	storetest.Apply(t, patient, acts(t, 2, 2, "z"))
	if diff := cmp.Diff(wantMarks(first), marks(t, reader)); diff != "" {
		t.Errorf("the draft within its grace time:\n%s", diff)
	}
	storetest.Apply(t, hasty, acts(t, 3, 1, "z"))
	if got := marks(t, reader); len(got) >= len(wantMarks(first)) {
		t.Errorf("after it the draft still holds %d things", len(got))
	}
	if diff := cmp.Diff(wantMarks(second), marks(t, last)); diff != "" {
		t.Errorf("the last draft:\n%s", diff)
	}
	if n := ask(t, hasty, "MATCH (x:Superseded) RETURN count(x)", nil)[0][0]; n != int64(0) {
		t.Errorf("%v notes are left", n)
	}
}

// Wherever a vacuum is cut off, the next Apply ends it, and a reader of a kept release sees nothing of it.
func TestVacuumInterrupted(t *testing.T) {
	direct := opened(t, Config{URL: server(t), Lease: 300 * time.Millisecond, Grace: atOnce})
	one := acts(t, 1, 5, "one")
	drafts := []*timeline.Content{drafted(t, 2, 6, "x"), drafted(t, 2, 4, "y")}
	two, three := acts(t, 2, 5, "two"), acts(t, 3, 5, "two")
	// start leaves two drafts to be vacuumed, because the one who replaced them waits.
	patient := opened(t, Config{URL: server(t)})
	patient.rowsAtOnce = 20
	start := func() {
		if err := direct.Wipe(context.Background()); err != nil {
			t.Fatal(err)
		}
		for _, c := range []*timeline.Content{one, drafts[0], drafts[1], two} {
			storetest.Apply(t, patient, c)
		}
	}
	start()
	storetest.Apply(t, direct, three)
	want := dump(t, direct)
	p := newProxy(t)
	far := opened(t, Config{URL: p.url(), Lease: 300 * time.Millisecond, Grace: atOnce, Logger: quiet})
	cutOff := 0
	for cut, whole := 0, false; !whole; cut++ {
		start()
		kept, err := direct.Open(context.Background(), timeline.KnownAt{Release: 1})
		if err != nil {
			t.Fatal(err)
		}
		changes := timeline.Changes(headView(t, direct).Manifest(context.Background()), three.Stream().Deltas)
		p.set(cut, false)
		ctx, cancel := context.WithTimeout(context.Background(), 400*time.Millisecond)
		err = far.Apply(ctx, three.Release, changes)
		cancel()
		whole = err == nil && p.unspent()
		p.set(-1, false)
		if diff := cmp.Diff(wantMarks(one), marks(t, kept)); diff != "" {
			t.Fatalf("cut at %d: the kept release:\n%s", cut, diff)
		}
		left := ask(t, direct, "MATCH (x:Superseded) RETURN count(x)", nil)[0][0].(int64)
		if headView(t, direct).Release().Number == 3 && left > 0 {
			cutOff++
			next := acts(t, 4, 5, "two")
			storetest.Apply(t, direct, next)
			if left := ask(t, direct, "MATCH (x:Superseded) RETURN count(x)", nil)[0][0]; left != int64(0) {
				t.Fatalf("cut at %d: %v notes are left after the next Apply", cut, left)
			}
			continue
		}
		storetest.Apply(t, direct, three)
		if diff := cmp.Diff(want, dump(t, direct)); diff != "" {
			t.Fatalf("cut at %d (%v): the graph after the next Apply:\n%s", cut, err, diff)
		}
		if cut > 500 {
			t.Fatal("Apply never succeeds")
		}
	}
	if cutOff < 4 {
		t.Errorf("%d times was the vacuum cut off: the test tries too little", cutOff)
	}
}

// A vacuum that has nothing to do reads one place of an index.
func TestNothingToVacuum(t *testing.T) {
	s := opened(t, Config{URL: server(t), Grace: atOnce})
	if err := s.Wipe(context.Background()); err != nil {
		t.Fatal(err)
	}
	storetest.Apply(t, s, acts(t, 1, planActs, "one"))
	p := profile(t, s, readSuperseded, map[string]any{"grace": 0})
	if p.hits > 3 {
		t.Errorf("%d database hits:\n%s", p.hits, p.text)
	}
}
