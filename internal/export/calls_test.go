package export

import (
	"context"
	"fmt"
	"io"
	"testing"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

// counting is a view that counts what it is asked.
type counting struct {
	timeline.View
	calls *int
}

func (c counting) Records(ctx context.Context, ids []timeline.ID) ([]*timeline.Record, error) {
	*c.calls++
	return c.View.Records(ctx, ids)
}

func (c counting) Edges(ctx context.Context, ids []timeline.ID, rels []timeline.Predicate, d timeline.Direction) ([]timeline.Edge, error) {
	*c.calls++
	return c.View.Edges(ctx, ids, rels, d)
}

func (c counting) Claims(ctx context.Context, subjects []timeline.ID) ([]*timeline.Claim, error) {
	*c.calls++
	return c.View.Claims(ctx, subjects)
}

func (c counting) Page(ctx context.Context, ix timeline.Index, facets []timeline.Facet, w timeline.Window) (timeline.Page, error) {
	*c.calls++
	return c.View.Page(ctx, ix, facets, w)
}

// orders is a release of n steps: half of them of acts with a party, a source and a restriction each, half of rows that
// the acts put on a list.
func orders(t *testing.T, n int) timeline.View {
	t.Helper()
	f := &facts{}
	f.Settled = true
	f.node(timeline.KindVendor, "vendor-1", "Vendor 1")
	f.node(timeline.KindAudience, "resellers", "Resellers")
	f.node(timeline.KindOfficialList, "list", "Example List")
	for i := range n / 2 {
		act, source, agency := timeline.ID(fmt.Sprintf("order-%d", i)), timeline.ID(fmt.Sprintf("gazette-%d", i)), timeline.ID(fmt.Sprintf("office-%d", i))
		f.source(source, "Example Gazette", "DEFINITIVE_OFFICIAL")
		f.node(timeline.KindAgency, agency, "Example Office")
		f.node(timeline.KindAction, act, "Example Order")
		f.edit(act, timeline.KindOf, "ORDER")
		f.quote(act, timeline.By, string(agency), "by the Office", source)
		f.quote(act, timeline.Targets, "vendor-1", "against Vendor 1", source)
		f.quote(act+"#issued", timeline.On, "2024-06-20", "issued", source)
		row := timeline.ID(fmt.Sprintf("row-%d", i))
		f.node(timeline.KindListEntry, row, "Example row")
		f.quote(row, timeline.OnList, "list", "on the list", source)
		f.quote(row, timeline.NamesParty, "vendor-1", "Vendor 1", source)
		f.quote(row, timeline.EnteredBy, string(act), "by the order", source)
		f.quote(row+"#listed", timeline.On, "2024-06-21", "listed", source)
		x := act + "#restriction/sales"
		f.label(x, "Sales", "en")
		f.quote(x, "CONDUCT", "SELL", "may not sell", source)
		f.quote(x, timeline.Binds, "resellers", "resellers", source)
		f.edit(x, timeline.WindowFrom, string(act)+"#issued")
	}
	content, problems := compile.Compile(f.Input, 1, false, nil)
	if problems != nil {
		t.Fatal(problems)
	}
	s := memory.New()
	if err := s.Apply(t.Context(), content.Release, timeline.Changes(nil, content.Stream().Deltas)); err != nil {
		t.Fatal(err)
	}
	v, err := s.Open(t.Context(), timeline.KnownAt{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestCalls: what a page of steps costs does not depend on how many steps are on it.
func TestCalls(t *testing.T) {
	few, many := orders(t, 20), orders(t, timeline.MaxPage)
	for _, f := range Formats() {
		if f.Name == "atom" { // which has no pages
			continue
		}
		count := func(v timeline.View) int {
			calls := 0
			if err := f.Write(t.Context(), io.Discard, timeline.NewReader(counting{v, &calls}), Selection{}, Meta{}); err != nil {
				t.Fatal(err)
			}
			return calls
		}
		if a, b := count(few), count(many); a != b {
			t.Errorf("%s: %d calls for 20 steps, %d for %d", f.Name, a, b, timeline.MaxPage)
		}
	}
}
