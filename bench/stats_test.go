package main

import (
	"errors"
	"testing"
	"time"
)

func TestPercentile(t *testing.T) {
	ms := func(ns ...int) []time.Duration {
		out := make([]time.Duration, len(ns))
		for i, n := range ns {
			out[i] = time.Duration(n) * time.Millisecond
		}
		return out
	}
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(i+1) * time.Millisecond
	}
	for _, tt := range []struct {
		name   string
		sorted []time.Duration
		p      float64
		want   time.Duration
	}{
		{"of none", nil, 50, 0},
		{"of one", ms(7), 99, 7 * time.Millisecond},
		{"the middle of an even number is the lower", ms(1, 2, 3, 4), 50, 2 * time.Millisecond},
		{"the middle of an odd number", ms(1, 2, 3), 50, 2 * time.Millisecond},
		{"no value between two", ms(1, 1000), 75, 1000 * time.Millisecond},
		{"the 99th of a hundred is not the greatest", hundred, 99, 99 * time.Millisecond},
		{"the 99th of fewer is the greatest", hundred[:99], 99, 99 * time.Millisecond},
		{"all", hundred, 100, 100 * time.Millisecond},
		{"none", hundred, 0, time.Millisecond},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := percentile(tt.sorted, tt.p); got != tt.want {
				t.Errorf("percentile %g of %d values is %s, not %s", tt.p, len(tt.sorted), got, tt.want)
			}
		})
	}
}

func TestFigures(t *testing.T) {
	c := cell{
		requests: 4, bytes: 400, elapsed: 2 * time.Second, server: 8 * time.Millisecond, database: 20 * time.Millisecond,
		latencies: []time.Duration{4 * time.Millisecond, time.Millisecond, 3 * time.Millisecond, 2 * time.Millisecond},
	}
	want := figures{Requests: 4, Throughput: 2, P50: 2, P99: 4, ServerCPU: 2, DatabaseCPU: 5, Bytes: 100}
	if got := c.figures(); got != want {
		t.Errorf("figures are %+v, not %+v", got, want)
	}
	c.errors, c.firstErr = 1, errors.New("refused")
	if got, want := c.figures(), (figures{Requests: 4, Errors: 1, Error: "refused"}); got != want {
		t.Errorf("with an error figures are %+v, not %+v: an error voids them", got, want)
	}
}
