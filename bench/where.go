package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"time"

	"github.com/google/pprof/profile"

	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/store/neo4j"
)

// whereTime is where the time of one operation goes in regline on Neo4j, at one connection. Times are microseconds a
// request.
type whereTime struct {
	Operation string  `json:"operation"`
	Requests  int     `json:"requests"`
	Wall      float64 `json:"wall_us"`
	// Waiting is the part of Wall in which at least one call of the store runs, less what the process itself spends in
	// it: the database, the way there and back.
	Waiting  float64            `json:"waiting_us"`
	Database float64            `json:"database_cpu_us"`
	CPU      map[string]float64 `json:"cpu_us"`
	Packages map[string]float64 `json:"packages_us"`
	// Calls of the store a request, by method.
	Calls       map[string]float64 `json:"store_calls"`
	Allocations float64            `json:"allocations"`
	Allocated   float64            `json:"allocated_bytes"`
}

// where serves regline's handler in this process, with the wiring of the command, and profiles it under one connection.
func (r *runner) where(ctx context.Context, db *database, ops []operation, all [][]*target) (out []whereTime, err error) {
	store, err := neo4j.Open(ctx, neo4j.Config{URL: db.url})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	m := &meter{calls: make(map[string]int)}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: graph.NewHandler(graph.Options{Store: meteredStore{store, m}}), ReadHeaderTimeout: answerTimeout}
	go func() { _ = server.Serve(listener) }()
	defer func() { _ = server.Close() }()
	for i, op := range ops {
		t := *all[i][0] // those of regline on Neo4j
		t.address, t.pid = listener.Addr().String(), os.Getpid()
		file := filepath.Join(r.Work, "where-"+op.Name+".pprof")
		w, err := t.where(m, db.pid, time.Duration(r.ProfileSeconds*float64(time.Second)), file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", op.Name, err)
		}
		w.Operation = op.Name
		out = append(out, w)
	}
	return out, nil
}

// where profiles the target, which is served by this process, and keeps the profile in a file.
func (t *target) where(m *meter, database int, span time.Duration, file string) (whereTime, error) {
	var warm, c cell
	if err := t.drive(1, span/2, &warm); err != nil {
		return whereTime{}, err
	}
	m.take()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var raw bytes.Buffer
	if err := pprof.StartCPUProfile(&raw); err != nil {
		return whereTime{}, err
	}
	err := t.measured(1, span, database, &c)
	pprof.StopCPUProfile()
	runtime.ReadMemStats(&after)
	calls, busy := m.take()
	if err = errors.Join(err, c.firstErr); err != nil {
		return whereTime{}, err
	}
	if err := os.WriteFile(file, raw.Bytes(), 0o644); err != nil {
		return whereTime{}, err
	}
	p, err := profile.Parse(&raw)
	if err != nil {
		return whereTime{}, fmt.Errorf("reading the profile: %w", err)
	}
	n := float64(c.requests)
	micros := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 / n }
	w := whereTime{
		Requests: c.requests, Wall: micros(c.elapsed), Database: micros(c.database),
		CPU: make(map[string]float64), Packages: make(map[string]float64), Calls: make(map[string]float64),
		Allocations: float64(after.Mallocs-before.Mallocs) / n, Allocated: float64(after.TotalAlloc-before.TotalAlloc) / n,
	}
	parts, packages := shareOut(p)
	for _, name := range shares {
		w.CPU[name] = micros(time.Duration(parts[name]))
	}
	for _, name := range greatest(packages, 12) {
		w.Packages[name] = micros(time.Duration(packages[name]))
	}
	for name, count := range calls {
		w.Calls[name] = float64(count) / n
	}
	w.Waiting = max(0, micros(busy)-w.CPU[shareDriver]-w.CPU[shareDecode])
	return w, nil
}
