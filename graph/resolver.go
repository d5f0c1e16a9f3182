package graph

import (
	"context"
	"fmt"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// Resolver resolves the fields of Query, each by one question to the Reader of the operation. All other fields are
// bound to the domain by gqlgen.yml.
type Resolver struct{}

// Query gives the resolvers of the root fields.
func (Resolver) Query() QueryResolver { return query{} }

type query struct{}

// maxNodes bounds the IDs of one field nodes.
const maxNodes = 100

type readerKey struct{}

func withReader(ctx context.Context, r *timeline.Reader) context.Context {
	return context.WithValue(ctx, readerKey{}, r)
}

// reader gives the Reader of the operation: all its fields answer from one release.
func reader(ctx context.Context) *timeline.Reader {
	return ctx.Value(readerKey{}).(*timeline.Reader)
}

func paging(first *int, after *string, last *int, before *string) timeline.Paging {
	return timeline.Paging{First: first, After: after, Last: last, Before: before}
}

func (query) Node(ctx context.Context, id timeline.ID) (timeline.Node, error) {
	return reader(ctx).Node(ctx, id)
}

func (query) Nodes(ctx context.Context, ids []timeline.ID) ([]timeline.Node, error) {
	if len(ids) > maxNodes {
		return nil, fmt.Errorf("%w: ask for at most %d nodes, not %d", timeline.ErrBadInput, maxNodes, len(ids))
	}
	return reader(ctx).Nodes(ctx, ids)
}

func (query) Vendor(ctx context.Context, id timeline.ID) (*timeline.Vendor, error) {
	return timeline.Get[*timeline.Vendor](ctx, reader(ctx), id)
}

func (query) Vendors(ctx context.Context, kind, jurisdiction *string, first *int, after *string, last *int, before *string) (*timeline.VendorConnection, error) {
	return reader(ctx).Vendors(ctx, kind, jurisdiction, paging(first, after, last, before))
}

func (query) Agency(ctx context.Context, id timeline.ID) (*timeline.Agency, error) {
	return timeline.Get[*timeline.Agency](ctx, reader(ctx), id)
}

func (query) Agencies(ctx context.Context, jurisdiction *string, first *int, after *string, last *int, before *string) (*timeline.AgencyConnection, error) {
	return reader(ctx).Agencies(ctx, jurisdiction, paging(first, after, last, before))
}

func (query) Action(ctx context.Context, id timeline.ID) (*timeline.Action, error) {
	return timeline.Get[*timeline.Action](ctx, reader(ctx), id)
}

func (query) Actions(ctx context.Context, vendor, agency *timeline.ID, kind, jurisdiction *string, first *int, after *string, last *int, before *string) (*timeline.ActionConnection, error) {
	f := timeline.ActionFilter{Vendor: vendor, Agency: agency, Kind: kind, Jurisdiction: jurisdiction}
	return reader(ctx).Actions(ctx, f, paging(first, after, last, before))
}

func (query) Source(ctx context.Context, id timeline.ID) (*timeline.Source, error) {
	return timeline.Get[*timeline.Source](ctx, reader(ctx), id)
}

func (query) Sources(ctx context.Context, kind *string, first *int, after *string, last *int, before *string) (*timeline.SourceConnection, error) {
	return reader(ctx).Sources(ctx, kind, paging(first, after, last, before))
}

func (query) Timeline(ctx context.Context, from, to *edtf.Day, vendor, agency *timeline.ID, kind, jurisdiction, role *string, owner *timeline.ID, precision *string, first *int, after *string, last *int, before *string) (*timeline.MilestoneConnection, error) {
	f := timeline.TimelineFilter{
		ActionFilter: timeline.ActionFilter{Vendor: vendor, Agency: agency, Kind: kind, Jurisdiction: jurisdiction},
		From:         from, To: to, Role: role, Owner: owner, Precision: precision,
	}
	return reader(ctx).Timeline(ctx, f, paging(first, after, last, before))
}

func (query) Lineage(ctx context.Context, of []timeline.ID, direction timeline.Direction, relations []timeline.Predicate, depth *int, asOf *edtf.Day) (*timeline.Lineage, error) {
	return reader(ctx).LineageOn(ctx, of, direction, relations, depth, asOf)
}

func (query) Between(ctx context.Context, from, to timeline.ID) (*timeline.Interval, error) {
	return reader(ctx).Between(ctx, from, to)
}

func (query) InForce(ctx context.Context, on edtf.Day, capacities []timeline.ID, vendor, action *timeline.ID, conduct *string) (*timeline.Force, error) {
	q := timeline.ForceQuestion{On: on, Capacities: capacities, Vendor: vendor, Action: action, Conduct: conduct}
	return reader(ctx).InForce(ctx, q)
}

func (query) Discrepancies(ctx context.Context, about, source *timeline.ID, kind *string, first *int, after *string, last *int, before *string) (*timeline.DiscrepancyConnection, error) {
	return reader(ctx).DiscrepanciesOf(ctx, about, source, kind, paging(first, after, last, before))
}

func (query) Statements(ctx context.Context, about, speaker, source *timeline.ID, first *int, after *string, last *int, before *string) (*timeline.StatementConnection, error) {
	return reader(ctx).StatementsOf(ctx, about, speaker, source, paging(first, after, last, before))
}

func (query) Claims(ctx context.Context, source, subject, owner *timeline.ID, predicate *string, kind *timeline.ClaimKind, unverified *bool, first *int, after *string, last *int, before *string) (*timeline.ClaimConnection, error) {
	f := timeline.ClaimFilter{Source: source, Subject: subject, Owner: owner, Predicate: predicate, Kind: (*string)(kind), Unverified: unverified}
	return reader(ctx).Claims(ctx, f, paging(first, after, last, before))
}

func (query) Citation(ctx context.Context, text string) (*timeline.Cited, error) {
	return reader(ctx).Citation(ctx, text)
}

func (query) Search(ctx context.Context, text string, kind *timeline.Kind, first *int, after *string, last *int, before *string) (*timeline.NodeConnection, error) {
	return reader(ctx).Search(ctx, text, kind, paging(first, after, last, before))
}

func (query) OfficialLists(ctx context.Context, first *int, after *string, last *int, before *string) (*timeline.OfficialListConnection, error) {
	return reader(ctx).OfficialLists(ctx, paging(first, after, last, before))
}

func (query) ListEntries(ctx context.Context, list, party *timeline.ID, first *int, after *string, last *int, before *string) (*timeline.ListEntryConnection, error) {
	return reader(ctx).ListEntries(ctx, list, party, paging(first, after, last, before))
}

func (query) Audiences(ctx context.Context, first *int, after *string, last *int, before *string) (*timeline.AudienceConnection, error) {
	return reader(ctx).Audiences(ctx, paging(first, after, last, before))
}

func (query) Covered(ctx context.Context) (*timeline.Covered, error) {
	return reader(ctx).Covered(), nil
}

func (query) Release(ctx context.Context) (*timeline.Release, error) {
	rel := reader(ctx).Release()
	return &rel, nil
}

func (query) Path(ctx context.Context, from, to timeline.ID, relations []timeline.Predicate, depth *int) (*timeline.Route, error) {
	return reader(ctx).Path(ctx, from, to, relations, depth)
}

func (query) Impact(ctx context.Context, of []timeline.ID, vendor *timeline.ID) (*timeline.Impact, error) {
	return reader(ctx).ImpactOf(ctx, of, vendor)
}

func (query) Deadlines(ctx context.Context, after edtf.Day, until *edtf.Day, capacities []timeline.ID, vendor, action *timeline.ID, zone *string) ([]*timeline.Deadline, error) {
	q := timeline.DeadlineQuestion{After: after, Until: until, Capacities: capacities, Vendor: vendor, Action: action, Zone: zone}
	return reader(ctx).Deadlines(ctx, q)
}

func (query) Compare(ctx context.Context, vendors []timeline.ID, jurisdiction *string) (*timeline.Comparison, error) {
	return reader(ctx).Compare(ctx, vendors, jurisdiction)
}

func (query) Jurisdictions(ctx context.Context, vendor timeline.ID) ([]*timeline.JurisdictionRow, error) {
	return reader(ctx).Jurisdictions(ctx, vendor)
}

func (query) Story(ctx context.Context, vendor timeline.ID, language timeline.Language, jurisdiction *string) (*timeline.Story, error) {
	return reader(ctx).StoryOf(ctx, vendor, language, jurisdiction)
}

func (query) Changes(ctx context.Context, since int, until *int, vendor, about *timeline.ID) (*timeline.Difference, error) {
	return reader(ctx).ChangesSince(ctx, since, until, vendor, about)
}
