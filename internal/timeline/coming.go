package timeline

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/regline/regline/internal/edtf"
)

// Coming lists the dates after a day (that day excluded) on which the restrictions change, and the other deadlines of
// their acts, the earliest first. A date of which only a span is known counts if some day of the span does.
func (r *Reader) Coming(ctx context.Context, restrictions []*Restriction, after edtf.Day) ([]*Deadline, error) {
	return r.coming(ctx, restrictions, after, nil, nil)
}

func (r *Reader) coming(ctx context.Context, restrictions []*Restriction, after edtf.Day, until *edtf.Day, loc *time.Location) ([]*Deadline, error) {
	causes := make(map[ID]*Deadline)
	owners := make(map[ID][]*Restriction)
	for _, x := range restrictions {
		owners[x.OwnerID] = append(owners[x.OwnerID], x)
		for _, c := range x.turns() {
			d := causes[c.CauseID]
			if d == nil {
				d = &Deadline{When: c.When}
				causes[c.CauseID] = d
			}
			if !slices.Contains(d.Restrictions, x) {
				d.Restrictions = append(d.Restrictions, x)
			}
		}
	}
	if err := r.deadlineNodes(ctx, causes, owners); err != nil {
		return nil, err
	}
	out := []*Deadline{}
	for _, d := range causes {
		if mayComeWithin(d.When.Date, after, until) {
			d.tell(loc)
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b *Deadline) int {
		return cmp.Or(cmp.Compare(firstDay(a.When), firstDay(b.When)), cmp.Compare(a.Cause.Base().ID, b.Cause.Base().ID))
	})
	return out, nil
}

// StateOn judges the restriction on a day, for whomever it binds, and says why in words.
func (r *Restriction) StateOn(on edtf.Day) (Verdict, []string) {
	verdict, reasons, _ := stateOn(on, r)
	return verdict, reasons
}
