package timeline

import (
	"context"
	"fmt"

	"github.com/regline/regline/internal/edtf"
)

// Covered says what an answer was looked up in, and how fresh that is. Absence of data is not absence of law.
type Covered struct {
	Counts Coverage
	// Known is the day of the release, nil for a draft.
	Known *edtf.Day

	reader *Reader
}

// Covered tells what the release holds.
func (r *Reader) Covered() *Covered {
	rel := r.Release()
	return &Covered{Counts: rel.Coverage, Known: rel.Known, reader: r}
}

// Actions counts the acts.
func (c *Covered) Actions(ctx context.Context) (int, error) {
	return c.reader.view.Count(ctx, IndexActions, nil, Range{})
}

// Vendors counts the vendors.
func (c *Covered) Vendors(ctx context.Context) (int, error) {
	return c.reader.view.Count(ctx, IndexVendors, nil, Range{})
}

// Lists gives the official lists, each with what the data holds of it and the day of the last comparison.
func (c *Covered) Lists(ctx context.Context) ([]*OfficialList, error) {
	records, err := c.reader.all(ctx, IndexLists, nil, maxRows)
	if err != nil {
		return nil, err
	}
	out := []*OfficialList{}
	for _, n := range c.reader.admit(records) {
		if l, ok := n.(*OfficialList); ok {
			out = append(out, l)
		}
	}
	return out, nil
}

// words tells what is covered in one sentence, as far as the store answers.
func (c *Covered) words(ctx context.Context) string {
	acts, err := c.Actions(ctx)
	if err != nil {
		return ""
	}
	vendors, err := c.Vendors(ctx)
	if err != nil {
		return ""
	}
	lists, err := c.Lists(ctx)
	if err != nil {
		return ""
	}
	s := fmt.Sprintf("the data covers %d acts and %d vendors", acts, vendors)
	for _, l := range lists {
		if l.Checked != nil {
			s += fmt.Sprintf(", %s as compared on %s", l.ID, l.Checked.Date)
		}
	}
	return s
}
