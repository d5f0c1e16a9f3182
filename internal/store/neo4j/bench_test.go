package neo4j

import (
	"context"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/releasefile"
	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

func BenchmarkStore(b *testing.B) {
	server(b)
	storetest.Bench(b, func(b *testing.B) timeline.Store { return empty(b) })
}

// BenchmarkLoad compares a first load with the bare driver, which writes the same rows by the same statements in
// transactions of the same size, without lease, checks and the means to undo. Only writing counts for the bare driver,
// not the preparation of its rows. Both write to an emptied database, after a load that warms the server up.
//
// REGLINE_BENCH_RELEASE names a release file to load; without it REGLINE_BENCH_ACTIONS is the number of acts of a
// made-up one: 1000.
func BenchmarkLoad(b *testing.B) {
	server(b)
	stream := benchStream(b)
	s := empty(b)
	warm := storetest.BenchContent(b, 1, 2000)
	storetest.Apply(b, s, warm)
	var bare, apply load
	b.Run("Bare", func(b *testing.B) {
		bare = load{}
		for b.Loop() {
			b.StopTimer()
			benchWipe(b, s)
			bare.bare(b, s, stream())
			b.StartTimer()
		}
		bare.report(b)
	})
	b.Run("Apply", func(b *testing.B) {
		apply = load{}
		for b.Loop() {
			b.StopTimer()
			benchWipe(b, s)
			r := stream()
			b.StartTimer()
			began := time.Now()
			if err := s.Apply(context.Background(), r.Release, r.Deltas); err != nil {
				b.Fatal(err)
			}
			apply.took += time.Since(began)
			apply.loads++
		}
		apply.rows = bare.rows / max(bare.loads, 1) * apply.loads
		apply.report(b)
		if bare.loads > 0 {
			b.ReportMetric(apply.seconds()/bare.seconds(), "of-bare")
		}
	})
}

// load adds up loads of one kind.
type load struct {
	rows, loads int
	took        time.Duration
}

func (l *load) seconds() float64 { return l.took.Seconds() / float64(max(l.loads, 1)) }

func (l *load) report(b *testing.B) {
	b.ReportMetric(float64(l.rows)/float64(max(l.loads, 1)), "rows/load")
	b.ReportMetric(float64(l.rows)/l.took.Seconds(), "rows/s")
}

// bare writes what a first Apply would write.
func (l *load) bare(b *testing.B, s *Store, r timeline.Stream) {
	ctx := context.Background()
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite, DatabaseName: s.config.Database})
	defer func() { _ = session.Close(ctx) }()
	a := &application{store: s, next: r.Release}
	params := a.params()
	err := (&preparation{application: a, ctx: ctx}).run(r.Deltas, func(batch *batch) error {
		b.StartTimer()
		began := time.Now()
		defer func() {
			l.took += time.Since(began)
			b.StopTimer()
		}()
		_, err := session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
			for _, j := range batch.jobs {
				if j.phase == phaseBegin || j.phase == phaseKeys {
					continue
				}
				l.rows += len(j.rows)
				result, err := tx.Run(ctx, j.text, map[string]any{"rows": j.rows, "next": params["next"], "open": open})
				if err != nil {
					return nil, err
				}
				if _, err := result.Consume(ctx); err != nil {
					return nil, err
				}
			}
			return nil, nil
		})
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	l.loads++
}

func benchWipe(b *testing.B, s *Store) {
	b.Helper()
	if err := s.Wipe(context.Background()); err != nil {
		b.Fatal(err)
	}
}

// benchStream gives what begins the release to be loaded anew.
func benchStream(b *testing.B) func() timeline.Stream {
	b.Helper()
	name := os.Getenv("REGLINE_BENCH_RELEASE")
	if name == "" {
		n, err := strconv.Atoi(os.Getenv("REGLINE_BENCH_ACTIONS"))
		if err != nil || n < 1 {
			n = 1000
		}
		return storetest.BenchContent(b, 1, n).Stream
	}
	return func() timeline.Stream {
		r, err := releasefile.Open(name)
		if err != nil {
			b.Fatal(err)
		}
		return r
	}
}
