package neo4j

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Every row is in exactly one transaction, in order, under its own statement, and no transaction is larger than
// allowed unless a single row is.
func TestPack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		big := strings.Repeat("x", bytesAtOnce/3)
		var rows []any
		var statements []string
		for i := range rapid.IntRange(0, 12).Draw(t, "rows") {
			text := rapid.SampledFrom([]any{"", big, map[string]any{"a": big, "b": big}, []any{big, big, big, big}}).Draw(t, "row")
			rows = append(rows, []any{i, text})
			statements = append(statements, rapid.SampledFrom([]string{"A", "B"}).Draw(t, "statement"))
		}
		items := func(yield func(item, error) bool) {
			for i := range rows {
				if !yield(item{"", statements[i], rows[i]}, nil) {
					return
				}
			}
		}
		next := 0
		for jobs, err := range pack(items, rowsAtOnce) {
			if err != nil {
				t.Fatal(err)
			}
			size, count := 0, 0
			for i, j := range jobs {
				if i > 0 && jobs[i-1].statement == j.statement {
					t.Fatalf("statement %s is run twice in a row", j.statement)
				}
				for _, row := range j.rows {
					if j.statement != statements[next] || row.([]any)[0] != next {
						t.Fatalf("row %d is lost", next)
					}
					next, count = next+1, count+1
					size += sizeOf(row)
				}
			}
			if count == 0 || count > 1 && size > bytesAtOnce {
				t.Fatalf("a transaction of %d rows and %d bytes", count, size)
			}
		}
		if next != len(rows) {
			t.Fatalf("%d of %d rows", next, len(rows))
		}
	})
}

func TestPackManyRows(t *testing.T) {
	var sizes []int
	for jobs := range pack(rowsFor("", "A", make([]any, 2*rowsAtOnce+1)), rowsAtOnce) {
		sizes = append(sizes, len(jobs[0].rows))
	}
	if want := fmt.Sprint([]int{rowsAtOnce, rowsAtOnce, 1}); fmt.Sprint(sizes) != want {
		t.Errorf("got %v, want %v", sizes, want)
	}
}

func TestPackEndsWithAnError(t *testing.T) {
	broken := errors.New("broken")
	var got error
	for jobs, err := range pack(func(yield func(item, error) bool) {
		_ = yield(item{"", "A", 1}, nil) && yield(item{}, broken)
	}, rowsAtOnce) {
		if jobs != nil {
			t.Errorf("wrote %v", jobs)
		}
		got = err
	}
	if !errors.Is(got, broken) {
		t.Errorf("error %v", got)
	}
}
