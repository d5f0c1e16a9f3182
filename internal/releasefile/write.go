package releasefile

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"

	"github.com/regline/regline/internal/timeline"
)

// Write writes a release. A stream that is out of order or ends something is an [ErrFormat], as is a line longer than
// [MaxLine]; other errors are those of the stream and of the writer. What was written until an error has no last line,
// so that [Read] refuses it.
func Write(w io.Writer, s timeline.Stream) error {
	out, err := NewWriter(w, s.Release)
	if err != nil {
		return err
	}
	for d, err := range s.Deltas {
		if err != nil {
			return err
		}
		if err := out.put(d); err != nil {
			return err
		}
	}
	return out.Close()
}

// Line is a record or an edge as it stands in a file. Lines are put in the order of their keys.
type Line struct {
	Key  string // of the mark
	Text []byte // with the end of the line
}

// LineOf makes the line of a record or an edge; an end is an [ErrFormat].
func LineOf(d timeline.Delta) (Line, error) {
	var b []byte
	var err error
	switch {
	case d.Record != nil:
		b, err = recordText(d.Record)
	case d.Edge != nil:
		b, err = json.Marshal(edgeLine{d.Edge, d.Edge.Digest})
	default:
		err = fmt.Errorf("%w: it is neither a record nor an edge", ErrFormat)
	}
	if err != nil {
		return Line{}, fmt.Errorf("%.200s: %w", d.Key(), err)
	}
	return Line{d.Key(), append(b, '\n')}, nil
}

// recordText makes the line of a record. The node is put in as it is: package json would check it once more.
func recordText(r *timeline.Record) ([]byte, error) {
	head, err := json.Marshal(recordHead{r.ID, r.Kind, r.Places, r.Facets})
	if err != nil {
		return nil, err
	}
	node, err := timeline.EncodeNode(r.Node)
	if err != nil {
		return nil, err
	}
	digest, err := json.Marshal(r.Digest)
	if err != nil {
		return nil, err
	}
	b := make([]byte, 0, len(head)+len(node)+len(digest)+len(`,"node":,"digest":`)+1) // and the end of the line
	b = append(append(append(b, head[:len(head)-1]...), `,"node":`...), node...)
	return append(append(append(b, `,"digest":`...), digest...), '}'), nil
}

// Writer writes a release line by line. What it has written is a release file once it is closed.
type Writer struct {
	w     *bufio.Writer
	sum   hash.Hash
	lines int
	tally tally
}

const bufferSize = 256 << 10

// NewWriter writes the first line.
func NewWriter(w io.Writer, r timeline.Release) (*Writer, error) {
	out := &Writer{w: bufio.NewWriterSize(w, bufferSize), sum: sha256.New()}
	return out, out.write(head{Format: format, Release: &r})
}

// Put writes a record or an edge, whose key is behind that of the one before.
func (w *Writer) Put(l Line) error {
	if text := w.tally.pass(l.Key); text != "" {
		return &Fault{w.lines + 1, text + ": give records by ID, then edges by their marks"}
	}
	if n := len(l.Text) - 1; n > MaxLine {
		return &Fault{w.lines + 1, fmt.Sprintf("it would have %d bytes, the limit is %d", n, MaxLine)}
	}
	w.lines++
	w.sum.Write(l.Text)
	_, err := w.w.Write(l.Text)
	return err
}

func (w *Writer) put(d timeline.Delta) error {
	l, err := LineOf(d)
	if err != nil {
		return fmt.Errorf("line %d: %w", w.lines+1, err)
	}
	return w.Put(l)
}

// Close writes the last line. The writer below stays open.
func (w *Writer) Close() error {
	if err := w.write(tail{end{w.tally.records, w.tally.edges, hex.EncodeToString(w.sum.Sum(nil))}}); err != nil {
		return err
	}
	return w.w.Flush()
}

// write writes the first or the last line.
func (w *Writer) write(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("line %d: %w", w.lines+1, err)
	}
	if len(b) > MaxLine {
		return &Fault{w.lines + 1, fmt.Sprintf("it would have %d bytes, the limit is %d", len(b), MaxLine)}
	}
	w.lines++
	b = append(b, '\n')
	w.sum.Write(b)
	_, err = w.w.Write(b)
	return err
}
