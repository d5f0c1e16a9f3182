package neo4j

import (
	"context"
	"io"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// quiet is for stores whose connection breaks: they log what they could not do afterwards.
var quiet = slog.New(slog.NewTextHandler(io.Discard, nil))

// Whichever message of an Apply is the last to reach the server, readers see one release whole, and the next Apply
// leaves the graph as if nothing had happened.
func TestInterruptedAnywhere(t *testing.T) {
	for _, c := range []struct {
		name    string
		again   bool // the connection can be made again
		patient time.Duration
	}{
		{"Broken", false, 400 * time.Millisecond},
		{"BrokenOnce", true, 30 * time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			direct := opened(t, Config{URL: server(t), Lease: 300 * time.Millisecond})
			one, two := acts(t, 1, 6, "one"), acts(t, 2, 5, "two")
			start := func() {
				if err := direct.Wipe(context.Background()); err != nil {
					t.Fatal(err)
				}
				storetest.Apply(t, direct, one)
			}
			start()
			storetest.Apply(t, direct, two)
			want := dump(t, direct)

			p := newProxy(t)
			far := opened(t, Config{URL: p.url(), Lease: 300 * time.Millisecond, Logger: quiet})
			far.rowsAtOnce = 40
			unfinished := 0
			for cut, whole := 0, false; !whole; cut++ {
				start()
				changes := timeline.Changes(headView(t, direct).Manifest(context.Background()), two.Stream().Deltas)
				p.set(cut, c.again)
				ctx, cancel := context.WithTimeout(context.Background(), c.patient)
				err := far.Apply(ctx, two.Release, changes)
				cancel()
				whole = err == nil && p.unspent()
				p.set(-1, false)

				v := headView(t, direct)
				held := map[int]*timeline.Content{1: one, 2: two}[v.Release().Number]
				if err == nil && held != two {
					t.Fatalf("cut at %d: Apply succeeded and release %d is current", cut, v.Release().Number)
				}
				if diff := cmp.Diff(wantMarks(held), marks(t, v)); diff != "" {
					t.Fatalf("cut at %d: release %d is torn:\n%s", cut, held.Release.Number, diff)
				}
				if ask(t, direct, "MATCH (l:Lock) RETURN l.unfinished", nil)[0][0] == true {
					unfinished++
				}
				storetest.Apply(t, direct, two)
				if diff := cmp.Diff(want, dump(t, direct)); diff != "" {
					t.Fatalf("cut at %d (%v): the graph after the next Apply:\n%s", cut, err, diff)
				}
				if cut > 500 {
					t.Fatal("Apply never succeeds")
				}
			}
			if !c.again && unfinished < 3 {
				t.Errorf("%d times was there something to undo: the test tries too little", unfinished)
			}
		})
	}
}
