package compile_test

import (
	"testing"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/generate"
)

// BenchmarkCompile compiles blocks of generated acts, each with the world that they share. Time and memory are to grow
// with the claims: a block of four times as many acts gives about as many claims a second.
func BenchmarkCompile(b *testing.B) {
	for _, size := range []struct {
		name string
		acts int
	}{{"250 acts", 250}, {"1000 acts", 1000}} {
		b.Run(size.name, func(b *testing.B) {
			in := generate.Input(size.acts, 1, 0)
			b.ReportAllocs()
			for b.Loop() {
				if content, problems := compile.Compile(in, 1, false, nil); content == nil {
					b.Fatal(problems[0])
				}
			}
			b.ReportMetric(float64(b.N*len(in.Assertions))/b.Elapsed().Seconds(), "claims/s")
		})
	}
}
