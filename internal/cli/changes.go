package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/regline/regline/internal/timeline"
)

// loader brings releases into a store, and tells what that changes.
type loader struct {
	store timeline.Store
	// progress is nil where nobody waits for the load.
	progress *progress
	log      *slog.Logger
}

// loaded is what a store was given, or would be.
type loaded struct {
	Release timeline.Release  `json:"release"`
	Former  *timeline.Release `json:"former,omitempty"`
	Records timeline.Tally    `json:"records"`
	Edges   timeline.Tally    `json:"edges"`
	// Alterations are what the changes mean.
	Alterations []*timeline.Alteration `json:"alterations"`
	Written     bool                   `json:"written"`
}

// current says that the store holds the release already.
func (l loaded) current() bool { return l.Former != nil && l.Former.Same(l.Release) }

// step leads from what the store holds to one release.
type step struct {
	former timeline.View // nil before the first release
	next   timeline.Stream
}

// towards looks at what the store holds now.
func (l *loader) towards(ctx context.Context, next timeline.Stream) (step, error) {
	former, err := l.store.Open(ctx, timeline.KnownAt{})
	switch {
	case errors.Is(err, timeline.ErrNoRelease):
		return step{next: next}, nil
	case err != nil:
		return step{}, fmt.Errorf("opening the current release: %w", err)
	}
	return step{former, next}, nil
}

// loaded is the step before anything of it is read: all that there is to say where the store holds the release already,
// because then nothing need be read.
func (s step) loaded() loaded {
	out := loaded{Release: s.next.Release, Alterations: []*timeline.Alteration{}}
	if s.former == nil {
		return out
	}
	former := s.former.Release()
	out.Former = &former
	if out.current() {
		c := former.Coverage
		out.Records.Unchanged, out.Edges.Unchanged = c.Nodes+c.Claims, c.Edges
	}
	return out
}

// summarised is the step with what became of the content.
func (s step) summarised(found *timeline.Summary) loaded {
	out := s.loaded()
	out.Records, out.Edges, out.Alterations = found.Records, found.Edges, found.Alterations
	return out
}

// follows says that the store is at this release or a later one, so that it is not to be applied any more. A draft of
// the same number is replaced by the release.
func (s step) follows() bool {
	return s.former != nil && !s.next.Release.MayFollow(s.former.Release())
}

// moved says that the store holds another release than it did.
func (s step) moved(since step) bool {
	return s.former != nil && (since.former == nil || !s.former.Release().Same(since.former.Release()))
}

// compare reads the release and what the store holds, and writes nothing.
func (l *loader) compare(ctx context.Context, next timeline.Stream) (loaded, error) {
	s, err := l.towards(ctx, next)
	if err != nil {
		return loaded{}, err
	}
	if done := s.loaded(); done.current() {
		return done, nil
	}
	found := timeline.NewSummariser(s.former, next.Release)
	for _, err := range found.Changes(ctx, l.progress.counting(next, "comparing", "")) {
		if err != nil {
			l.progress.stop()
			return loaded{}, fmt.Errorf("comparing with release %d: %w", next.Release.Number, err)
		}
	}
	l.progress.end()
	return s.summarised(found.Summary()), nil
}

// all brings every release into the store that it does not hold yet, oldest first, and gives the last.
func (l *loader) all(ctx context.Context, releases []timeline.Stream) (loaded, error) {
	for _, next := range releases[:len(releases)-1] {
		s, err := l.towards(ctx, next)
		if err != nil {
			return loaded{}, err
		}
		if s.follows() {
			continue
		}
		if _, err := l.apply(ctx, s); err != nil {
			return loaded{}, err
		}
	}
	last := releases[len(releases)-1]
	s, err := l.towards(ctx, last)
	if err != nil {
		return loaded{}, err
	}
	return l.apply(ctx, s)
}

// maxOvertaken bounds how often a load begins again because others moved the store ahead of it.
const maxOvertaken = 10

// apply compares while it writes. Where another load has moved the store meanwhile, it compares again: the files are the
// truth, whatever the other has written.
func (l *loader) apply(ctx context.Context, s step) (loaded, error) {
	for overtaken := 0; ; overtaken++ {
		done, err := l.applyOnce(ctx, s)
		if !errors.Is(err, timeline.ErrStaleRelease) || overtaken == maxOvertaken {
			return done, err
		}
		again, openErr := l.towards(ctx, s.next)
		if openErr != nil {
			return loaded{}, errors.Join(err, openErr)
		}
		if !again.moved(s) {
			return loaded{}, err
		}
		l.log.InfoContext(ctx, "another load has moved the store meanwhile: comparing again", "held", named(again.former.Release()))
		s = again
	}
}

func (l *loader) applyOnce(ctx context.Context, s step) (loaded, error) {
	if done := s.loaded(); done.current() {
		// There is nothing to write, but what an interrupted load left undone is made good.
		if err := l.store.Apply(ctx, s.next.Release, func(func(timeline.Delta, error) bool) {}); err != nil {
			return loaded{}, s.failed(err)
		}
		return done, nil
	}
	next := s.next
	var found *timeline.Summariser
	l.progress.begin("preparing the store", "", 0)
	err := l.store.Apply(ctx, next.Release, func(yield func(timeline.Delta, error) bool) {
		// Only from here on can no other load move the store: the changes must lead from what it holds now.
		now, err := l.towards(ctx, next)
		if err != nil {
			yield(timeline.Delta{}, err)
			return
		}
		s = now
		found = timeline.NewSummariser(s.former, next.Release)
		found.Changes(ctx, l.progress.counting(next, "comparing and writing", "making it current"))(yield)
	})
	if err != nil {
		l.progress.stop()
		return loaded{}, s.failed(err)
	}
	l.progress.end()
	if found == nil { // another load has brought the same release since s was looked at
		s, err := l.towards(ctx, next)
		return s.loaded(), err
	}
	done := s.summarised(found.Summary())
	done.Written = true
	return done, nil
}

// failed says what readers see though writing failed.
func (s step) failed(err error) error {
	seen := "there is no release to be seen before it is done"
	if s.former != nil {
		seen = "until it is done readers see " + named(s.former.Release()) + " as before"
	}
	return fmt.Errorf("%s was not loaded; %s: %w", named(s.next.Release), seen, err)
}
