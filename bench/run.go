package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// runner is one run.
type runner struct {
	Sizes          []string `default:"curated" help:"How many acts: curated (the facts of this repository), or numbers such as 10k, 100k, 1M."`
	Operations     []string `help:"Only these operations; without, all."`
	Connections    []int    `default:"1,8,32" help:"Numbers of connections."`
	Seconds        float64  `default:"10" help:"Seconds of measuring for each system, operation and number of connections."`
	Rounds         int      `default:"5" help:"Turns in which these seconds are taken, one system after the other."`
	Warm           float64  `default:"20" help:"Seconds of warming each server up, once."`
	ProfileSeconds float64  `default:"5" help:"Seconds of profiling regline on Neo4j for each operation."`
	CostsOnly      bool     `help:"Only what loading and reading cost by size, of regline on Neo4j alone: nothing is made for the others in the database."`
	Seed           uint64   `default:"1" help:"Draws the data and the parameters."`
	Heap           string   `default:"2g" help:"Heap of the database."`
	PageCache      string   `default:"2g" help:"Page cache of the database."`
	Regline        string   `default:"bin/regline" type:"existingfile" help:"The program to measure."`
	Baseline       string   `help:"Another build of the program, measured beside it on the same Neo4j." type:"existingfile"`
	Peer           string   `default:"bench/peer" type:"existingdir" help:"The folder of the peer, after npm ci."`
	Neo4j          string   `default:"scripts/neo4j/neo4j.sh" type:"existingfile" help:"The script that starts a Neo4j."`
	Out            string   `default:"bench/results" help:"The folder of the results."`
	Work           string   `help:"A folder for databases, releases and logs that stays; without, one that is removed."`

	self string
	all  result
}

// memoryPerAction is what regline in memory may need for an act of generated data with all that belongs to it, in bytes:
// 82,000 were seen with 10,000 acts.
const memoryPerAction = 100 << 10

var (
	errSize      = errors.New("no size")
	errOperation = errors.New("no such operation")
)

// actionsOf reads a size: zero for the curated facts.
func actionsOf(size string) (int, error) {
	if size == "curated" {
		return 0, nil
	}
	digits, unit := size, 1
	switch {
	case strings.HasSuffix(size, "k"):
		digits, unit = size[:len(size)-1], 1000
	case strings.HasSuffix(size, "M"):
		digits, unit = size[:len(size)-1], 1_000_000
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > 100_000_000/unit {
		return 0, fmt.Errorf("%w: %q: write curated, or a number such as 500, 10k or 1M", errSize, size)
	}
	return n * unit, nil
}

// Run measures every size and writes the results, also those of a run that did not come to its end.
func (r *runner) Run(ctx context.Context) (err error) {
	for _, size := range r.Sizes {
		if _, err := actionsOf(size); err != nil {
			return err
		}
	}
	if len(r.operations()) < max(1, len(r.Operations)) {
		return fmt.Errorf("%w: of %v: there are action, timeline, actions, lineage, search", errOperation, r.Operations)
	}
	if r.self, err = os.Executable(); err != nil {
		return err
	}
	if r.Work == "" {
		if r.Work, err = os.MkdirTemp("", "regline-bench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(r.Work)) }()
	} else if err := os.MkdirAll(r.Work, 0o755); err != nil {
		return err
	}
	if r.all, err = r.begin(); err != nil {
		return err
	}
	for _, size := range r.Sizes {
		s, err := r.size(ctx, size)
		if err != nil {
			return fmt.Errorf("size %s: %w", size, err)
		}
		r.all.Sizes = append(r.all.Sizes, s)
		if err := r.all.write(r.Out); err != nil { // after each size: the next may take hours
			return err
		}
	}
	return nil
}

func (r *runner) begin() (result, error) {
	m, err := thisMachine(r.Peer, filepath.Dir(r.Neo4j))
	if err != nil {
		return result{}, err
	}
	out, err := exec.Command(r.Regline, "version").Output()
	if err != nil {
		return result{}, fmt.Errorf("%s version: %w", r.Regline, err)
	}
	first, _, _ := strings.Cut(string(out), "\n")
	m.Versions["regline"] = strings.TrimSpace(strings.TrimPrefix(first, "regline"))
	return result{
		Date: time.Now().UTC(), Command: "bench " + strings.Join(os.Args[1:], " "), Machine: m, Seed: r.Seed,
		Seconds: r.Seconds, Rounds: r.Rounds, Warm: r.Warm, Heap: r.Heap, PageCache: r.PageCache,
	}, nil
}

// say tells people how far it is.
func (r *runner) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, time.Now().Format(time.TimeOnly)+" "+format+"\n", args...)
}

// size measures one size from an empty database on.
func (r *runner) size(ctx context.Context, size string) (s sizeResult, err error) {
	s.Size = size
	actions, err := actionsOf(size)
	if err != nil {
		return s, err
	}
	var release []string
	if actions > 0 {
		file := filepath.Join(r.Work, fmt.Sprintf("release-%s-%d.jsonl.gz", size, r.Seed))
		if release, err = r.generate(ctx, actions, file); err != nil {
			return s, err
		}
	}
	db, err := startNeo4j(ctx, r.Neo4j, filepath.Join(r.Work, "neo4j-"+size), r.Heap, r.PageCache)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, db.stop()) }()
	r.say("%s: loading into Neo4j", size)
	began := time.Now()
	if s.LoadMemory, err = r.command(ctx, append([]string{"load", "--store", db.url}, release...)...); err != nil {
		return s, err
	}
	s.LoadSeconds = time.Since(began).Seconds()
	r.say("%s: indexes of the peers, parameters", size)
	d, err := prepare(ctx, db.url, r.Seed, !r.CostsOnly)
	if err != nil {
		return s, err
	}
	s.Actions = d.count
	memory := append([]string{r.Regline, "serve", "--listen", "127.0.0.1:0"}, release...)
	if free, err := memoryFree(); err != nil {
		return s, err
	} else if need := int64(d.count) * memoryPerAction; need > free {
		memory = nil
		s.NoMemory = fmt.Sprintf("regline in memory is left out: %d acts need about %d MiB, %d MiB are free beside the database", d.count, need>>20, free>>20)
		r.say("%s: %s", size, s.NoMemory)
	}
	systems, err := r.startSystems(ctx, db, memory)
	if err != nil {
		return s, err
	}
	defer stopAll(systems)
	return s, r.measure(ctx, &s, db, systems, d)
}

// operations are those that the run is about.
func (r *runner) operations() []operation {
	return slices.DeleteFunc(operations(), func(o operation) bool { return len(r.Operations) > 0 && !slices.Contains(r.Operations, o.Name) })
}

// generate makes a release unless its file is there.
func (r *runner) generate(ctx context.Context, actions int, file string) ([]string, error) {
	if _, err := os.Stat(file); err != nil {
		r.say("generating %d acts", actions)
		part := strings.TrimSuffix(file, ".jsonl.gz") + ".part.jsonl.gz"
		if _, err := r.command(ctx, "generate", "--actions", strconv.Itoa(actions), "--seed", strconv.FormatUint(r.Seed, 10), "--out", part); err != nil {
			return nil, err
		}
		if err := os.Rename(part, file); err != nil {
			return nil, err
		}
	}
	return []string{"--release", file}, nil
}

// command runs regline and tells how many bytes of memory it had at most.
func (r *runner) command(ctx context.Context, args ...string) (int64, error) {
	cmd := exec.CommandContext(ctx, r.Regline, args...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return 0, fmt.Errorf("%s %s: %w", r.Regline, strings.Join(args, " "), err)
	}
	usage, _ := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return usage.Maxrss << 10, nil
}

// measure compares, warms up, measures in turns, and looks where the time goes.
func (r *runner) measure(ctx context.Context, s *sizeResult, db *database, systems []system, d *drawn) error {
	c, err := firstCursor(systems[0])
	if err != nil {
		return err
	}
	ops := r.operations()
	all := make([][]*target, len(ops))
	items := make([]float64, len(ops))
	for i, op := range ops {
		r.say("%s: comparing the answers to %s", s.Size, op.Name)
		sets := op.sets(d)
		if all[i], items[i], err = targets(op, sets, systems, c); err != nil {
			return err
		}
		s.Operations = append(s.Operations, operationResult{Name: op.Name, Title: op.Title, Sets: len(sets), Items: items[i]})
	}
	if !r.CostsOnly {
		if err := r.compete(ctx, s, db, systems, ops, all); err != nil {
			return err
		}
	}
	r.say("%s: costs by size", s.Size)
	if s.Scale, s.Lineage, err = r.scale(ctx, s.Size, d, systems[0], ops, all, items); err != nil || r.CostsOnly {
		return err
	}
	r.say("%s: where the time goes", s.Size)
	s.Where, err = r.where(ctx, db, ops, all)
	return err
}

// compete measures the systems beside each other.
func (r *runner) compete(ctx context.Context, s *sizeResult, db *database, systems []system, ops []operation, all [][]*target) error {
	if err := r.warm(ctx, systems, all); err != nil {
		return err
	}
	for i := range ops {
		for _, connections := range r.Connections {
			r.say("%s: %s, %d connections", s.Size, ops[i].Name, connections)
			rows, err := r.turns(ctx, systems, all[i], connections, db.pid)
			if err != nil {
				return err
			}
			s.Operations[i].Rows = append(s.Operations[i].Rows, rows...)
		}
	}
	for _, sys := range systems {
		resident, err := residentOf(sys.pid)
		if err != nil {
			return err
		}
		s.Resident = append(s.Resident, residentResult{sys.name, resident})
	}
	return nil
}

// warm drives every server with all operations in turn.
func (r *runner) warm(ctx context.Context, systems []system, all [][]*target) error {
	for n, sys := range systems {
		r.say("warming up %s", sys.name)
		for i := range all {
			var c cell
			if err := all[i][n].drive(8, time.Duration(r.Warm*float64(time.Second))/time.Duration(len(all)), &c); err != nil {
				return err
			}
			if c.firstErr != nil {
				return fmt.Errorf("warming up %s: %w", sys.name, c.firstErr)
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// turns measures the systems one after the other, again and again, so that drift hits all alike.
func (r *runner) turns(ctx context.Context, systems []system, ts []*target, connections, database int) ([]row, error) {
	cells := make([]cell, len(systems))
	slice := time.Duration(r.Seconds * float64(time.Second) / float64(r.Rounds))
	for range r.Rounds {
		for i, t := range ts {
			if err := t.measured(connections, slice, database, &cells[i]); err != nil {
				return nil, fmt.Errorf("%s: %w", systems[i].name, err)
			}
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
	}
	rows := make([]row, len(systems))
	for i := range cells {
		rows[i] = row{System: systems[i].name, Connections: connections, figures: cells[i].figures()}
	}
	return rows, nil
}

func memoryFree() (int64, error) {
	b, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0, err
	}
	return kilobytes(b, "MemAvailable:")
}
