package timeline

import (
	"fmt"
	"iter"
)

// Content is everything that a compiled release holds.
type Content struct {
	Release Release
	Records []*Record // ordered by ID
	Edges   []*Edge   // ordered by the key of their mark
}

// Stream is a release whose content is read one by one, so that it need not be in memory.
type Stream struct {
	Release Release
	// Deltas puts each record, ordered by ID, then each edge, ordered by the key of its mark: all in the order of
	// their keys.
	Deltas iter.Seq2[Delta, error]
}

// Stream gives the content one by one. It can be read any number of times.
func (c *Content) Stream() Stream {
	return Stream{Release: c.Release, Deltas: func(yield func(Delta, error) bool) {
		for _, r := range c.Records {
			if !yield(Delta{Record: r}, nil) {
				return
			}
		}
		for _, e := range c.Edges {
			if !yield(Delta{Edge: e}, nil) {
				return
			}
		}
	}}
}

// Changes compares what a store holds (before, ordered by key; nil for nothing) with the content of the next release,
// which puts everything in the order of its keys, and yields what must be written, in that order too: new and changed
// records and edges, and the end of those that are gone. What did not change is not yielded. It merges two streams and
// holds one item of each. A stream that is out of order, or a next one that ends something, is an ErrBadDelta; after
// an error nothing follows.
func Changes(before iter.Seq2[Mark, error], next iter.Seq2[Delta, error]) iter.Seq2[Delta, error] {
	return func(yield func(Delta, error) bool) {
		held := func() (Mark, error, bool) { return Mark{}, nil, false }
		if before != nil {
			var stop func()
			held, stop = iter.Pull2(before)
			defer stop()
		}
		f := &formerMarks{next: held}
		last := ""
		f.advance()
		for d, err := range next {
			key := d.Key()
			switch {
			case err != nil:
				err = fmt.Errorf("reading the next release: %w", err)
			case d.Record == nil && d.Edge == nil || key == "":
				err = fmt.Errorf("%w: the next release holds something that is neither record nor edge", ErrBadDelta)
			case key <= last:
				err = fmt.Errorf("%w: the next release is out of order: %.200q after %.200q", ErrBadDelta, key, last)
			}
			last = key
			if err != nil {
				yield(Delta{}, err)
				return
			}
			if !f.endUntil(key, yield) || !f.same(d) && !yield(d, nil) {
				return
			}
		}
		f.endUntil("", yield)
	}
}

// formerMarks are those of the former release, of which one is looked at.
type formerMarks struct {
	next func() (Mark, error, bool)
	at   Mark
	err  error
	ok   bool // there is one, or an error
}

func (f *formerMarks) advance() {
	last := f.at.Key
	f.at, f.err, f.ok = f.next()
	switch {
	case f.err != nil:
		f.err = fmt.Errorf("reading the former release: %w", f.err)
	case f.ok && f.at.Key <= last:
		f.err = fmt.Errorf("%w: the former release is out of order: %.200q after %.200q", ErrBadDelta, f.at.Key, last)
	}
}

// endUntil yields the end of each mark ahead of a key, or of all that are left if it is empty. It is false where
// nothing may follow.
func (f *formerMarks) endUntil(key string, yield func(Delta, error) bool) bool {
	for ; f.ok; f.advance() {
		if f.err != nil {
			yield(Delta{}, f.err)
			return false
		}
		if key != "" && f.at.Key >= key {
			return true
		}
		end := f.at
		if !yield(Delta{End: &end}, nil) {
			return false
		}
	}
	return true
}

// same says whether the former release holds just this, and takes the mark that d replaces or repeats.
func (f *formerMarks) same(d Delta) bool {
	if !f.ok || f.at.Key != d.Key() {
		return false
	}
	digest := f.at.Digest
	f.advance()
	if d.Record != nil {
		return d.Record.Digest == digest
	}
	return d.Edge.Digest == digest
}
