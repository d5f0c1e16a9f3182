package export

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// chosen lists the steps of a selection.
func chosen(t testing.TB, r *timeline.Reader, s Selection) ([]string, error) {
	t.Helper()
	var out []string
	for e, err := range Events(context.Background(), r, s) {
		if err != nil {
			return out, err
		}
		out = append(out, string(e.Milestone.ID))
	}
	return out, nil
}

func TestEvents(t *testing.T) {
	r := readerOf(t, stock(t, nil), 0)
	order := []string{"order-1#issued", "order-1#announced", "order-1#effective/agreements", "order-1#began/migration", "order-1#compliance_deadline/updates",
		"order-1#notified", "order-1#completed", "order-1#expires"}
	all := append([]string{"act-1#signed"}, order...)
	for _, test := range []struct {
		name string
		s    Selection
		want []string
	}{
		{"everything", Selection{}, all},
		{"a vendor", Selection{Vendor: "vendor-1"}, order},
		{"an agency", Selection{Agency: "office"}, all},
		{"an act", Selection{Action: "act-1"}, all[:1]},
		{"a source, of values that lost too", Selection{Source: "herald"}, []string{"order-1#completed"}},
		{"days that spans touch", Selection{From: day(t, "2024-09-18"), To: day(t, "2024-09-18")}, []string{"order-1#began/migration"}},
		{"a jurisdiction without acts", Selection{Jurisdiction: "DE"}, nil},
		{"a role", Selection{Role: "EXPIRES"}, order[7:]},
		{"words", Selection{Text: "act 2019"}, all[:1]},
		{"words and a source", Selection{Text: "order", Source: "gazette"}, []string{order[0], order[2], order[4]}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := chosen(t, r, test.s)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	for _, s := range []Selection{{Vendor: "nobody"}, {Agency: "nobody"}, {Action: "nothing"}, {Source: "nothing"}} {
		if got, err := chosen(t, r, s); !errors.Is(err, timeline.ErrNotFound) || got != nil {
			t.Errorf("%+v: %v, %v", s, got, err)
		}
	}
}

// TestCheck: a format refuses what it would have to pass over.
func TestCheck(t *testing.T) {
	whole := Selection{Vendor: "v", Agency: "a", Action: "x", Source: "s", From: day(t, "2024-01-01"), To: day(t, "2024-01-02"), Jurisdiction: "US", Role: "ISSUED", Text: "w", Release: 1, Language: "de"}
	for _, f := range Formats() {
		err := f.Check(whole)
		if f.Name != "atom" {
			if err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
			continue
		}
		var faults *SelectionError
		if !errors.As(err, &faults) || len(faults.Faults) != 7 {
			t.Errorf("atom: %v", err)
		}
		if err := f.Check(Selection{Vendor: "v", Action: "x", Release: 1, Language: "de"}); err != nil {
			t.Errorf("atom: %v", err)
		}
	}
	if _, err := Lookup("doc"); !errors.Is(err, ErrNoFormat) {
		t.Errorf("a format that is not there: %v", err)
	}
}

// TestRow: a row of a list is told with those who took the act that entered it, and with whom it names.
func TestRow(t *testing.T) {
	for e, err := range Events(t.Context(), timeline.NewReader(orders(t, 2)), Selection{Action: "row-0"}) {
		if err != nil {
			t.Fatal(err)
		}
		if len(e.Actors) != 1 || e.Actors[0].To != "office-0" || len(e.Targets) != 1 || e.Targets[0].To != "vendor-1" || len(e.Claims) != 1 {
			t.Errorf("by %v, against %v, by the claims %v", e.Actors, e.Targets, e.Claims)
		}
		return
	}
	t.Error("no step of the row")
}
