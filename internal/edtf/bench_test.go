package edtf_test

import (
	"testing"

	"github.com/regline/regline/internal/edtf"
)

var benchmarked = []string{"2017-09", "2018", "201X", "2024-05~", "2017-10/2018-01", "2019-05-16/..", "2024-09-29T00:00-04:00"}

func TestParseAllocatesNothing(t *testing.T) {
	for _, text := range append([]string{"2017-09-13"}, benchmarked...) {
		allocs := testing.AllocsPerRun(100, func() {
			if _, err := edtf.Parse(text); err != nil {
				t.Fatal(err)
			}
		})
		if allocs != 0 {
			t.Errorf("Parse(%q) allocates %v times", text, allocs)
		}
	}
	allocs := testing.AllocsPerRun(100, func() {
		if _, err := edtf.ParseDay("2017-09-13"); err != nil {
			t.Fatal(err)
		}
	})
	if allocs != 0 {
		t.Errorf("ParseDay allocates %v times", allocs)
	}
}

func BenchmarkParseDay(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := edtf.Parse("2017-09-13"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for _, text := range benchmarked {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := edtf.Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCompare(b *testing.B) {
	x, y := edtf.MustParse("2017-10/2018-01"), edtf.MustParse("2018-02")
	b.ReportAllocs()
	for b.Loop() {
		if edtf.Compare(x, y) != edtf.Before {
			b.Fatal("not before")
		}
	}
}

func BenchmarkDayString(b *testing.B) {
	d := day("2017-09-13")
	b.ReportAllocs()
	for b.Loop() {
		if d.String() != "2017-09-13" {
			b.Fatal(d)
		}
	}
}
