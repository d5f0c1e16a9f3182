// Package generate makes data of any size for measurements: acts, vendors and bodies that are evidently artificial, with
// claims, rivals, restrictions, effects and relations as the curated data has them, compiled by the same compiler. The
// same number of acts and the same seed give the same bytes.
//
// Acts are made in blocks, and what a block holds does not depend on how many there are. Each block is compiled together
// with a small world that all share: bodies, audiences, lists, sources, some vendors, and the authorities under which acts
// of every block are issued. Of the outcome only what is the block's own is kept, and the blocks are brought into the
// order of a release by merging sorted runs from a temporary file. So memory is bounded by the blocks that are compiled
// at once, however many acts there are.
package generate

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/releasefile"
	"github.com/regline/regline/internal/timeline"
)

// MaxActions bounds the acts of one release.
const MaxActions = 9_999_999

// ErrSize says that there cannot be so many acts.
var ErrSize = errors.New("bad number of acts")

// Options say what to make and where to work.
type Options struct {
	// Actions is the number of acts; those of the shared world come beside them.
	Actions int
	Seed    uint64
	// TempDir is the folder of the temporary file, which takes about the room of the lines; that of the system where empty.
	TempDir string
	// Workers is the number of blocks compiled at once, the number of processors where it is 0.
	Workers int
	// Progress is told how far the work is, by one goroutine at a time; it may be nil.
	Progress func(Progress)
}

// Progress is how far the work is: first acts are compiled, then lines are written. Each begins with none done.
type Progress struct {
	Unit        string // "acts" or "lines"
	Done, Total int
}

// Write makes a release and writes it as a release file. It gives the release, whose coverage counts the contents.
func Write(ctx context.Context, w io.Writer, o Options) (release timeline.Release, err error) {
	if o.Actions < 1 || o.Actions > MaxActions {
		return release, fmt.Errorf("%w: from 1 to %d, not %d", ErrSize, MaxActions, o.Actions)
	}
	if o.Workers < 1 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	if o.Progress == nil {
		o.Progress = func(Progress) {}
	}
	sorted, err := newRuns(o.TempDir)
	if err != nil {
		return release, err
	}
	defer func() { err = errors.Join(err, sorted.Close()) }()
	m, err := newMaker(o, sorted)
	if err != nil {
		return release, err
	}
	if err := m.compileAll(ctx); err != nil {
		return release, err
	}
	release = m.release()
	return release, m.write(ctx, w, release)
}

// maker compiles the blocks.
type maker struct {
	Options
	runs *runs
	// shared are the digests of what all blocks share, by key.
	shared map[string]string

	mu     sync.Mutex
	done   int // acts
	total  timeline.Release
	blocks []string // the digests of the blocks, the shared world's first
}

func newMaker(o Options, sorted *runs) (*maker, error) {
	d := &draft{}
	d.world(o.Seed)
	content, err := compiled(d.in)
	if err != nil {
		return nil, err
	}
	m := &maker{Options: o, runs: sorted, shared: make(map[string]string)}
	m.blocks = make([]string, 1+(o.Actions+blockActs-1)/blockActs)
	m.total = content.Release
	m.total.Coverage = timeline.Coverage{ByKind: make(map[string]int)}
	if err := m.keep(0, content); err != nil {
		return nil, err
	}
	for d := range content.Stream().Deltas {
		m.shared[d.Key()] = digestOf(d)
	}
	return m, nil
}

func digestOf(d timeline.Delta) string {
	if d.Record != nil {
		return d.Record.Digest
	}
	return d.Edge.Digest
}

// compiled makes the content of claims of this package, which have no faults.
func compiled(in compile.Input) (*timeline.Content, error) {
	content, problems := compile.Compile(in, 1, false, nil)
	if len(problems) > 0 {
		return nil, fmt.Errorf("the generated claims have faults, first: %w", problems[0])
	}
	return content, nil
}

// compileAll compiles the blocks, some at once.
func (m *maker) compileAll(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	m.Progress(Progress{"acts", 0, m.Actions})
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(m.Workers, len(m.blocks)-1) {
		wg.Go(func() {
			for block := range next {
				if err := m.compile(block); err != nil {
					cancel(err)
				}
			}
		})
	}
	for block := range len(m.blocks) - 1 {
		select {
		case next <- block:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	wg.Wait()
	return context.Cause(ctx)
}

func (m *maker) compile(block int) error {
	content, err := compiled(Input(m.Actions, m.Seed, block))
	if err != nil {
		return fmt.Errorf("block %d: %w", block, err)
	}
	if err := m.keep(block+1, content); err != nil {
		return fmt.Errorf("block %d: %w", block, err)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.done += min(blockActs, m.Actions-block*blockActs)
	m.Progress(Progress{"acts", m.done, m.Actions})
	return nil
}

// keep takes what is not shared into a run and into the coverage.
func (m *maker) keep(number int, content *timeline.Content) error {
	var lines []releasefile.Line
	cov := timeline.Coverage{ByKind: make(map[string]int)}
	for d := range content.Stream().Deltas {
		if digest, shared := m.shared[d.Key()]; shared {
			if digest != digestOf(d) {
				return fmt.Errorf("the block changes %s, which all blocks share", d.Key())
			}
			continue
		}
		line, err := releasefile.LineOf(d)
		if err != nil {
			return err
		}
		lines = append(lines, line)
		cover(&cov, d)
	}
	if err := m.runs.add(lines); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.blocks[number] = content.Release.Digest
	addCoverage(&m.total.Coverage, cov)
	return nil
}

// write merges the runs into the file.
func (m *maker) write(ctx context.Context, w io.Writer, release timeline.Release) error {
	out, err := releasefile.NewWriter(w, release)
	if err != nil {
		return err
	}
	const step = 10_000
	c := release.Coverage
	done, total := 0, c.Nodes+c.Claims+c.Edges
	m.Progress(Progress{"lines", done, total})
	err = m.runs.merge(func(l releasefile.Line) error {
		if done++; done%step == 0 || done == total {
			m.Progress(Progress{"lines", done, total})
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
		}
		return out.Put(l)
	})
	if err != nil {
		return err
	}
	return out.Close()
}
