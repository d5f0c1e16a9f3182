package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"github.com/regline/regline/internal/timeline"
)

// openFilled opens a store that can answer: the memory store with the release of the files, another as it is.
func openFilled(ctx context.Context, sf storeFlags, df dataFlags, log *slog.Logger) (timeline.Store, error) {
	if !sf.inMemory() && df.Data != "" {
		return nil, usagef("--data is only for the memory store: `regline load` brings files into %s", sf.Store)
	}
	s, err := sf.open(ctx, log)
	if err != nil || !sf.inMemory() {
		return s, err
	}
	if _, err := fill(ctx, s, df); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// fill brings the releases of the files into the store, and gives the last. With a problem the store keeps what it has.
func fill(ctx context.Context, s timeline.Store, df dataFlags) (loaded, error) {
	contents, err := df.releases(ctx)
	if err != nil {
		return loaded{}, err
	}
	return applyAll(ctx, s, contents, progress{})
}

// applyAll brings every release into the store that it does not hold yet, oldest first, and gives the last.
func applyAll(ctx context.Context, s timeline.Store, contents []*timeline.Content, p progress) (loaded, error) {
	var done loaded
	for i, content := range contents {
		found, err := compare(ctx, s, content)
		if err != nil {
			return loaded{}, err
		}
		if i < len(contents)-1 && found.follows() {
			continue
		}
		if done, err = found.apply(ctx, s, p); err != nil {
			return loaded{}, err
		}
	}
	return done, nil
}

// releases compiles the files and their ledger. The error is a *problemsError where the files give no release.
func (f dataFlags) releases(ctx context.Context) ([]*timeline.Content, error) {
	tree, err := f.tree()
	if err != nil {
		return nil, err
	}
	contents, problems, err := compileRelease(ctx, tree)
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		return nil, &problemsError{f.placed(problems)}
	}
	return contents, nil
}

// release is the last of the releases: that of the files.
func (f dataFlags) release(ctx context.Context) (*timeline.Content, error) {
	contents, err := f.releases(ctx)
	if err != nil {
		return nil, err
	}
	return contents[len(contents)-1], nil
}

// loaded is what a store was given.
type loaded struct {
	Release timeline.Release  `json:"release"`
	Former  *timeline.Release `json:"former,omitempty"`
	Records tally             `json:"records"`
	Edges   tally             `json:"edges"`
	Written bool              `json:"written"`
}

// unwritten is what would be written.
func (c *changes) unwritten() loaded {
	return loaded{Release: c.next, Former: c.former, Records: c.records, Edges: c.edges}
}

// apply writes the changes, unless the store holds the release already.
func (c *changes) apply(ctx context.Context, s timeline.Store, p progress) (loaded, error) {
	done := c.unwritten()
	if c.current() {
		return done, nil
	}
	p.total = len(c.deltas)
	if err := s.Apply(ctx, c.next, p.count(c.all())); err != nil {
		return loaded{}, fmt.Errorf("release %d was not written: %w", c.next.Number, err)
	}
	done.Written = true
	return done, nil
}
