package timeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

// shelf holds releases one after the other, as the command that serves them does.
type shelf struct {
	store   *memory.Store
	former  *timeline.Release
	history []timeline.ReleaseMark
	claims  map[id]bool
}

func newShelf() *shelf { return &shelf{store: memory.New()} }

// put compiles the facts to the next release and applies it. The reasons are given by the value of the claim that is no
// longer made; draft leaves the release out of the history.
func (s *shelf) put(t testing.TB, w *world, known string, draft bool, reasons map[string]string) *timeline.Content {
	t.Helper()
	ctx := context.Background()
	number := len(s.history) + 1
	content, problems := compile.Compile(w.Input, number, draft, s.former)
	if problems != nil {
		t.Fatal(problems)
	}
	rel := &content.Release
	mark := timeline.ReleaseMark{Number: number, Digest: rel.Digest}
	if !draft {
		rel.Known = ptr(day(t, known))
		mark.Known = rel.Known
	}
	rel.Retracted = s.retracted(t, content, reasons)
	rel.History = slices.Clone(s.history)
	if !draft {
		s.history = append(s.history, mark)
		rel.History = slices.Clone(s.history)
		s.former = rel
	}
	changes := timeline.Changes(nil, content.Stream().Deltas)
	if number > 1 {
		v, err := s.store.Open(ctx, timeline.KnownAt{})
		if err != nil {
			t.Fatal(err)
		}
		changes = timeline.Changes(v.Manifest(ctx), content.Stream().Deltas)
	}
	if err := s.store.Apply(ctx, *rel, changes); err != nil {
		t.Fatal(err)
	}
	return content
}

// retracted lists the claims of the release before that the content no longer makes.
func (s *shelf) retracted(t testing.TB, content *timeline.Content, reasons map[string]string) []timeline.Retraction {
	t.Helper()
	now := make(map[id]bool)
	for _, r := range content.Records {
		now[r.ID] = r.Kind == timeline.KindClaim
	}
	var out []timeline.Retraction
	for claim := range s.claims {
		if s.claims[claim] && !now[claim] {
			out = append(out, timeline.Retraction{ClaimID: claim, Reason: s.reason(t, claim, reasons)})
		}
	}
	s.claims = now
	return out
}

func (s *shelf) reason(t testing.TB, claim id, reasons map[string]string) string {
	t.Helper()
	v, err := s.store.Open(context.Background(), timeline.KnownAt{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := timeline.Get[*timeline.Claim](context.Background(), timeline.NewReader(v), claim)
	if err != nil {
		t.Fatal(err)
	}
	return reasons[c.Value]
}

func (s *shelf) reader(t testing.TB, release int) *timeline.Reader {
	t.Helper()
	v, err := s.store.Open(context.Background(), timeline.KnownAt{Release: release})
	if err != nil {
		t.Fatal(err)
	}
	return timeline.NewReaderOf(s.store, v)
}

// threeReleases: the first holds two acts against two vendors; the second moves a day and adds a summary; the third
// moves that day once more and takes back the summary and the group. The draft after it adds an alias.
func threeReleases(t testing.TB) *shelf {
	at := func(on, summary string, group bool, alias string) *world {
		w := &world{}
		w.node(timeline.KindVendor, "lab", "group", "other")
		w.act("ban", "DETERMINATION", "issued "+on)
		w.say("ban", timeline.Targets, "lab")
		w.act("notice", "NOTICE", "published 2024-01-02")
		w.say("notice", timeline.Targets, "other")
		if summary != "" {
			w.say("notice", "SUMMARY", summary)
		}
		if group {
			w.say("lab", timeline.MemberOf, "group")
		}
		if alias != "" {
			w.say("lab", "ALIAS", alias)
		}
		return w
	}
	s := newShelf()
	s.put(t, at("2024-06-01", "", true, ""), "2025-01-01", false, nil)
	s.put(t, at("2024-06-02", "It warns.", true, ""), "2025-02-01", false, map[string]string{"2024-06-01": "misread"})
	s.put(t, at("2024-06-03", "", false, ""), "2025-02-01", false, map[string]string{"2024-06-02": "misprinted", "It warns.": "not said there", "group": "sold in 2023"})
	s.put(t, at("2024-06-03", "", false, "The Lab"), "", true, nil)
	return s
}

// changesOf writes a difference: "+" what was added, "-" what was retracted with the reason.
func changesOf(d *timeline.Difference) []string {
	var out []string
	for _, c := range d.Added {
		out = append(out, "+ "+string(c.Subject)+" "+string(c.Predicate)+" "+c.Value)
	}
	for _, r := range d.Retracted {
		out = append(out, "- "+string(r.Claim.Subject)+" "+string(r.Claim.Predicate)+" "+r.Claim.Value+": "+r.Reason)
	}
	return out
}

func TestChangesSince(t *testing.T) {
	s := threeReleases(t)
	rows := []struct {
		proves        string
		at, since     int
		until         *int
		vendor, owner *id
		want          []string
	}{
		{proves: "from one release to the next", at: 2, since: 1, want: []string{"+ ban#issued ON 2024-06-02", "+ notice SUMMARY It warns.", "- ban#issued ON 2024-06-01: misread"}},
		{proves: "what came and went between does not show", at: 3, since: 1,
			want: []string{"+ ban#issued ON 2024-06-03", "- ban#issued ON 2024-06-01: misread", "- lab MEMBER_OF group: sold in 2023"}},
		{proves: "the last step alone", at: 3, since: 2, want: []string{"+ ban#issued ON 2024-06-03", "- ban#issued ON 2024-06-02: misprinted",
			"- lab MEMBER_OF group: sold in 2023", "- notice SUMMARY It warns.: not said there"}},
		{proves: "up to an earlier one than the answer's own", at: 3, since: 1, until: ptr(2),
			want: []string{"+ ban#issued ON 2024-06-02", "+ notice SUMMARY It warns.", "- ban#issued ON 2024-06-01: misread"}},
		{proves: "to itself nothing changed", at: 3, since: 3},
		{proves: "of a vendor its own claims and those of acts against it", at: 3, since: 2, vendor: ptr(id("lab")),
			want: []string{"+ ban#issued ON 2024-06-03", "- ban#issued ON 2024-06-02: misprinted", "- lab MEMBER_OF group: sold in 2023"}},
		{proves: "of another vendor", at: 3, since: 2, vendor: ptr(id("other")), want: []string{"- notice SUMMARY It warns.: not said there"}},
		{proves: "of a group what was said of its members while they were", at: 3, since: 2, vendor: ptr(id("group")), want: []string{"- ban#issued ON 2024-06-02: misprinted"}},
		{proves: "of an act with its parts", at: 3, since: 2, owner: ptr(id("ban")), want: []string{"+ ban#issued ON 2024-06-03", "- ban#issued ON 2024-06-02: misprinted"}},
		{proves: "a part stands for its act", at: 3, since: 2, owner: ptr(id("ban#issued")), want: []string{"+ ban#issued ON 2024-06-03", "- ban#issued ON 2024-06-02: misprinted"}},
		{proves: "both filters must hold", at: 3, since: 2, vendor: ptr(id("other")), owner: ptr(id("ban"))},
		{proves: "a vendor that nobody names", at: 3, since: 2, vendor: ptr(id("nobody"))},
		{proves: "to a draft", at: 4, since: 3, want: []string{"+ lab ALIAS The Lab"}},
		{proves: "to a draft from long ago", at: 4, since: 1, vendor: ptr(id("lab")),
			want: []string{"+ ban#issued ON 2024-06-03", "+ lab ALIAS The Lab", "- ban#issued ON 2024-06-01: misread", "- lab MEMBER_OF group: sold in 2023"}},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			d, err := s.reader(t, row.at).ChangesSince(context.Background(), row.since, row.until, row.vendor, row.owner)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(row.want, changesOf(d)); diff != "" {
				t.Error(diff)
			}
			to := row.at
			if row.until != nil {
				to = *row.until
			}
			if d.From.Number != row.since || d.To.Number != to || d.To.Draft != (to == 4) {
				t.Errorf("from %d to %d, draft %t", d.From.Number, d.To.Number, d.To.Draft)
			}
		})
	}
}

// The claims of a difference are those of their own release: the subject of a retracted one is as it was then.
func TestChangesKeepTheirRelease(t *testing.T) {
	ctx := context.Background()
	d, err := threeReleases(t).reader(t, 3).ChangesSince(ctx, 2, nil, nil, ptr(id("ban")))
	if err != nil {
		t.Fatal(err)
	}
	for c, want := range map[*timeline.Claim]string{d.Added[0]: "2024-06-03", d.Retracted[0].Claim: "2024-06-02"} {
		n, err := c.About(ctx)
		if m, ok := n.(*timeline.Milestone); err != nil || !ok || m.When.Date.String() != want {
			t.Errorf("%s: %v, %v", want, n, err)
		}
	}
}

func TestChangesFaults(t *testing.T) {
	s := threeReleases(t)
	rows := []struct {
		proves string
		since  int
		until  *int
		want   error
	}{
		{"backwards", 3, ptr(2), timeline.ErrBadInput},
		{"before the first", 0, nil, timeline.ErrBadInput},
		{"to before the first", 1, ptr(0), timeline.ErrBadInput},
		{"since a release to come", 9, ptr(10), timeline.ErrNoRelease},
		{"until a release to come", 1, ptr(9), timeline.ErrNoRelease},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			if _, err := s.reader(t, 3).ChangesSince(context.Background(), row.since, row.until, nil, nil); !errors.Is(err, row.want) {
				t.Error(err)
			}
		})
	}
}

// More than can be read is refused, and one vendor of it is not.
func TestChangesTooMany(t *testing.T) {
	w := &world{}
	w.node(timeline.KindVendor, "lab")
	s := newShelf()
	s.put(t, w, "2025-01-01", false, nil)
	for i := range 2001 {
		w.say("lab", "ALIAS", fmt.Sprint("name ", i))
	}
	w.node(timeline.KindVendor, "other")
	w.say("other", "ALIAS", "The other")
	s.put(t, w, "2025-02-01", false, nil)
	if _, err := s.reader(t, 2).ChangesSince(context.Background(), 1, nil, nil, nil); !errors.Is(err, timeline.ErrTooLarge) {
		t.Error(err)
	}
	d, err := s.reader(t, 2).ChangesSince(context.Background(), 1, nil, ptr(id("other")), nil)
	if err != nil || !slices.Equal(changesOf(d), []string{"+ other ALIAS The other"}) {
		t.Errorf("%v, %v", d, err)
	}
}

// The release of a day is the last one of that day; a draft is of no day.
func TestReleaseOfDay(t *testing.T) {
	rel := threeReleases(t).reader(t, 4).Release()
	for on, want := range map[string]int{"2025-01-01": 1, "2025-01-31": 1, "2025-02-01": 3, "2030-01-01": 3} {
		if n, err := rel.At(day(t, on)); err != nil || n != want {
			t.Errorf("%s: %d, %v", on, n, err)
		}
	}
	if _, err := rel.At(edtf.Day(0)); !errors.Is(err, timeline.ErrNoRelease) {
		t.Error(err)
	}
}

// An answer of an old release stays what it was, whatever came after.
func TestOldReleaseStays(t *testing.T) {
	s := threeReleases(t)
	for release, want := range map[int]string{1: "2024-06-01", 2: "2024-06-02", 3: "2024-06-03"} {
		m, err := timeline.Get[*timeline.Milestone](context.Background(), s.reader(t, release), "ban#issued")
		if err != nil || m.When.Date.String() != want {
			t.Errorf("release %d: %v, %v", release, m, err)
		}
	}
}
