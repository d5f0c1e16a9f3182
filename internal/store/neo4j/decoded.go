package neo4j

import (
	"encoding/json"
	"sync"

	"github.com/regline/regline/internal/timeline"
)

// decodedBytes bounds one generation of decoded records, by the length of the texts that they were decoded from.
// BenchmarkDecodedFull measures what two generations take.
const decodedBytes = 16 << 20

// decoded keeps records by the texts that they were decoded from. Decoding is most of the work of reading, and what is
// read at all is read often. The key is all that the record is made of, so nothing in it can be stale. There are two
// generations: a record that is not asked for while the younger fills up is forgotten.
type decoded struct {
	mu         sync.Mutex
	young, old map[recordTexts]*timeline.Record
	size, most int
}

// recordTexts are the columns of a record, by position.
type recordTexts [recordWidth]string

func newDecoded(most int) *decoded {
	return &decoded{young: make(map[recordTexts]*timeline.Record), most: most}
}

// record gives the record of the texts. It is shared and must not be changed.
func (d *decoded) record(texts recordTexts) (*timeline.Record, error) {
	if r := d.get(texts); r != nil {
		return r, nil
	}
	r, err := decodeRecord(texts)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.put(texts, r)
	return r, nil
}

func (d *decoded) get(texts recordTexts) *timeline.Record {
	d.mu.Lock()
	defer d.mu.Unlock()
	if r := d.young[texts]; r != nil {
		return r
	}
	r := d.old[texts]
	if r != nil {
		d.put(texts, r)
	}
	return r
}

func (d *decoded) put(texts recordTexts, r *timeline.Record) {
	if _, held := d.young[texts]; held {
		return
	}
	length := 0
	for _, t := range texts {
		length += len(t)
	}
	if length > d.most {
		return
	}
	if d.size+length > d.most {
		d.old, d.young, d.size = d.young, make(map[recordTexts]*timeline.Record), 0
	}
	d.young[texts] = r
	d.size += length
}

// releaseText is the last release that was opened, with the text that it was decoded from.
type releaseText struct {
	body    string
	release timeline.Release
}

// releaseOf decodes a release, unless it is the one that was opened last.
func (s *Store) releaseOf(body string) (timeline.Release, error) {
	if last := s.opened.Load(); last != nil && last.body == body {
		return last.release, nil
	}
	r := &releaseText{body: body}
	if err := json.Unmarshal([]byte(body), &r.release); err != nil {
		return timeline.Release{}, err
	}
	s.opened.Store(r)
	return r.release, nil
}
