package neo4j

import (
	"encoding/json"
	"sync"

	"github.com/regline/regline/internal/timeline"
)

// Bounds of one generation of decoded records and edges, by the length of the texts that they were decoded from.
// BenchmarkDecodedFull measures what two generations take.
const (
	recordBytes = 16 << 20
	edgeBytes   = 8 << 20
)

// decoded keeps what was decoded by the texts that it was decoded from. Decoding is most of the work of reading, and what
// is read at all is read often. The key is all that the value is made of, so nothing in it can be stale. There are two
// generations: a value that is not asked for while the younger fills up is forgotten.
type decoded[T texted, V any] struct {
	decode     func(T) (V, error)
	mu         sync.Mutex
	young, old map[T]V
	size, most int
}

// texted are texts by position.
type texted interface {
	recordTexts | edgeTexts
}

func newDecoded[T texted, V any](most int, decode func(T) (V, error)) *decoded[T, V] {
	return &decoded[T, V]{decode: decode, young: make(map[T]V), most: most}
}

// get gives what the texts say. It is shared and must not be changed.
func (d *decoded[T, V]) get(texts T) (V, error) {
	v, held := d.held(texts)
	if held {
		return v, nil
	}
	v, err := d.decode(texts)
	if err != nil {
		return v, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.put(texts, v)
	return v, nil
}

func (d *decoded[T, V]) held(texts T) (V, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v, held := d.young[texts]
	if held {
		return v, true
	}
	if v, held = d.old[texts]; held {
		d.put(texts, v)
	}
	return v, held
}

func (d *decoded[T, V]) put(texts T, v V) {
	if _, held := d.young[texts]; held {
		return
	}
	length := 0
	for i := range len(texts) {
		length += len(texts[i])
	}
	if length > d.most {
		return
	}
	if d.size+length > d.most {
		d.old, d.young, d.size = d.young, make(map[T]V), 0
	}
	d.young[texts] = v
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
