package neo4j

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/regline/regline/internal/timeline"
)

// recordWidth is the number of recordColumns, and of nodeColumns.
const recordWidth = 6

func (s *Store) recordOf(row []any) (*timeline.Record, error) {
	c := column{row: row}
	var texts recordTexts
	for i := range texts {
		texts[i] = c.text(i)
	}
	if c.err != nil {
		return nil, c.err
	}
	return s.records.of(texts)
}

// foundRecords are records by ID.
type foundRecords map[timeline.ID]*timeline.Record

func (v *view) recordsByID(value any) (foundRecords, error) {
	rows, err := rowsOf(value, recordWidth)
	if err != nil {
		return nil, fmt.Errorf("records: %w", err)
	}
	found := make(foundRecords, len(rows))
	for _, row := range rows {
		r, err := v.store.recordOf(row)
		if err != nil {
			return nil, err
		}
		found[r.ID] = r
	}
	return found, nil
}

// all gives the records of the IDs that edges lead to, in their order.
func (f foundRecords) all(ids []timeline.ID) ([]*timeline.Record, error) {
	var out []*timeline.Record
	for _, id := range ids {
		r := f[id]
		if r == nil {
			return nil, fmt.Errorf("%w: an edge to %s, which has no record", errForeign, id)
		}
		out = append(out, r)
	}
	return out, nil
}

// some gives the records of the IDs by position, nil for the missing, which make a *NotFoundError.
func (f foundRecords) some(ids []timeline.ID) ([]*timeline.Record, error) {
	out := make([]*timeline.Record, len(ids))
	var missing []timeline.ID
	for i, id := range ids {
		out[i] = f[id]
		if out[i] == nil && !slices.Contains(missing, id) {
			missing = append(missing, id)
		}
	}
	if missing != nil {
		return out, &timeline.NotFoundError{IDs: missing}
	}
	return out, nil
}

// recordTexts are the columns of a record, by position.
type recordTexts [recordWidth]string

func decodeRecord(texts recordTexts) (*timeline.Record, error) {
	r := &timeline.Record{ID: timeline.ID(texts[0]), Kind: timeline.Kind(texts[1]), Digest: texts[2]}
	n, err := timeline.DecodeNode(r.Kind, []byte(texts[3]))
	if err != nil {
		return nil, fmt.Errorf("%w: record %s: %w", errForeign, r.ID, err)
	}
	r.Node = n
	if texts[4] == "" {
		return r, nil // by nodeColumns
	}
	r.Places, r.Facets, err = placesOf(texts[4], texts[5])
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID, err)
	}
	return r, nil
}

func placesOf(places, facets string) (ps []timeline.Place, fs []timeline.Facet, err error) {
	if err := json.Unmarshal([]byte(places), &ps); err != nil {
		return nil, nil, fmt.Errorf("%w: places: %w", errForeign, err)
	}
	if err := json.Unmarshal([]byte(facets), &fs); err != nil {
		return nil, nil, fmt.Errorf("%w: facets: %w", errForeign, err)
	}
	return ps, fs, nil
}

// edgeTexts are the digest and the body of an edge.
type edgeTexts [2]string

func decodeEdge(texts edgeTexts) (e timeline.Edge, err error) {
	if err := json.Unmarshal([]byte(texts[1]), &e); err != nil {
		return e, fmt.Errorf("%w: an edge: %w", errForeign, err)
	}
	e.Digest = texts[0]
	return e, nil
}
