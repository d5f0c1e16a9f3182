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
	out := &lineWriter{w: bufio.NewWriterSize(w, bufferSize), sum: sha256.New()}
	if err := out.write(head{Format: format, Release: &s.Release}); err != nil {
		return err
	}
	var t tally
	for d, err := range s.Deltas {
		if err != nil {
			return err
		}
		if text := t.pass(d); text != "" {
			return &Fault{out.lines + 1, text + ": give records by ID, then edges by their marks"}
		}
		if err := out.delta(d); err != nil {
			return err
		}
	}
	if err := out.write(tail{end{t.records, t.edges, hex.EncodeToString(out.sum.Sum(nil))}}); err != nil {
		return err
	}
	return out.w.Flush()
}

const bufferSize = 256 << 10

// lineWriter writes values as lines.
type lineWriter struct {
	w     *bufio.Writer
	sum   hash.Hash
	lines int
}

func (l *lineWriter) write(v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("line %d: %w", l.lines+1, err)
	}
	if len(b) > MaxLine {
		return &Fault{l.lines + 1, fmt.Sprintf("it would have %d bytes, the limit is %d", len(b), MaxLine)}
	}
	l.lines++
	b = append(b, '\n')
	l.sum.Write(b)
	_, err = l.w.Write(b)
	return err
}

func (l *lineWriter) delta(d timeline.Delta) error {
	if d.Edge != nil {
		return l.write(edgeLine{d.Edge, d.Edge.Digest})
	}
	r := d.Record
	node, err := timeline.EncodeNode(r.Node)
	if err != nil {
		return fmt.Errorf("record %s: %w", r.ID, err)
	}
	return l.write(recordLine{r.ID, r.Kind, r.Places, r.Facets, node, r.Digest})
}
