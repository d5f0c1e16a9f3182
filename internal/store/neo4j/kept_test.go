package neo4j

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// BenchmarkKeptFull fills what a store keeps with small acts and edges, which take the most memory for their length, and
// reports the heap that each part takes when it is full.
func BenchmarkKeptFull(b *testing.B) {
	content := storetest.BenchContent(b, 1, 1000)
	record := func(i int) recordTexts {
		row, err := versionRow(content.Records[i%len(content.Records)])
		if err != nil {
			b.Fatal(err)
		}
		texts := recordTexts(row[:recordWidth])
		texts[2] = fmt.Sprint(i)
		texts[4], texts[5] = "", "" // as nodeColumns
		for i := range texts {      // as the driver gives them: each text for itself
			texts[i] = strings.Clone(texts[i])
		}
		return texts
	}
	b.Run("records", func(b *testing.B) {
		for b.Loop() {
			d := newDecoded(recordBytes, decodeRecord)
			fill(b, d.kept, func(i int) error { _, err := d.of(record(i)); return err })
		}
	})
	b.Run("edges", func(b *testing.B) {
		for b.Loop() {
			d := newDecoded(edgeBytes, decodeEdge)
			fill(b, d.kept, func(i int) error {
				body, err := json.Marshal(content.Edges[i%len(content.Edges)])
				if err != nil {
					return err
				}
				_, err = d.of(edgeTexts{fmt.Sprint(i), string(body)})
				return err
			})
		}
	})
	b.Run("answers", func(b *testing.B) {
		for b.Loop() {
			answers := newKept[question, any](answerBytes)
			fill(b, answers, func(i int) error {
				texts := record(i)
				r, err := decodeRecord(texts)
				row := make([]any, len(texts))
				for i, t := range texts {
					row[i] = t
				}
				answers.put(sha256.Sum256([]byte(texts[2])), foundRecords{timeline.ID(texts[0]): r}, weight([]any{row}))
				return err
			})
		}
	})
}

// fill adds until both generations are full.
func fill[K comparable, V any](b *testing.B, k *kept[K, V], add func(i int) error) {
	before := heap()
	for i := 0; k.old == nil || k.size < k.most*99/100; i++ {
		if err := add(i); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(heap()-before)/(1<<20), "MiB-held")
	runtime.KeepAlive(k)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
