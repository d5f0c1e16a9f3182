package curated_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/timeline"
	"github.com/regline/regline/loaders/curated"
)

// TestCauses proves which problems say that a file is unread: those of files of which nothing is known, and no others.
func TestCauses(t *testing.T) {
	for _, c := range []struct {
		proves, name, src string
		want              compile.Cause
	}{
		{"other bytes than UTF-8", "vendors.yaml", "a: \xff\n", compile.CauseUnread},
		{"a tab", "vendors.yaml", "a:\n\tb: c\n", compile.CauseUnread},
		{"a list in place of a mapping", "vendors.yaml", "- a\n", compile.CauseUnread},
		{"nothing", "actions/act.yaml", "", compile.CauseUnread},
		{"a place that is not read", "vendor.yaml", "a: {kind: group, label: A}\n", compile.CauseUnread},
		{"a text of other bytes than UTF-8", "texts/a.txt", "\xff", compile.CauseUnread},
		{"a key twice", "persons.yaml", "a: {label: A}\na: {label: B}\n", compile.CauseOwn},
		{"an unknown field", "persons.yaml", "a: {label: A, lable: B}\n", compile.CauseOwn},
	} {
		t.Run(c.proves, func(t *testing.T) {
			_, problems := curated.Load(t.Context(), fstest.MapFS{c.name: {Data: []byte(c.src)}, "agencies.yaml": {Data: []byte("us-dhs: {label: Department}\n")}})
			if len(problems) != 1 || problems[0].Cause != c.want || problems[0].File != c.name {
				t.Errorf("problems %+v: want one of cause %d in %s", problems, c.want, c.name)
			}
		})
	}
}

// TestFaultyIsNoted proves that the compiler learns what the files say in a way that could not be read.
func TestFaultyIsNoted(t *testing.T) {
	const src = `id: act
kind: directive
label: Act
jurisdiction: nowhere
by: us-dhs
milestones:
  singed/house: {on: 2020-01-01, cite: wanted}
  issued: {on: soon, cite: wanted}
  effective: 2020-01-01
  published: {cite: wanted}
  adopted: {on: 2020-01-01, cite: nothing}
  decided: {on: 2020-01-01, cite: wanted}
`
	in, _ := curated.Load(t.Context(), fstest.MapFS{"actions/act.yaml": {Data: []byte(src)}})
	want := []compile.Slot{
		{Subject: "act", Predicate: "JURISDICTION"}, {Subject: "act", Predicate: timeline.By}, {Subject: "act#signed/house", Predicate: timeline.On},
		{Subject: "act#issued", Predicate: timeline.On}, {Subject: "act#effective", Predicate: timeline.On},
		{Subject: "act#published", Predicate: timeline.On}, {Subject: "act#adopted", Predicate: timeline.On},
	}
	for _, s := range want {
		if !slices.Contains(in.Faulty, s) {
			t.Errorf("%v is not noted", s)
		}
	}
	if len(in.Faulty) != len(want) {
		t.Errorf("noted %v, want %v", in.Faulty, want)
	}
}
