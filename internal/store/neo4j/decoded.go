package neo4j

// Bounds of one generation of decoded records and edges, by the length of the texts that they were decoded from.
// BenchmarkKeptFull measures what two generations take.
const (
	recordBytes = 16 << 20
	edgeBytes   = 8 << 20
)

// decoded keeps what was decoded by the texts that it was decoded from. Decoding is most of the work of reading, and what
// is read at all is read often. The key is all that the value is made of, so nothing in it can be stale.
type decoded[T recordTexts | edgeTexts, V any] struct {
	*kept[T, V]
	decode func(T) (V, error)
}

func newDecoded[T recordTexts | edgeTexts, V any](most int, decode func(T) (V, error)) decoded[T, V] {
	return decoded[T, V]{newKept[T, V](most), decode}
}

// of gives what the texts say. It is shared and must not be changed.
func (d decoded[T, V]) of(texts T) (V, error) {
	v, held := d.get(texts)
	if held {
		return v, nil
	}
	v, err := d.decode(texts)
	if err != nil {
		return v, err
	}
	weight := 0
	for i := range len(texts) {
		weight += len(texts[i])
	}
	d.put(texts, v, weight)
	return v, nil
}
