package cli

import (
	"context"
	"errors"
	"log/slog"
	"os"

	"github.com/regline/regline/internal/releasefile"
	"github.com/regline/regline/internal/timeline"
)

// releaseFlags choose what a store is filled from.
type releaseFlags struct {
	Release   string `placeholder:"FILE" help:"Take a compiled release from this file, as 'regline generate' writes it, instead of compiling fact files: JSON Lines, compressed by gzip where the name ends in .gz. It is read as a stream: a load of a large one needs no more memory."`
	dataFlags `embed:""`
}

// given is the flag by which the command line chose, "" where it did not.
func (f releaseFlags) given() string {
	switch {
	case f.Release != "":
		return "--release"
	case f.Data != "":
		return "--data"
	}
	return ""
}

// releases gives the release of the file, or those of the fact files and their ledger; oldest first, the last is the one
// to be answered from. The error is a *problemsError where the files give no release.
func (f releaseFlags) releases(ctx context.Context) ([]timeline.Stream, error) {
	if f.Release == "" {
		return f.dataFlags.releases(ctx)
	}
	if f.Data != "" {
		return nil, usagef("--release and --data: give one of them")
	}
	s, err := releasefile.Open(f.Release)
	if errors.Is(err, os.ErrNotExist) {
		return nil, usagef("--release: %v", err)
	}
	return []timeline.Stream{s}, err
}

// openFilled opens a store that can answer: the memory store with the release of the files, another as it is.
func openFilled(ctx context.Context, sf storeFlags, rf releaseFlags, log *slog.Logger) (timeline.Store, error) {
	if flag := rf.given(); !sf.inMemory() && flag != "" {
		return nil, usagef("%s is only for the memory store: `regline load` brings files into %s", flag, sf.Store)
	}
	s, err := sf.open(ctx, log)
	if err != nil || !sf.inMemory() {
		return s, err
	}
	if _, err := fill(ctx, s, rf, log); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// fill brings the releases of the files into the store, and gives the last. With a problem the store keeps what it has.
func fill(ctx context.Context, s timeline.Store, rf releaseFlags, log *slog.Logger) (loaded, error) {
	releases, err := rf.releases(ctx)
	if err != nil {
		return loaded{}, err
	}
	l := loader{store: s, log: log}
	return l.all(ctx, releases)
}

// releases compiles the files and their ledger. The error is a *problemsError where the files give no release.
func (f dataFlags) releases(ctx context.Context) ([]timeline.Stream, error) {
	contents, err := f.contents(ctx)
	if err != nil {
		return nil, err
	}
	return streams(contents), nil
}

func streams(contents []*timeline.Content) []timeline.Stream {
	out := make([]timeline.Stream, len(contents))
	for i, c := range contents {
		out[i] = c.Stream()
	}
	return out
}

func (f dataFlags) contents(ctx context.Context) ([]*timeline.Content, error) {
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
	contents, err := f.contents(ctx)
	if err != nil {
		return nil, err
	}
	return contents[len(contents)-1], nil
}
