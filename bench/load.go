package main

import (
	"errors"
	"fmt"
	"sync"
	"time"
)

var errLength = errors.New("an answer of another length than the compared one")

// target is one system with its requests for one operation, and the length of the compared answer to each.
type target struct {
	address  string
	pid      int
	requests [][]byte
	lengths  []int
}

// drive asks the target in a closed loop: each connection sends the next request when it has the answer to the last.
// Parameters are taken in turn, each connection beginning at another place.
func (t *target) drive(connections int, span time.Duration, into *cell) error {
	clients := make([]*client, connections)
	for i := range clients {
		c, err := dial(t.address)
		if err != nil {
			return err
		}
		defer c.close()
		clients[i] = c
	}
	parts := make([]cell, connections)
	var all sync.WaitGroup
	begin := time.Now()
	for i, c := range clients {
		all.Go(func() { t.loop(c, i*len(t.requests)/connections, begin.Add(span), &parts[i]) })
	}
	all.Wait()
	into.elapsed += time.Since(begin)
	for _, p := range parts {
		into.requests += p.requests
		into.errors += p.errors
		into.bytes += p.bytes
		into.latencies = append(into.latencies, p.latencies...)
		if into.firstErr == nil {
			into.firstErr = p.firstErr
		}
	}
	return nil
}

// loop ends at the first error: the connection may be out of step.
func (t *target) loop(c *client, from int, end time.Time, into *cell) {
	for i := from; ; i++ {
		n := i % len(t.requests)
		sent := time.Now()
		if !sent.Before(end) {
			return
		}
		body, err := c.do(t.requests[n])
		took := time.Since(sent)
		if err == nil && len(body) != t.lengths[n] {
			err = fmt.Errorf("%w: %d bytes for %d: %.200s", errLength, len(body), t.lengths[n], body)
		}
		if err != nil {
			into.errors++
			into.firstErr = err
			return
		}
		into.requests++
		into.bytes += int64(len(body))
		into.latencies = append(into.latencies, took)
	}
}

// measured is drive with the processor time of the server and of the database.
func (t *target) measured(connections int, span time.Duration, database int, into *cell) error {
	before, err := cpus(t.pid, database)
	if err != nil {
		return err
	}
	if err := t.drive(connections, span, into); err != nil {
		return err
	}
	after, err := cpus(t.pid, database)
	if err != nil {
		return err
	}
	into.server += after[0] - before[0]
	into.database += after[1] - before[1]
	return nil
}

func cpus(pids ...int) ([]time.Duration, error) {
	out := make([]time.Duration, len(pids))
	for i, pid := range pids {
		d, err := cpuOf(pid)
		if err != nil {
			return nil, err
		}
		out[i] = d
	}
	return out, nil
}
