package neo4j

import (
	"github.com/regline/regline/internal/timeline"
)

// inquire asks a statement about rows and gives the rows of its answer. Before the first release there is nothing to be
// found, and nothing is asked.
func (p *preparation) inquire(statement string, rows []any, width int) ([][]any, error) {
	if p.first() || len(rows) == 0 {
		return nil, nil
	}
	params := map[string]any{"r": p.base.revision, "rows": rows}
	values, err := p.store.read(p.ctx, "reading the former release", statement, params)
	if err != nil {
		return nil, err
	}
	return rowsOf(values[0], width)
}

// formerRecords gives the postings of those records, of the changed ones, that the head holds.
func (p *preparation) formerRecords() (map[timeline.ID][]posting, error) {
	ids := make([]any, len(p.records))
	for i, c := range p.records {
		ids[i] = string(c.id)
	}
	rows, err := p.inquire(readFormerRecords, ids, 3)
	if err != nil {
		return nil, err
	}
	held := make(map[timeline.ID][]posting, len(rows))
	for _, row := range rows {
		c := column{row: row}
		id, placesText, facetsText := timeline.ID(c.text(0)), c.text(1), c.text(2)
		if c.err != nil {
			return nil, c.err
		}
		places, facets, err := placesOf(placesText, facetsText)
		if err != nil {
			return nil, err
		}
		held[id] = postings(id, places, facets)
	}
	return held, nil
}

// formerEdges says which of the changed edges the head holds.
func (p *preparation) formerEdges() (map[edgeKey]bool, error) {
	byType := make(map[string][]any)
	for _, c := range p.edges {
		s := p.store.drawing.byRelation[c.key.rel]
		byType[s.Type] = append(byType[s.Type], s.row(c.key))
	}
	held := make(map[edgeKey]bool)
	for typ, rows := range byType {
		found, err := p.inquire(readFormerEdges(typ), rows, 2)
		if err != nil {
			return nil, err
		}
		for _, row := range found {
			k, err := p.store.drawing.byType[typ].key(row)
			if err != nil {
				return nil, err
			}
			held[k] = true
		}
	}
	return held, nil
}

// row gives the ends of an edge as they are drawn.
func (s stroke) row(k edgeKey) []string {
	if s.Backwards {
		return []string{string(k.to), string(k.from)}
	}
	return []string{string(k.from), string(k.to)}
}

// key reads an edge from the ends of its relationship.
func (s stroke) key(row []any) (edgeKey, error) {
	c := column{row: row}
	k := edgeKey{timeline.ID(c.text(0)), s.Relation, timeline.ID(c.text(1))}
	if s.Backwards {
		k.from, k.to = k.to, k.from
	}
	return k, c.err
}
