package generate

import (
	"bytes"
	"testing"
	"time"
)

func TestQuick(t *testing.T) {
	for _, n := range []int{1, 1000, 2500} {
		var b bytes.Buffer
		at := time.Now()
		r, err := Write(t.Context(), &b, Options{Actions: n, Seed: 1})
		t.Log(n, r.Coverage, b.Len(), err, time.Since(at))
	}
}
