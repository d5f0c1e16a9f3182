package main

import (
	"math"
	"slices"
	"time"
)

// percentile gives the value that p per cent of the values do not exceed, by the nearest rank: a value that occurred,
// never one between two. Values must be sorted; of none it is zero.
func percentile(sorted []time.Duration, p float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	rank := int(math.Ceil(p / 100 * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1]
}

// cell is what one system did with one operation at one number of connections, all rounds together.
type cell struct {
	requests  int
	errors    int
	firstErr  error
	bytes     int64
	elapsed   time.Duration
	latencies []time.Duration
	// server and database are processor time.
	server, database time.Duration
}

// figures of a cell as they are reported. CPU is in milliseconds a request.
type figures struct {
	Requests    int     `json:"requests"`
	Errors      int     `json:"errors"`
	Error       string  `json:"error,omitempty"`
	Throughput  float64 `json:"requests_per_second"`
	P50         float64 `json:"p50_ms"`
	P99         float64 `json:"p99_ms"`
	ServerCPU   float64 `json:"server_cpu_ms"`
	DatabaseCPU float64 `json:"database_cpu_ms"`
	Bytes       float64 `json:"bytes"`
}

func (c *cell) figures() figures {
	f := figures{Requests: c.requests, Errors: c.errors}
	if c.firstErr != nil {
		f.Error = c.firstErr.Error()
	}
	if c.requests == 0 || c.errors > 0 {
		return f // an error voids the row
	}
	n := float64(c.requests)
	slices.Sort(c.latencies)
	f.Throughput = n / c.elapsed.Seconds()
	f.P50, f.P99 = milliseconds(percentile(c.latencies, 50)), milliseconds(percentile(c.latencies, 99))
	f.ServerCPU, f.DatabaseCPU = milliseconds(c.server)/n, milliseconds(c.database)/n
	f.Bytes = float64(c.bytes) / n
	return f
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
