package ledger

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// TestRedirectsOfHistory writes releases in which an ID is redirected, leads elsewhere, and names a node again.
func TestRedirectsOfHistory(t *testing.T) {
	l := &Ledger{}
	var file bytes.Buffer
	lead := func(reason string, to ...timeline.ID) timeline.Redirects {
		return timeline.Redirects{"old": {To: to, Reason: reason}}
	}
	former := ""
	states := []struct {
		nodes     []timeline.ID
		redirects timeline.Redirects
		lost      []timeline.ID
	}{
		{nodes: []timeline.ID{"a", "b", "old"}},
		{nodes: []timeline.ID{"a", "b"}, redirects: lead("merged", "a")},
		{nodes: []timeline.ID{"a", "b"}, redirects: lead("split", "a", "b")},
		{nodes: []timeline.ID{"a", "b"}, redirects: lead("split", "a", "b")},
		{nodes: []timeline.ID{"a", "b", "old"}},
		{nodes: []timeline.ID{"a"}, redirects: lead("merged", "a"), lost: []timeline.ID{"b"}},
		{nodes: []timeline.ID{"a"}, lost: []timeline.ID{"old"}},
	}
	for i, s := range states {
		nodes := make(map[timeline.ID]timeline.Kind)
		for _, id := range s.nodes {
			nodes[id] = timeline.KindVendor
		}
		d := l.Compare(nodes, s.redirects, nil)
		if !slices.Equal(d.Lost, s.lost) {
			t.Errorf("release %d: lost %v, want %v", i+1, d.Lost, s.lost)
		}
		if same := i > 0 && slices.Equal(states[i-1].nodes, s.nodes) && cmp.Equal(states[i-1].redirects, s.redirects); d.Empty() != same {
			t.Errorf("release %d: empty %v, want %v", i+1, d.Empty(), same)
		}
		h := Head{Release: i + 1, Digest: string(rune('a' + i)), Former: former}
		former = h.Digest
		if err := l.Append(&file, h, d, nil); err != nil {
			t.Fatal(err)
		}
	}
	again, err := Read(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range states {
		want := s.redirects
		if want == nil {
			want = timeline.Redirects{}
		}
		if diff := cmp.Diff(want, again.States[i].Redirects); diff != "" || len(again.States[i].Nodes) != len(s.nodes) {
			t.Errorf("release %d read again: %v\n%s", i+1, again.States[i].Nodes, diff)
		}
	}
}

// TestReasonOfARedirect: what was said of a redirected ID, of its parts or with it is retracted for the redirect's reason.
func TestReasonOfARedirect(t *testing.T) {
	d := Difference{Redirects: timeline.Redirects{"old": {To: []timeline.ID{"new"}, Reason: "renamed"}}}
	for _, c := range []struct {
		subject   timeline.ID
		predicate timeline.Predicate
		value     string
		want      string
	}{
		{"old", timeline.Targets, "x", "renamed"},
		{"old#issued", timeline.On, "2020", "renamed"},
		{"act", timeline.Targets, "old", "renamed"},
		{"act#effect/x", timeline.Upon, "old#issued", "renamed"},
		{"act", "SUMMARY", "old", ""},
		{"act", timeline.Targets, "x", ""},
	} {
		got := d.AutomaticReason(&timeline.Claim{Subject: c.subject, Predicate: c.predicate, Value: c.value, ClaimKind: timeline.ClaimQuoted})
		if got != c.want {
			t.Errorf("%s %s %s: %q, want %q", c.subject, c.predicate, c.value, got, c.want)
		}
	}
}

func TestBrokenRedirects(t *testing.T) {
	const one = `{"release":1,"known":"2026-01-02","digest":"d1","vocabulary":1,"rules":1}` + "\n" + `{"node":{"id":"a","kind":"VENDOR"}}` + "\n"
	lead := `{"redirect":{"id":"old","to":["a"],"reason":"merged"}}` + "\n"
	for _, c := range []struct{ text, want string }{
		{one + `{"redirect":{"id":"a","to":["b"],"reason":"x"}}`, "line 3: redirects a, which names a node"},
		{one + `{"redirect":{"id":"old","to":["a"]}}`, "line 3: redirects old without a reason"},
		{one + lead + lead, "line 4: redirects old again"},
		{one + `{"redirect":{"id":"old"}}`, "line 3: ends the redirect of old, which is not there"},
	} {
		if _, err := Read(strings.NewReader(c.text)); !errors.Is(err, ErrBroken) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", c.text, err, c.want)
		}
	}
}
