// Package ledger keeps the history of releases in an append-only file of JSON lines. A release begins with a line that
// names it; the lines after it add nodes, redirects and claims, whole, and retract earlier claims with the reason.
// Reading the lines up to a release gives what was claimed then, without any other file.
package ledger

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// ErrBroken says that a ledger does not hang together. The text names the line.
var ErrBroken = errors.New("broken ledger")

// maxLine bounds a line in bytes.
const maxLine = 4 << 20

// Head names a release.
type Head struct {
	Release int      `json:"release"`
	Known   edtf.Day `json:"known"` // the day on which it was released
	// Digest of the release as it was compiled then, and of the one before.
	Digest     string `json:"digest"`
	Former     string `json:"former,omitempty"`
	Vocabulary int    `json:"vocabulary"`
	Rules      int    `json:"rules"`
}

// event is one line: exactly one of its members is set.
type event struct {
	*Head
	Node     *node           `json:"node,omitempty"`
	Drop     timeline.ID     `json:"drop,omitempty"`
	Redirect *redirect       `json:"redirect,omitempty"`
	Add      *timeline.Claim `json:"add,omitempty"`
	Retract  timeline.ID     `json:"retract,omitempty"`
	Reason   string          `json:"reason,omitempty"`
}

type node struct {
	ID   timeline.ID   `json:"id"`
	Kind timeline.Kind `json:"kind"`
}

// State is what a release claims: its nodes, redirects and claims, and what it retracted of the release before.
type State struct {
	Head
	Nodes     map[timeline.ID]timeline.Kind
	Redirects timeline.Redirects
	Claims    map[timeline.ID]*timeline.Claim
	Retracted []timeline.Retraction
}

// Ledger is the whole history, oldest first.
type Ledger struct{ States []*State }

// Last is the last release, nil for an empty ledger.
func (l *Ledger) Last() *State {
	if len(l.States) == 0 {
		return nil
	}
	return l.States[len(l.States)-1]
}

// Read reads a ledger and checks that its lines follow each other: numbers without a gap, each release naming the
// digest of the one before, nothing added twice, nothing retracted that is not there or without a reason. An empty
// ledger is no fault.
func Read(r io.Reader) (*Ledger, error) {
	l := &Ledger{}
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 64<<10), maxLine)
	n := 0
	for s.Scan() {
		n++
		if len(bytes.TrimSpace(s.Bytes())) == 0 {
			continue
		}
		var e event
		d := json.NewDecoder(bytes.NewReader(s.Bytes()))
		d.DisallowUnknownFields()
		if err := d.Decode(&e); err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrBroken, n, err)
		}
		if err := l.apply(e); err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrBroken, n, err)
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("%w: line %d: %w", ErrBroken, n+1, err)
	}
	return l, nil
}

// apply takes one event into the history.
func (l *Ledger) apply(e event) error {
	if e.Head != nil {
		return l.begin(*e.Head)
	}
	s := l.Last()
	switch {
	case s == nil:
		return errors.New("the first line must name a release")
	case e.Node != nil:
		if _, held := s.Nodes[e.Node.ID]; held {
			return fmt.Errorf("adds the node %s again", e.Node.ID)
		}
		s.Nodes[e.Node.ID] = e.Node.Kind
	case e.Drop != "":
		if _, held := s.Nodes[e.Drop]; !held {
			return fmt.Errorf("drops the node %s, which is not there", e.Drop)
		}
		delete(s.Nodes, e.Drop)
	case e.Redirect != nil:
		return s.redirect(*e.Redirect)
	case e.Add != nil:
		if s.Claims[e.Add.ID] != nil {
			return fmt.Errorf("adds %s again", e.Add.ID)
		}
		s.Claims[e.Add.ID] = e.Add
	case e.Retract != "":
		switch {
		case s.Claims[e.Retract] == nil:
			return fmt.Errorf("retracts %s, which is not there", e.Retract)
		case e.Reason == "":
			return fmt.Errorf("retracts %s without a reason", e.Retract)
		}
		s.Retracted = append(s.Retracted, timeline.Retraction{ClaimID: e.Retract, Reason: e.Reason})
		delete(s.Claims, e.Retract)
	default:
		return errors.New("says nothing")
	}
	return nil
}

// begin starts the next release from what the last one holds.
func (l *Ledger) begin(h Head) error {
	next := &State{Head: h, Nodes: make(map[timeline.ID]timeline.Kind), Redirects: make(timeline.Redirects), Claims: make(map[timeline.ID]*timeline.Claim)}
	if h.Release != len(l.States)+1 {
		return fmt.Errorf("release %d where %d follows", h.Release, len(l.States)+1)
	}
	if last := l.Last(); last != nil {
		if h.Former != last.Digest {
			return fmt.Errorf("release %d follows the digest %.12s, but release %d has %.12s", h.Release, h.Former, last.Release, last.Digest)
		}
		if h.Known < last.Known {
			return fmt.Errorf("release %d is known on %s, before release %d on %s", h.Release, h.Known, last.Release, last.Known)
		}
		maps.Copy(next.Nodes, last.Nodes)
		maps.Copy(next.Redirects, last.Redirects)
		maps.Copy(next.Claims, last.Claims)
	}
	l.States = append(l.States, next)
	return nil
}

// Difference is what a new release changes.
type Difference struct {
	Nodes     map[timeline.ID]timeline.Kind // new
	Dropped   []timeline.ID
	Redirects timeline.Redirects // new or changed
	Restored  []timeline.ID      // no longer redirected
	// Lost are the IDs that the last release answers and this one would not: what is published goes on resolving.
	Lost      []timeline.ID
	Added     []*timeline.Claim
	Retracted []*timeline.Claim
}

// Empty says that nothing changed.
func (d Difference) Empty() bool {
	return len(d.Nodes)+len(d.Dropped)+len(d.Redirects)+len(d.Restored)+len(d.Added)+len(d.Retracted) == 0
}

// Compare gives the difference from the last release to the nodes, redirects and claims of today's files, in order of
// IDs.
func (l *Ledger) Compare(nodes map[timeline.ID]timeline.Kind, redirects timeline.Redirects, claims []*timeline.Claim) Difference {
	last := l.Last()
	if last == nil {
		last = &State{}
	}
	d := Difference{Nodes: make(map[timeline.ID]timeline.Kind)}
	for id, kind := range nodes {
		if _, held := last.Nodes[id]; !held {
			d.Nodes[id] = kind
		}
	}
	for _, id := range slices.Sorted(maps.Keys(last.Nodes)) {
		if _, held := nodes[id]; !held {
			d.Dropped = append(d.Dropped, id)
		}
	}
	d.compareRedirects(last, nodes, redirects)
	now := make(map[timeline.ID]bool, len(claims))
	for _, c := range claims {
		now[c.ID] = true
		if last.Claims[c.ID] == nil {
			d.Added = append(d.Added, c)
		}
	}
	slices.SortFunc(d.Added, func(a, b *timeline.Claim) int { return cmp.Compare(a.ID, b.ID) })
	for _, id := range slices.Sorted(maps.Keys(last.Claims)) {
		if !now[id] {
			d.Retracted = append(d.Retracted, last.Claims[id])
		}
	}
	return d
}

// AutomaticReason is the reason for retracting a claim that needs none from an author: our own words, what a rule
// derives, and what was said of or with an ID that is redirected now. Empty for all others.
func (d Difference) AutomaticReason(c *timeline.Claim) string {
	def, _ := timeline.LookupPredicate(string(c.Predicate))
	if r, moved := d.Redirects[c.Subject.Owner()]; moved {
		return r.Reason
	}
	if r, moved := d.Redirects[timeline.ID(c.Value).Owner()]; moved && def.Relation() {
		return r.Reason
	}
	switch c.ClaimKind {
	case timeline.ClaimEditorial:
		return "reworded by the editors"
	case timeline.ClaimDerived:
		return "derived anew from claims that changed"
	}
	return ""
}

// Append checks a release against the history and writes its lines. Each retraction needs a reason: the one given for
// its claim, or the automatic one.
func (l *Ledger) Append(w io.Writer, h Head, d Difference, reasons map[timeline.ID]string) error {
	events := []event{{Head: &h}}
	for _, id := range slices.Sorted(maps.Keys(d.Nodes)) {
		events = append(events, event{Node: &node{ID: id, Kind: d.Nodes[id]}})
	}
	for _, id := range d.Dropped {
		events = append(events, event{Drop: id})
	}
	events = append(events, d.redirectEvents()...)
	for _, c := range d.Retracted {
		reason := reasons[c.ID]
		if reason == "" {
			reason = d.AutomaticReason(c)
		}
		events = append(events, event{Retract: c.ID, Reason: reason})
	}
	for _, c := range d.Added {
		bare := *c
		bare.Since, bare.Labels = 0, nil
		events = append(events, event{Add: &bare})
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, e := range events {
		if err := l.apply(e); err != nil {
			return fmt.Errorf("release %d: %w", h.Release, err)
		}
		if err := enc.Encode(e); err != nil {
			return fmt.Errorf("release %d: %w", h.Release, err)
		}
	}
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("writing release %d to the ledger: %w", h.Release, err)
	}
	return nil
}
