package timeline_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// withdrawnWorld is an act against one of two vendors, with the milestones.
func withdrawnWorld(milestones ...string) *world {
	w := &world{}
	w.node(timeline.KindVendor, "one", "other")
	w.say("one", timeline.KindOf, "LEGAL_ENTITY")
	w.say("other", timeline.KindOf, "LEGAL_ENTITY")
	w.act("act", "NOTICE", milestones...)
	w.say("act", timeline.Targets, "one")
	return w
}

func TestWithdrawn(t *testing.T) {
	s := newShelf()
	s.put(t, withdrawnWorld("issued 2020-01-01", "published 2020-02", "effective 2020-03-01"), "2021-01-01", false, nil)
	s.put(t, withdrawnWorld("issued 2020-01-02", "effective 2020-03-01", "expires 2022-01-01"), "2021-02-01", false,
		map[string]string{"2020-01-01": "a day too early", "2020-02": "another act"})
	s.put(t, withdrawnWorld("issued 2020-01-02", "published 2020-02", "effective 2020-03-01"), "2021-03-01", false,
		map[string]string{"2022-01-01": "no such clause"})
	s.put(t, withdrawnWorld("issued 2020-01-02"), "", true, map[string]string{"2020-02": "another act after all", "2020-03-01": "not in force"})

	from, to, one, other := day(t, "2020-02-29"), day(t, "2020-02-29"), id("one"), id("other")
	for _, test := range []struct {
		name    string
		release int
		filter  timeline.TimelineFilter
		want    []string
	}{
		{"before anything was retracted", 1, timeline.TimelineFilter{}, nil},
		{"a step with a new date is still there", 2, timeline.TimelineFilter{}, []string{"act#published 2020-02 gone 2: another act"}},
		{"a step that came back", 3, timeline.TimelineFilter{}, []string{"act#expires 2022-01-01 gone 3: no such clause"}},
		{"a draft", 4, timeline.TimelineFilter{}, []string{"act#published 2020-02 gone 4: another act after all", "act#effective 2020-03-01 gone 4: not in force", "act#expires 2022-01-01 gone 3: no such clause"}},
		{"by days that a span touches", 4, timeline.TimelineFilter{From: &from, To: &to}, []string{"act#published 2020-02 gone 4: another act after all"}},
		{"by role", 4, timeline.TimelineFilter{Role: ptr("EXPIRES")}, []string{"act#expires 2022-01-01 gone 3: no such clause"}},
		{"by vendor", 3, timeline.TimelineFilter{ActionFilter: timeline.ActionFilter{Vendor: &one}}, []string{"act#expires 2022-01-01 gone 3: no such clause"}},
		{"by another vendor", 4, timeline.TimelineFilter{ActionFilter: timeline.ActionFilter{Vendor: &other}}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			v, err := s.store.Open(context.Background(), timeline.KnownAt{Release: test.release})
			if err != nil {
				t.Fatal(err)
			}
			all, err := timeline.NewReaderOf(s.store, v).Withdrawn(context.Background(), test.filter)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, x := range all {
				got = append(got, fmt.Sprintf("%s %s gone %d: %s", x.Milestone.ID, x.Milestone.When.Date, x.Gone, x.Reason))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
