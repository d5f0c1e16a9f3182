package generate

import (
	"bufio"
	"cmp"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/regline/regline/internal/releasefile"
)

// runs keeps sorted runs of lines in one temporary file and merges them. The file has no name from the beginning where
// the system allows that, so that nothing is left of it whatever ends the program.
type runs struct {
	f    *os.File
	name string // "" where the file has none any more

	mu       sync.Mutex
	size     int64
	sections []section
}

// section is a run in the file.
type section struct{ at, length int64 }

func newRuns(dir string) (*runs, error) {
	f, err := os.CreateTemp(dir, ".regline-generate-*")
	if err != nil {
		return nil, fmt.Errorf("a temporary file: %w", err)
	}
	r := &runs{f: f, name: f.Name()}
	if os.Remove(r.name) == nil {
		r.name = ""
	}
	return r, nil
}

// Close removes the file.
func (r *runs) Close() error {
	err := r.f.Close()
	if r.name != "" {
		err = errors.Join(err, os.Remove(r.name))
	}
	return err
}

// add writes a run: each line as two lengths, the key and the text.
func (r *runs) add(lines []releasefile.Line) error {
	size := 0
	for _, l := range lines {
		size += 2*binary.MaxVarintLen32 + len(l.Key) + len(l.Text)
	}
	b := make([]byte, 0, size)
	for _, l := range lines {
		b = binary.AppendUvarint(b, uint64(len(l.Key)))
		b = binary.AppendUvarint(b, uint64(len(l.Text)))
		b = append(append(b, l.Key...), l.Text...)
	}
	r.mu.Lock()
	at := r.size
	r.size += int64(len(b))
	r.sections = append(r.sections, section{at, int64(len(b))})
	r.mu.Unlock()
	if _, err := r.f.WriteAt(b, at); err != nil {
		return fmt.Errorf("a temporary file: %w", err)
	}
	return nil
}

// How much of the runs is in memory while they are merged: each has a part of it, but not less than a page.
const (
	mergeBuffer = 32 << 20
	leastBuffer = 4 << 10
	mostBuffer  = 256 << 10
)

// merge gives the lines of all runs in the order of their keys. A text is valid until put returns.
func (r *runs) merge(put func(releasefile.Line) error) error {
	size := min(mostBuffer, max(leastBuffer, mergeBuffer/max(1, len(r.sections))))
	var h cursors
	for _, s := range r.sections {
		c := &cursor{in: bufio.NewReaderSize(io.NewSectionReader(r.f, s.at, s.length), size)}
		switch err := c.advance(); {
		case err == nil:
			h = append(h, c)
		case !errors.Is(err, io.EOF):
			return err
		}
	}
	heap.Init(&h)
	for len(h) > 0 {
		if err := put(h[0].line); err != nil {
			return err
		}
		switch err := h[0].advance(); {
		case err == nil:
			heap.Fix(&h, 0)
		case errors.Is(err, io.EOF):
			heap.Pop(&h)
		default:
			return err
		}
	}
	return nil
}

// cursor stands at a line of a run.
type cursor struct {
	in   *bufio.Reader
	line releasefile.Line
}

// advance reads the next line; io.EOF behind the last.
func (c *cursor) advance() error {
	keyLen, err := binary.ReadUvarint(c.in)
	if err != nil {
		return err
	}
	textLen, err := binary.ReadUvarint(c.in)
	if err != nil {
		return fmt.Errorf("a temporary file: %w", err)
	}
	n := int(keyLen + textLen)
	if b := c.line.Text; cap(b) < n {
		c.line.Text = make([]byte, n+n/2)
	}
	b := c.line.Text[:n]
	if _, err := io.ReadFull(c.in, b); err != nil {
		return fmt.Errorf("a temporary file: %w", err)
	}
	c.line.Key = string(b[:keyLen])
	c.line.Text = append(b[:0], b[keyLen:]...)
	return nil
}

// cursors is a heap, the least key first.
type cursors []*cursor

func (h cursors) Len() int           { return len(h) }
func (h cursors) Less(i, j int) bool { return cmp.Less(h[i].line.Key, h[j].line.Key) }
func (h cursors) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *cursors) Push(x any)        { *h = append(*h, x.(*cursor)) }
func (h *cursors) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
