package releasefile

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// compressed is how the name of a file ends whose lines are compressed by gzip.
const compressed = ".gz"

// WriteFile writes a release to a file as [Create] does.
func WriteFile(name string, s timeline.Stream) error {
	return Create(name, func(w io.Writer) error { return Write(w, s) })
}

// Create makes a file of what write writes, compressed where its name ends in ".gz". A regular file appears, or replaces
// the one of that name, whole or not at all; a device or pipe is written to.
func Create(name string, write func(io.Writer) error) error {
	if strings.HasSuffix(name, compressed) {
		plain := write
		write = func(w io.Writer) error { return compress(w, plain) }
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return named(name, writeThrough(name, write))
	}
	return named(name, replace(name, write))
}

// replace writes beside the file and takes its name at the end.
func replace(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		err = errors.Join(f.Chmod(0o644), f.Sync())
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func writeThrough(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

func compress(w io.Writer, write func(io.Writer) error) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if err := write(z); err != nil {
		return err
	}
	return z.Close()
}

// Open reads the release that a file holds, compressed where its name ends in ".gz". Unlike [Read] it gives a content
// that can be read any number of times: each time opens the file anew and closes it at the end. Where the file holds
// another release by then, the content is an error.
func Open(name string) (timeline.Stream, error) {
	f, s, err := open(name)
	if err != nil {
		return timeline.Stream{}, named(name, err)
	}
	if err := f.Close(); err != nil {
		return timeline.Stream{}, named(name, err)
	}
	release := s.Release
	s.Deltas = func(yield func(timeline.Delta, error) bool) {
		f, s, err := open(name)
		if err != nil {
			yield(timeline.Delta{}, named(name, err))
			return
		}
		defer f.Close() // it was only read
		if !s.Release.Same(release) {
			yield(timeline.Delta{}, named(name, errors.New("the file was replaced by another release: start again")))
			return
		}
		for d, err := range s.Deltas {
			if !yield(d, named(name, err)) {
				return
			}
		}
	}
	return s, nil
}

func open(name string) (*os.File, timeline.Stream, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, timeline.Stream{}, err
	}
	s, err := decode(f, name)
	if err != nil {
		return nil, timeline.Stream{}, errors.Join(err, f.Close())
	}
	return f, s, nil
}

func decode(r io.Reader, name string) (timeline.Stream, error) {
	if !strings.HasSuffix(name, compressed) {
		return Read(r)
	}
	z, err := gzip.NewReader(r)
	switch {
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return timeline.Stream{}, &Fault{1, "the file is not compressed by gzip, as its name says: " + anew}
	case err != nil:
		return timeline.Stream{}, err
	}
	return Read(z)
}

// named tells which file an error is about, where it does not say so itself.
func named(name string, err error) error {
	var path *os.PathError
	if err == nil || errors.As(err, &path) {
		return err
	}
	return fmt.Errorf("%s: %w", name, err)
}
