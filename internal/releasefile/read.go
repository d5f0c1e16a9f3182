package releasefile

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"

	"github.com/regline/regline/internal/timeline"
)

// Read reads the first line and gives the release. Its content is read as it is asked for, once: the order, the digest
// of each record and edge, and at the end the counts and the sum of the last line are checked, and nothing follows an
// error. What is no release file is an [ErrFormat] that names the line.
func Read(r io.Reader) (timeline.Stream, error) {
	in := newLineReader(r)
	var h head
	switch err := in.read(&h); {
	case errors.Is(err, io.EOF):
		return timeline.Stream{}, &Fault{1, "the file is empty: " + anew}
	case err != nil:
		return timeline.Stream{}, err
	case h.Format != format || h.Release == nil:
		return timeline.Stream{}, in.fault("it does not begin a file of the format %s: if the file is compressed, its name must end in %s; if another version of regline wrote it, use that", format, compressed)
	}
	return timeline.Stream{Release: *h.Release, Deltas: in.once()}, nil
}

// lineReader reads lines and knows their number.
type lineReader struct {
	s     *bufio.Scanner
	sum   hash.Hash // of the lines above the one read last
	lines int
	spent bool
}

func newLineReader(r io.Reader) *lineReader {
	in := &lineReader{s: bufio.NewScanner(r), sum: sha256.New()}
	in.s.Buffer(make([]byte, bufferSize), MaxLine+1)
	return in
}

// read reads a line into a value; io.EOF behind the last.
func (in *lineReader) read(v any) error {
	if in.lines++; in.lines > 1 {
		in.sum.Write(in.s.Bytes())
		in.sum.Write([]byte("\n"))
	}
	if !in.s.Scan() {
		switch err := in.s.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			return in.fault("it has more than %d bytes: no release file has such lines", MaxLine)
		case errors.Is(err, io.ErrUnexpectedEOF):
			return in.fault("the compressed file is cut off: %s", anew)
		case damaged(err):
			return in.fault("%v: the compressed file is damaged: %s", err, anew)
		case err != nil:
			return fmt.Errorf("line %d: %w", in.lines, err)
		}
		return io.EOF
	}
	if err := json.Unmarshal(in.s.Bytes(), v); err != nil {
		return in.fault("%v: %s", err, anew)
	}
	return nil
}

// damaged says that what was read is no data of gzip.
func damaged(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.As(err, &corrupt)
}

func (in *lineReader) fault(text string, args ...any) error {
	return &Fault{in.lines, fmt.Sprintf(text, args...)}
}

// item is a line of any kind behind the first.
type item struct {
	recordHead
	Node json.RawMessage `json:"node"`
	timeline.Edge
	Digest string `json:"digest"`
	End    *end   `json:"end"`
}

// once gives the content, and an error where it was read before.
func (in *lineReader) once() iter.Seq2[timeline.Delta, error] {
	return func(yield func(timeline.Delta, error) bool) {
		if in.spent {
			yield(timeline.Delta{}, errors.New("the release was read already: open the file again"))
			return
		}
		in.spent = true
		var passed tally
		for {
			var it item
			d, err := in.next(&it, &passed)
			if err != nil {
				yield(timeline.Delta{}, err)
				return
			}
			if it.End != nil {
				if err := in.ended(*it.End, passed); err != nil {
					yield(timeline.Delta{}, err)
				}
				return
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}

// next reads a line and checks it. The delta is empty at the last.
func (in *lineReader) next(it *item, passed *tally) (timeline.Delta, error) {
	err := in.read(it)
	switch {
	case errors.Is(err, io.EOF):
		return timeline.Delta{}, in.fault("the file ends here without the line that counts its records and edges: it was cut off: %s", anew)
	case err != nil:
		return timeline.Delta{}, err
	case it.End != nil:
		return timeline.Delta{}, nil
	}
	var d timeline.Delta
	if it.From != "" {
		d.Edge, err = it.edge()
	} else {
		d.Record, err = it.record()
	}
	if err != nil {
		return timeline.Delta{}, in.fault("%v: %s", err, anew)
	}
	if text := passed.pass(d.Key()); text != "" {
		return timeline.Delta{}, in.fault("%s: records come by ID, then edges by their marks: %s", text, anew)
	}
	return d, nil
}

// edge makes the edge of a line.
func (it *item) edge() (*timeline.Edge, error) {
	e := it.Edge
	if it.ID != "" || it.Node != nil {
		return nil, errors.New("it is an edge and a record at once")
	}
	if err := e.Seal(); err != nil {
		return nil, err
	}
	return &e, sealed("the edge "+e.Mark().Key, it.Digest, e.Digest)
}

// record makes the record of a line.
func (it *item) record() (*timeline.Record, error) {
	if it.ID == "" || it.Node == nil {
		return nil, errors.New("it is no record, edge or end")
	}
	n, err := timeline.DecodeNode(it.Kind, it.Node)
	if err != nil {
		return nil, err
	}
	if b := n.Base(); b.ID != it.ID || b.Kind != it.Kind {
		return nil, fmt.Errorf("the record is %s of kind %s, its node is %.200q of kind %.50q", it.ID, it.Kind, b.ID, b.Kind)
	}
	r := &timeline.Record{ID: it.ID, Kind: it.Kind, Places: it.Places, Facets: it.Facets, Node: n}
	if err := r.Seal(); err != nil {
		return nil, err
	}
	return r, sealed("the record "+string(r.ID), it.Digest, r.Digest)
}

// sealed compares the digest that a line gives with that of its contents.
func sealed(what, given, found string) error {
	if given != found {
		return fmt.Errorf("%.200s has the digest %.12s, its contents give %.12s: the line was changed after it was written", what, given, found)
	}
	return nil
}

// ended compares what the last line says with what was read, and asks that nothing follows.
func (in *lineReader) ended(stated end, passed tally) error {
	switch sum := hex.EncodeToString(in.sum.Sum(nil)); {
	case stated.Records != passed.records || stated.Edges != passed.edges:
		return in.fault("it counts %d records and %d edges, but %d and %d stand above it: lines are missing or were added: %s", stated.Records, stated.Edges, passed.records, passed.edges, anew)
	case stated.SHA256 != sum:
		return in.fault("the lines above it have the SHA-256 %.12s, not %.12s: they were changed after they were written: %s", sum, stated.SHA256, anew)
	}
	var more json.RawMessage
	switch err := in.read(&more); {
	case err == nil:
		return in.fault("something stands behind the last line: %s", anew)
	case !errors.Is(err, io.EOF):
		return err
	}
	return nil
}
