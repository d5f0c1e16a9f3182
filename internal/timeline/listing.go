package timeline

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/regline/regline/internal/edtf"
)

// ActionFilter narrows actions. Empty fields do not bind; filled ones all must hold.
type ActionFilter struct {
	Vendor       *ID     `json:"vendor,omitempty"`
	Agency       *ID     `json:"agency,omitempty"`
	Kind         *string `json:"kind,omitempty"`
	Jurisdiction *string `json:"jurisdiction,omitempty"`
}

func (f ActionFilter) facets() []Facet {
	var fs []Facet
	fs = appendFacet(fs, FacetVendor, (*string)(f.Vendor))
	fs = appendFacet(fs, FacetAgency, (*string)(f.Agency))
	fs = appendFacet(fs, FacetKind, f.Kind)
	return appendFacet(fs, FacetJurisdiction, f.Jurisdiction)
}

// TimelineFilter narrows the timeline. Both days are included; a milestone of which only a span is known belongs to a
// range if the span touches it.
type TimelineFilter struct {
	ActionFilter
	From  *edtf.Day `json:"from,omitempty"`
	To    *edtf.Day `json:"to,omitempty"`
	Role  *string   `json:"role,omitempty"`
	Owner *ID       `json:"owner,omitempty"`
	// Precision of the dates as written: DAY leaves out what is known only by the month or between two days.
	Precision *string `json:"precision,omitempty"`
}

// The facets by which the compiler lets pages be filtered: each index by those that filters names.
const (
	FacetTarget       = "target"       // the targets of the act, those above and below them in a group, and the entities whose officers it targets
	FacetVendor       = "vendor"       // FacetTarget, and the entities that took the act themselves with those above and below them; of an act that judges or changes another, also that act's
	FacetAgency       = "agency"       // who acted, and the bodies of which it is a part
	FacetKind         = "kind"         // the kind of the act, of the vendor, of the source
	FacetNode         = "node"         // the kind of node
	FacetJurisdiction = "jurisdiction" // of the act
	FacetRole         = "role"         // of a milestone
	FacetPrecision    = "precision"    // of a milestone's date as written
	FacetOwner        = "owner"        // the node of its own to which a part belongs
	FacetPredicate    = "predicate"    // of a claim
	FacetMark         = "mark"         // "unverified"
	FacetSource       = "source"       // of the claims of a statement or discrepancy
	FacetSpeaker      = "speaker"      // of a statement
	FacetAbout        = "about"        // of a statement or discrepancy
	FacetAudience     = "audience"     // whom a restriction binds, affects or names as counterparty
	FacetList         = "list"         // of a row
	FacetParty        = "party"        // whom a row names, and the groups to which they belong
	FacetCitation     = "citation"     // citation terms
	FacetTerm         = "term"         // search terms
)

// checkJurisdiction refuses what is not two capital letters, with ErrBadInput.
func checkJurisdiction(code *string) error {
	if code == nil || *code == "" || len(*code) == 2 && strings.ToUpper(*code) == *code {
		return nil
	}
	return fmt.Errorf("%w: jurisdiction %q: write a country by ISO 3166-1 alpha-2, such as US or DE, or EU", ErrBadInput, *code)
}

func appendFacet(fs []Facet, name string, value *string) []Facet {
	if value == nil || *value == "" {
		return fs
	}
	return append(fs, Facet{Name: name, Value: *value})
}

// filterText names a list by all that chooses its items, for cursors.
func filterText(list string, filter any) string {
	b, _ := json.Marshal(filter)
	return list + string(b)
}

// list gives a page of an index.
func list[T Node](ctx context.Context, r *Reader, ix Index, facets []Facet, ask Paging) (*Connection[T], error) {
	return listAcross[T](ctx, r, []stretch{{ix, Range{}}}, facets, filterText(string(ix), facets), ask)
}

// Vendors lists vendors by name.
func (r *Reader) Vendors(ctx context.Context, kind, jurisdiction *string, ask Paging) (*VendorConnection, error) {
	if err := checkJurisdiction(jurisdiction); err != nil {
		return nil, err
	}
	return list[*Vendor](ctx, r, IndexVendors, appendFacet(appendFacet(nil, FacetKind, kind), FacetJurisdiction, jurisdiction), ask)
}

// Agencies lists agencies by name.
func (r *Reader) Agencies(ctx context.Context, jurisdiction *string, ask Paging) (*AgencyConnection, error) {
	if err := checkJurisdiction(jurisdiction); err != nil {
		return nil, err
	}
	return list[*Agency](ctx, r, IndexAgencies, appendFacet(nil, FacetJurisdiction, jurisdiction), ask)
}

// Actions lists actions by their first date, those without a date last.
func (r *Reader) Actions(ctx context.Context, f ActionFilter, ask Paging) (*ActionConnection, error) {
	if err := checkJurisdiction(f.Jurisdiction); err != nil {
		return nil, err
	}
	if err := r.follow(ctx, &f.Vendor, &f.Agency); err != nil {
		return nil, err
	}
	return list[*Action](ctx, r, IndexActions, f.facets(), ask)
}

// Sources lists sources by name.
func (r *Reader) Sources(ctx context.Context, kind *string, ask Paging) (*SourceConnection, error) {
	return list[*Source](ctx, r, IndexSources, appendFacet(nil, FacetKind, kind), ask)
}

// Audiences lists the audiences by name.
func (r *Reader) Audiences(ctx context.Context, ask Paging) (*AudienceConnection, error) {
	return list[*Audience](ctx, r, IndexAudiences, nil, ask)
}

// OfficialLists lists the official lists by name.
func (r *Reader) OfficialLists(ctx context.Context, ask Paging) (*OfficialListConnection, error) {
	return list[*OfficialList](ctx, r, IndexLists, nil, ask)
}

// ListEntries lists rows of official lists, of one list or naming one party.
func (r *Reader) ListEntries(ctx context.Context, listID, party *ID, ask Paging) (*ListEntryConnection, error) {
	if err := r.follow(ctx, &listID, &party); err != nil {
		return nil, err
	}
	return list[*ListEntry](ctx, r, IndexListEntries, appendFacet(appendFacet(nil, FacetList, (*string)(listID)), FacetParty, (*string)(party)), ask)
}

// StatementsOf lists statements about a node, by a speaker or in a source, in order of time where known.
func (r *Reader) StatementsOf(ctx context.Context, about, speaker, source *ID, ask Paging) (*StatementConnection, error) {
	if err := r.follow(ctx, &about, &speaker, &source); err != nil {
		return nil, err
	}
	fs := appendFacet(nil, FacetAbout, (*string)(about))
	fs = appendFacet(fs, FacetSpeaker, (*string)(speaker))
	return list[*Statement](ctx, r, IndexStatements, appendFacet(fs, FacetSource, (*string)(source)), ask)
}

// DiscrepanciesOf lists disagreements about a node, with a source, or of a kind.
func (r *Reader) DiscrepanciesOf(ctx context.Context, about, source *ID, kind *string, ask Paging) (*DiscrepancyConnection, error) {
	if err := r.follow(ctx, &about, &source); err != nil {
		return nil, err
	}
	fs := appendFacet(nil, FacetAbout, (*string)(about))
	fs = appendFacet(fs, FacetSource, (*string)(source))
	return list[*Discrepancy](ctx, r, IndexDiscrepancies, appendFacet(fs, FacetKind, kind), ask)
}

// Restrictions lists what is restricted about a vendor or by an act, in the order of acts.
func (r *Reader) Restrictions(ctx context.Context, vendor, action *ID, ask Paging) (*Connection[*Restriction], error) {
	if err := r.follow(ctx, &vendor, &action); err != nil {
		return nil, err
	}
	fs := appendFacet(nil, FacetTarget, (*string)(vendor))
	return list[*Restriction](ctx, r, IndexRestrictions, appendFacet(fs, FacetOwner, (*string)(action)), ask)
}

// Timeline lists milestones in the order of their earliest possible day.
func (r *Reader) Timeline(ctx context.Context, f TimelineFilter, ask Paging) (*MilestoneConnection, error) {
	if f.From != nil && f.To != nil && *f.To < *f.From {
		return nil, fmt.Errorf("%w: the range ends on %s, before it begins on %s", ErrBadInput, *f.To, *f.From)
	}
	if err := checkJurisdiction(f.Jurisdiction); err != nil {
		return nil, err
	}
	if err := r.follow(ctx, &f.Vendor, &f.Agency, &f.Owner); err != nil {
		return nil, err
	}
	precise := Range{}
	if f.To != nil {
		if next, err := (*f.To + 1).MarshalText(); err == nil { // else the last day there is
			precise.To = string(next)
		}
	}
	stretches := []stretch{{IndexTimeline, precise}}
	if f.From != nil {
		stretches[0].Range.From = f.From.String()
	}
	// What is written with the precision of a day is one day, and does not reach into the range from before.
	if f.From != nil && (f.Precision == nil || *f.Precision != edtf.PrecisionDay.String()) {
		earlier := stretch{IndexImprecise, Range{To: f.From.String(), LastFrom: f.From.String()}}
		stretches = []stretch{earlier, stretches[0]}
	}
	return listAcross[*Milestone](ctx, r, stretches, f.allFacets(), filterText("timeline", f), ask)
}
