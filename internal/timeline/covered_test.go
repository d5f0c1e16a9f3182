package timeline_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// An answer says what it was looked up in: how many acts, vendors and claims, how far they are supported, and how fresh
// the official lists are.
func TestCovered(t *testing.T) {
	ctx := context.Background()
	w := &world{}
	w.node(timeline.KindVendor, "lab", "group")
	w.node(timeline.KindAudience, "everyone")
	w.node(timeline.KindOfficialList, "b-list", "a-list")
	w.act("ban", "DETERMINATION", "issued 2024-06-20", "effective 2024-07-20!")
	w.act("notice", "NOTICE")
	w.act("suit", "LAWSUIT")
	w.relate("suit CHALLENGES ban?")
	w.say("a-list", "COVERED", "the rows that name the lab")
	w.say("a-list", "CHECKED", "2026-01-15")
	s := newShelf()
	s.put(t, w, "2026-02-01", false, nil)
	r := s.reader(t, 1)
	force, err := r.InForce(ctx, timeline.ForceQuestion{On: day(t, "2024-08-01"), Capacities: []id{"everyone"}})
	if err != nil || len(force.Rows) != 0 {
		t.Fatalf("%v, %v", force, err)
	}
	c := force.Covered
	acts, errActs := c.Actions(ctx)
	vendors, errVendors := c.Vendors(ctx)
	if errActs != nil || errVendors != nil || acts != 3 || vendors != 2 {
		t.Errorf("%d acts, %v; %d vendors, %v", acts, errActs, vendors, errVendors)
	}
	if c.Known == nil || c.Known.String() != "2026-02-01" {
		t.Errorf("known %v", c.Known)
	}
	// Five nodes, three acts and two milestones; the edges of the two milestones and of the suit; three kinds of act, two
	// days, one relation, two facts of a list.
	if n := c.Counts; n.Nodes != 10 || n.Edges != 3 || n.Claims != 8 || n.Unverified != 1 || n.Quotations != 0 || n.TextChecked != 0 {
		t.Errorf("%+v", n)
	}
	var kinds []string
	for _, k := range c.Counts.Kinds() {
		kinds = append(kinds, fmt.Sprint(k.Kind, " ", k.Count))
	}
	if diff := cmp.Diff([]string{"EDITORIAL 7", "INFERRED 1"}, kinds); diff != "" {
		t.Error(diff)
	}
	lists, err := c.Lists(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, l := range lists {
		checked := "never"
		if l.Checked != nil {
			checked = l.Checked.Date.String()
		}
		told = append(told, fmt.Sprintf("%s: %s; %s", l.ID, l.Covered, checked))
	}
	if diff := cmp.Diff([]string{"a-list: the rows that name the lab; 2026-01-15", "b-list: ; never"}, told); diff != "" {
		t.Error(diff)
	}
}

// A draft is of no day, and an empty world covers nothing.
func TestCoveredDraft(t *testing.T) {
	ctx := context.Background()
	s := newShelf()
	s.put(t, &world{}, "", true, nil)
	c := s.reader(t, 1).Covered()
	acts, err := c.Actions(ctx)
	lists, errLists := c.Lists(ctx)
	if c.Known != nil || acts != 0 || err != nil || lists == nil || len(lists) != 0 || errLists != nil {
		t.Errorf("%v, %d, %v, %v, %v", c.Known, acts, err, lists, errLists)
	}
}
