package cli

import (
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/regline/regline/internal/timeline"
)

// progress counts on a terminal.
type progress struct {
	// out is nil where nobody watches.
	out   io.Writer
	total int
}

// count passes the changes on and says how many have passed.
func (p progress) count(all iter.Seq2[timeline.Delta, error]) iter.Seq2[timeline.Delta, error] {
	if p.out == nil {
		return all
	}
	const step = 500
	return func(yield func(timeline.Delta, error) bool) {
		passed := 0
		for d, err := range all {
			if !yield(d, err) {
				return
			}
			if passed++; passed%step == 0 || passed == p.total {
				fmt.Fprintf(p.out, "\rwriting: %d of %s", passed, count(p.total, "change"))
			}
		}
		if passed > 0 {
			fmt.Fprintln(p.out)
		}
	}
}

// terminal gives the stream if it is a terminal, else nil.
func terminal(w io.Writer) io.Writer {
	f, ok := w.(*os.File)
	if !ok {
		return nil
	}
	info, err := f.Stat()
	null, nullErr := os.Stat(os.DevNull)
	if err != nil || info.Mode()&os.ModeCharDevice == 0 || nullErr == nil && os.SameFile(info, null) {
		return nil
	}
	return f
}
