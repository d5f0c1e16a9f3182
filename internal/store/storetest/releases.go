package storetest

import (
	"context"
	"fmt"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

func openRules() []rule {
	return []rule{
		// A store without a release opens none, neither the current one nor one by number.
		{"NoReleaseBeforeTheFirst", func(t *testing.T, s timeline.Store) {
			for _, number := range []int{0, 1} {
				_, err := s.Open(context.Background(), timeline.KnownAt{Release: number})
				wantError(t, fmt.Sprint("release ", number), err, timeline.ErrNoRelease)
			}
		}},
		// Only numbers that were applied can be opened: none between two of them, beyond the current, or below zero.
		{"NumberNotHeld", func(t *testing.T, s timeline.Store) {
			Apply(t, s, pair(t, 2, "x"))
			Apply(t, s, pair(t, 4, "y"))
			for _, number := range []int{1, 3, 5, -1} {
				_, err := s.Open(context.Background(), timeline.KnownAt{Release: number})
				wantError(t, fmt.Sprint("release ", number), err, timeline.ErrNoRelease)
			}
		}},
		// Zero opens the current release, its own number the same one.
		{"ZeroIsTheCurrent", func(t *testing.T, s timeline.Store) {
			Apply(t, s, pair(t, 1, "x"))
			Apply(t, s, pair(t, 2, "y"))
			sameAnswer(t, "the current release", everything(t, view(t, s, 0)), everything(t, view(t, s, 2)))
			if n := view(t, s, 0).Release().Number; n != 2 {
				t.Errorf("the current release is %d, want 2", n)
			}
		}},
		// A release comes back with all that was said of it.
		{"ReleaseIsKeptWhole", func(t *testing.T, s timeline.Store) {
			want := timeline.Release{
				Number: 7, Digest: "d7", Draft: true, VocabularyVersion: 3, RulesVersion: 4,
				Coverage: timeline.Coverage{
					Nodes: 1, Edges: 2, Claims: 3, ByKind: map[string]int{"QUOTED": 2, "DERIVED": 1},
					Unverified: 4, TextChecked: 5, Quotations: 6,
				},
				Redirects: timeline.Redirects{"old": {To: []timeline.ID{"a", "b"}, Reason: "split"}},
			}
			wantNil(t, "Apply", s.Apply(context.Background(), want, deltas(nil)))
			sameAnswer(t, "release", answerText(t, view(t, s, 7).Release(), nil), answerText(t, want, nil))
		}},
		// A former release answers by its number as it did when it was current, after any number of later ones.
		{"FormerReleasesStay", func(t *testing.T, s timeline.Store) {
			was := make(map[int]string)
			for number := 1; number <= 4; number++ {
				Apply(t, s, pair(t, number, fmt.Sprint("m", number)))
				was[number] = everything(t, view(t, s, number))
			}
			Apply(t, s, Content(5, nil, nil))
			for number, want := range was {
				sameAnswer(t, fmt.Sprint("release ", number), everything(t, view(t, s, number)), want)
			}
		}},
	}
}

func applyRules() []rule {
	ctx := context.Background()
	return []rule{
		// A release may hold nothing.
		{"EmptyRelease", func(t *testing.T, s timeline.Store) {
			Apply(t, s, Content(1, nil, nil))
			marks, err := allMarks(view(t, s, 1).Manifest(ctx))
			if err != nil || len(marks) != 0 {
				t.Errorf("manifest of an empty release: %v, %v", marks, err)
			}
		}},
		// Applying the current release again changes nothing and does not read the changes.
		{"CurrentAgainIsNotRead", func(t *testing.T, s timeline.Store) {
			c := pair(t, 3, "x")
			Apply(t, s, c)
			was := everything(t, view(t, s, 0))
			wantNil(t, "the same again", s.Apply(ctx, c.Release, unread(t)))
			sameAnswer(t, "afterwards", everything(t, view(t, s, 0)), was)
		}},
		// A number that does not follow the current one is refused, unread; only the very same release passes.
		{"StaleNumberIsRefused", func(t *testing.T, s timeline.Store) {
			wantError(t, "number 0", s.Apply(ctx, timeline.Release{Digest: "d"}, unread(t)), timeline.ErrStaleRelease)
			wantError(t, "no release", s.Apply(ctx, timeline.Release{}, unread(t)), timeline.ErrStaleRelease)
			former, c := pair(t, 2, "x"), pair(t, 3, "y")
			Apply(t, s, former)
			Apply(t, s, c)
			was := everything(t, view(t, s, 0))
			other, drafted := c.Release, c.Release
			other.Digest, drafted.Draft = "other", true
			for what, next := range map[string]timeline.Release{
				"a former number": {Number: 1, Digest: "d"}, "a former release": former.Release,
				"the current number with another digest": other, "a draft of the current release": drafted,
			} {
				wantError(t, what, s.Apply(ctx, next, unread(t)), timeline.ErrStaleRelease)
			}
			sameAnswer(t, "afterwards", everything(t, view(t, s, 0)), was)
		}},
	}
}

// changeRules show what changes of one release do to the next.
func changeRules() []rule {
	ctx := context.Background()
	return []rule{
		// Records end ahead of the edges between them, and begin ahead of theirs.
		{"RecordsBeforeEdges", func(t *testing.T, s timeline.Store) {
			c := pair(t, 1, "x")
			wantNil(t, "all", s.Apply(ctx, c.Release, deltas(nil, puts(c)...)))
			sameAnswer(t, "digests", marksText(t, s), marksOf(t, c))
			e, a1, a2 := c.Edges[0].Mark(), c.Records[0].Mark(), c.Records[1].Mark()
			next := timeline.Release{Number: 2, Digest: "d"}
			wantNil(t, "ends", s.Apply(ctx, next, deltas(nil, ended(a1), ended(a2), ended(e))))
			sameAnswer(t, "what is left", marksText(t, s), marksOf(t, Content(2, c.Records[2:], nil)))
		}},
		// A record that changes leaves its former places, facets and subject; an edge its former keys.
		{"ChangeTakesTheFormerAway", changeTakesTheFormerAway},
		// A record whose facets alone change is found by the new ones and no more by the former.
		{"FacetsAloneChange", func(t *testing.T, s timeline.Store) {
			at := func(mark string) *timeline.Record {
				return Node{
					ID: "a-1", Kind: timeline.KindVendor, Facets: []timeline.Facet{{Name: "kind", Value: mark}},
					Places: []timeline.Place{{Index: timeline.IndexVendors, Key: "k"}},
				}.Record(t)
			}
			Apply(t, s, Content(1, []*timeline.Record{at("x")}, nil))
			Apply(t, s, Content(2, []*timeline.Record{at("y")}, nil))
			for number, marks := range map[int][2]string{1: {"x", "y"}, 2: {"y", "x"}} {
				wantCount(t, view(t, s, number), 1, marks[0])
				wantCount(t, view(t, s, number), 0, marks[1])
			}
		}},
		// What has ended can come back, as it was or otherwise, and ends again.
		{"EndAndReturn", func(t *testing.T, s timeline.Store) {
			for i, c := range []*timeline.Content{pair(t, 1, "x"), Content(2, nil, nil), pair(t, 3, "x"), Content(4, nil, nil), pair(t, 5, "y")} {
				Apply(t, s, c)
				sameAnswer(t, fmt.Sprint("release ", i+1), marksText(t, s), marksOf(t, c))
			}
		}},
		// A record that did not change keeps the release since which it stands.
		{"SinceIsKept", func(t *testing.T, s timeline.Store) {
			c := pair(t, 1, "x")
			Apply(t, s, c)
			c.Release = timeline.Release{Number: 2, Digest: "d2"}
			Apply(t, s, c)
			records, err := view(t, s, 2).Records(ctx, []timeline.ID{"a-1"})
			wantNil(t, "Records", err)
			if since := records[0].Node.Base().Since; since != 1 {
				t.Errorf("since %d, want 1", since)
			}
		}},
		// Two records exchange their keys within one release.
		{"KeysChangeHands", keysChangeHands},
	}
}

func changeTakesTheFormerAway(t *testing.T, s timeline.Store) {
	ctx := context.Background()
	Apply(t, s, pair(t, 1, "x"))
	c := pair(t, 2, "y")
	c.Records[2] = Claim(t, 1, "a-2", "y", timeline.RankNormal)
	wantNil(t, "Apply", s.Apply(ctx, c.Release, deltas(nil, puts(c)...)))
	v := view(t, s, 0)
	wantCount(t, v, 2, "y")
	wantCount(t, v, 0, "x")
	page, err := v.Page(ctx, timeline.IndexVendors, nil, timeline.Window{First: 9})
	sameAnswer(t, "index", answerText(t, page, err),
		answerText(t, timeline.Page{Records: c.Records[:2], Keys: []string{"y|a-1", "y|a-2"}}, nil))
	edges, err := v.Edges(ctx, []timeline.ID{"a-1"}, testRelations(), timeline.Outgoing)
	sameAnswer(t, "edges", answerText(t, edges, err), answerText(t, []timeline.Edge{*c.Edges[0]}, nil))
	claims, err := v.Claims(ctx, []timeline.ID{"a-1", "a-2"})
	sameAnswer(t, "claims", answerText(t, claims, err), answerText(t, []*timeline.Claim{c.Records[2].Node.(*timeline.Claim)}, nil))
}

func keysChangeHands(t *testing.T, s timeline.Store) {
	ctx := context.Background()
	at := func(id timeline.ID, key string) *timeline.Record {
		return Node{ID: id, Kind: timeline.KindVendor, Places: []timeline.Place{{Index: timeline.IndexVendors, Key: key}}}.Record(t)
	}
	Apply(t, s, Content(1, []*timeline.Record{at("a-1", "k1"), at("a-2", "k2"), at("a-3", "k3")}, nil))
	c := Content(2, []*timeline.Record{at("a-1", "k2"), at("a-2", "k1"), at("a-4", "k3")}, nil)
	Apply(t, s, c)
	page, err := view(t, s, 0).Page(ctx, timeline.IndexVendors, nil, timeline.Window{First: 9})
	want := timeline.Page{Records: []*timeline.Record{c.Records[1], c.Records[0], c.Records[2]}, Keys: []string{"k1", "k2", "k3"}}
	sameAnswer(t, "index", answerText(t, page, err), answerText(t, want, nil))
}

func draftRules() []rule {
	drafted := func(t *testing.T, number int, mark string) *timeline.Content {
		c := pair(t, number, mark)
		c.Release.Draft = true
		return c
	}
	return []rule{
		// A draft is replaced by a release of its number, a draft or not; the number then gives the last.
		{"ReplacedBySameNumber", func(t *testing.T, s timeline.Store) {
			Apply(t, s, pair(t, 1, "x"))
			first := everything(t, view(t, s, 1))
			for _, c := range []*timeline.Content{drafted(t, 2, "y"), drafted(t, 2, "z"), pair(t, 2, "x"), pair(t, 3, "w")} {
				Apply(t, s, c)
				sameAnswer(t, "digests", marksText(t, s), marksOf(t, c))
			}
			if v := view(t, s, 2); v.Release().Draft {
				t.Error("release 2 is still a draft")
			} else {
				wantCount(t, v, 2, "x")
				wantCount(t, v, 0, "z")
			}
			sameAnswer(t, "release 1", everything(t, view(t, s, 1)), first)
		}},
		// A draft that is recorded as it stands is a draft no more.
		{"RecordedUnchanged", func(t *testing.T, s timeline.Store) {
			c := drafted(t, 1, "x")
			Apply(t, s, c)
			Apply(t, s, c)
			if !view(t, s, 1).Release().Draft {
				t.Error("release 1 is no draft")
			}
			c.Release.Draft = false
			Apply(t, s, c)
			if view(t, s, 1).Release().Draft {
				t.Error("release 1 is still a draft")
			}
			sameAnswer(t, "digests", marksText(t, s), marksOf(t, c))
		}},
		// A view of a draft keeps its answers after the draft was replaced.
		{"ViewOutlivesTheDraft", func(t *testing.T, s timeline.Store) {
			Apply(t, s, pair(t, 1, "x"))
			Apply(t, s, drafted(t, 2, "y"))
			v := view(t, s, 2)
			was := everything(t, v)
			Apply(t, s, pair(t, 2, "z"))
			sameAnswer(t, "the view of the draft", everything(t, v), was)
		}},
	}
}

// marksText writes the manifest of the head.
func marksText(t T, s timeline.Store) string {
	t.Helper()
	marks, err := allMarks(view(t, s, 0).Manifest(context.Background()))
	return answerText(t, marks, err)
}

// marksOf writes what the manifest of the content must be.
func marksOf(t T, c *timeline.Content) string {
	t.Helper()
	var marks []timeline.Mark
	for _, r := range c.Records {
		marks = append(marks, r.Mark())
	}
	for _, e := range c.Edges {
		marks = append(marks, e.Mark())
	}
	return answerText(t, marks, nil)
}

// wantCount counts the vendors that have the mark as facet.
func wantCount(t T, v timeline.View, want int, mark string) {
	t.Helper()
	n, err := v.Count(context.Background(), timeline.IndexVendors, []timeline.Facet{{Name: "kind", Value: mark}}, timeline.Range{})
	if err != nil || n != want {
		t.Fatalf("%d vendors have the mark %s (%v), want %d", n, mark, err, want)
	}
}
