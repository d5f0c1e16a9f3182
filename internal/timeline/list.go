package timeline

import (
	"context"

	"github.com/regline/regline/internal/edtf"
)

// OfficialList is a list that an agency keeps by law, such as the Entity List.
type OfficialList struct {
	Common
	Citations []string `json:"citations,omitempty"`
	URL       string   `json:"url,omitempty"`
	// Covered says what of the list the data holds; Checked the day it was last compared with the list.
	Covered string `json:"covered,omitempty"`
	Checked *When  `json:"checked,omitempty"`
}

// ListEntry is a row of an official list.
type ListEntry struct {
	Common
	ListID ID `json:"list"`
	// Wordings in the order of the days of the copies that gave them; those without a day first.
	Wordings []Wording `json:"wordings,omitempty"`
	Listed   *When     `json:"listed,omitempty"`
	// Delisted is nil while the row stands.
	Delisted *When `json:"delisted,omitempty"`
}

// Wording is the text of a row as one copy of its list gave it.
type Wording struct {
	Text string `json:"text"`
	// AsOf is the day of the copy, nil where unknown. It is no date of law.
	AsOf    *When `json:"as_of,omitempty"`
	ClaimID ID    `json:"claim"`
}

// Wording gives the latest words of the row, empty where none are held.
func (e *ListEntry) Wording() string {
	if n := len(e.Wordings); n > 0 {
		return e.Wordings[n-1].Text
	}
	return ""
}

// Keepers gives the agencies that keep the list.
func (l *OfficialList) Keepers(ctx context.Context) ([]*Link, error) {
	return l.linksBy(ctx, Outgoing, KeptBy)
}

// Entries gives the rows of the list that the data holds.
func (l *OfficialList) Entries(ctx context.Context, first *int, after *string, last *int, before *string) (*ListEntryConnection, error) {
	return pageLinked[*ListEntry](ctx, &l.Common, Paging{first, last, after, before}, Incoming, OnList)
}

// List gives the list on which the row stands.
func (e *ListEntry) List(ctx context.Context) (*OfficialList, error) {
	nodes, err := e.cohort.refs(ctx, "ListEntry.list", func(n Node) []ID {
		if e, ok := n.(*ListEntry); ok {
			return []ID{e.ListID}
		}
		return nil
	})
	l, _ := nodes[e.ListID].(*OfficialList)
	return l, err
}

// Named gives whom the row names.
func (e *ListEntry) Named(ctx context.Context) ([]*Link, error) {
	return e.linksBy(ctx, Outgoing, NamesParty)
}

// EnteredBy gives the acts that put the row on the list.
func (e *ListEntry) EnteredBy(ctx context.Context) ([]*Link, error) {
	return e.linksBy(ctx, Outgoing, EnteredBy)
}

// Milestones gives the dated steps of the row: listed, delisted.
func (e *ListEntry) Milestones(ctx context.Context, roles []string) ([]*Milestone, error) {
	return milestones(ctx, &e.Common, roles)
}

// Live says whether the row stands on the list on a day.
func (e *ListEntry) Live(on edtf.Day) Verdict {
	if e.Listed == nil {
		return VerdictUnknown
	}
	return verdictOf(within(on, e.Listed, e.Delisted))
}
