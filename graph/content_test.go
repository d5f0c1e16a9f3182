package graph

import (
	"cmp"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// facts collects the records and edges of a release.
type facts struct {
	t       testing.TB
	records []*timeline.Record
	edges   []*timeline.Edge
	keys    map[timeline.ID]string
}

// add puts a node at a place of an index; the key is "sort|ID", or the ID where sort is empty. Facets are "name=value".
func (f *facts) add(n timeline.Node, id timeline.ID, kind timeline.Kind, label, sort string, ix timeline.Index, facets ...string) {
	f.t.Helper()
	b := n.Base()
	b.ID, b.Kind, b.Since = id, kind, 1
	if label != "" {
		b.Labels = map[string]string{"en": label}
	}
	key := string(id)
	if sort != "" {
		key = sort + "|" + key
	}
	f.keys[id] = key
	r := &timeline.Record{ID: id, Kind: kind, Node: n}
	if ix != "" {
		r.Places = append(r.Places, timeline.Place{Index: ix, Key: key})
	}
	if label != "" {
		r.Places = append(r.Places, timeline.Place{Index: timeline.IndexSearch, Key: key})
		for _, term := range timeline.Terms(label) {
			facets = append(facets, timeline.FacetTerm+"="+term)
		}
	}
	for _, x := range facets {
		name, value, _ := strings.Cut(x, "=")
		r.Facets = append(r.Facets, timeline.Facet{Name: name, Value: value})
	}
	f.records = append(f.records, r)
}

// claim adds a quoted claim of the source us-journal and names it in a fact of its subject.
func (f *facts) claim(subject timeline.Node, predicate timeline.Predicate, value string) timeline.ID {
	f.t.Helper()
	b := subject.Base()
	id := storetest.ClaimID(len(f.records))
	c := &timeline.Claim{
		Subject: b.ID, Predicate: predicate, Value: value, SourceID: "us-journal",
		ClaimKind: timeline.ClaimQuoted, Manner: timeline.MannerStates, Rank: timeline.RankNormal,
		Passage: &timeline.Passage{Quotation: "It says " + value + ".", Locator: "p. 1", Check: timeline.CheckNone},
	}
	f.add(c, id, timeline.KindClaim, "", "us-journal", timeline.IndexClaims(timeline.ClaimQuoted), "predicate="+string(predicate))
	b.Facts = append(b.Facts, timeline.Fact{Predicate: predicate, Values: []string{value}, Standing: timeline.StandingEstablished, ClaimIDs: []timeline.ID{id}})
	return id
}

// edge adds a relation; its ends must be there. A claim states it, unless the claim is empty.
func (f *facts) edge(from timeline.ID, rel timeline.Predicate, to, claim timeline.ID) {
	f.t.Helper()
	e := timeline.Edge{From: from, Rel: rel, To: to, FromKey: f.keys[from], ToKey: f.keys[to], Since: 1}
	if claim != "" {
		e.Subject, e.ClaimIDs = from, []timeline.ID{claim}
	}
	f.edges = append(f.edges, storetest.Edge(f.t, e))
}

// actOf numbers the acts of the content.
func actOf(n int) timeline.ID { return timeline.ID(fmt.Sprintf("us-act-%03d", n)) }

// newFacts makes a small world: a vendor in a group, an agency in a department, so many acts of the agency against the
// vendor, each with a milestone and resting on the one before and the one before that, and one of everything else.
func newFacts(t testing.TB, acts int) *facts {
	t.Helper()
	f := &facts{t: t, keys: make(map[timeline.ID]string)}
	f.add(&timeline.Source{SourceKind: "OFFICIAL_JOURNAL", Document: "DEFINITIVE_OFFICIAL", Fidelity: "ORIGINAL", Citations: []string{"89 FR 52434"}},
		"us-journal", timeline.KindSource, "Journal", "journal", timeline.IndexSources, "kind=OFFICIAL_JOURNAL")
	f.add(&timeline.Vendor{VendorKind: "GROUP"}, "acme-group", timeline.KindVendor, "Acme group", "acme group", timeline.IndexVendors, "kind=GROUP")
	acme := &timeline.Vendor{VendorKind: "LEGAL_ENTITY", Jurisdiction: "ZZ", Aliases: []string{"Acme"}}
	f.add(acme, "acme-inc", timeline.KindVendor, "Acme Inc.", "acme inc", timeline.IndexVendors, "kind=LEGAL_ENTITY", "jurisdiction=ZZ")
	f.edge("acme-inc", timeline.MemberOf, "acme-group", f.claim(acme, timeline.MemberOf, "acme-group"))
	f.add(&timeline.Agency{Jurisdiction: "US"}, "us-doc", timeline.KindAgency, "Department", "department", timeline.IndexAgencies, "jurisdiction=US")
	f.add(&timeline.Agency{Jurisdiction: "US"}, "us-bis", timeline.KindAgency, "Bureau", "bureau", timeline.IndexAgencies, "jurisdiction=US")
	f.edge("us-bis", timeline.PartOf, "us-doc", "")
	for n := range acts {
		f.act(n)
	}
	f.restriction()
	f.listed()
	f.disputed()
	f.others()
	return f
}

func (f *facts) act(n int) {
	f.t.Helper()
	id := actOf(n)
	day := edtf.FromDay(edtf.Day(19000 + 10*n))
	when := timeline.When{Date: day, Standing: timeline.StandingEstablished}
	a := &timeline.Action{ActionKind: "REGULATION", Jurisdiction: "US", First: &when, Citations: []string{"89 FR 52434"}}
	f.add(a, id, timeline.KindAction, fmt.Sprintf("Act %03d", n), day.String(), timeline.IndexActions,
		"vendor=acme-inc", "vendor=acme-group", "agency=us-bis", "agency=us-doc", "kind=REGULATION", "jurisdiction=US")
	f.edge(id, timeline.By, "us-bis", f.claim(a, timeline.By, "us-bis"))
	f.edge(id, timeline.Targets, "acme-inc", f.claim(a, timeline.Targets, "acme-inc"))
	for back := 1; back <= min(2, n); back++ {
		f.edge(id, timeline.IssuedUnder, actOf(n-back), f.claim(a, timeline.IssuedUnder, string(actOf(n-back))))
	}
	m := &timeline.Milestone{OwnerID: id, Role: "ISSUED", When: when}
	f.add(m, id.With("issued"), timeline.KindMilestone, "", day.String()+"|ISSUED", timeline.IndexTimeline,
		"vendor=acme-inc", "agency=us-bis", "kind=REGULATION", "role=ISSUED", "owner="+string(id))
	f.claim(m, timeline.On, day.String())
	f.edge(id, timeline.HasMilestone, id.With("issued"), "")
}

func (f *facts) restriction() {
	f.t.Helper()
	f.add(&timeline.Audience{Definition: "Everybody in the country."}, "us-persons", timeline.KindAudience, "Persons", "persons", timeline.IndexAudiences)
	f.add(&timeline.Audience{}, "us-resellers", timeline.KindAudience, "Resellers", "resellers", timeline.IndexAudiences)
	f.edge("us-resellers", timeline.NarrowerThan, "us-persons", "")
	id := actOf(0).With("restriction/resale")
	from := timeline.When{Date: edtf.FromDay(19000), Standing: timeline.StandingEstablished}
	x := &timeline.Restriction{OwnerID: actOf(0), Conduct: "RESELL", Binds: []timeline.ID{"us-persons"}, Segments: []timeline.Segment{
		{State: timeline.StateInForce, From: &from, FromID: actOf(0).With("issued")},
	}}
	f.add(x, id, timeline.KindRestriction, "Resale", "2022", timeline.IndexRestrictions, "audience=us-persons", "owner="+string(actOf(0)), "kind=RESELL")
	f.edge(id, timeline.Binds, "us-persons", "")
	f.edge(actOf(0), timeline.HasRestrict, id, "")
	s := &timeline.Statement{Manner: timeline.MannerStates, Speaker: "us-bis", About: []timeline.ID{actOf(0)}, NotProhibited: "USE", Quotation: "Use is not prohibited."}
	f.add(s, actOf(0).With("statement/use"), timeline.KindStatement, "On use", "2022", timeline.IndexStatements, "about="+string(actOf(0)), "speaker=us-bis")
	f.edge(s.ID, timeline.About, actOf(0), "")
	f.claim(s, timeline.NotProhibited, "USE")
}

func (f *facts) listed() {
	f.t.Helper()
	f.add(&timeline.OfficialList{Covered: "Rows of the vendors here."}, "us-list", timeline.KindOfficialList, "The List", "list", timeline.IndexLists)
	f.edge("us-list", timeline.KeptBy, "us-bis", "")
	on := timeline.When{Date: edtf.MustParse("2024-05"), Standing: timeline.StandingEstablished}
	f.add(&timeline.ListEntry{ListID: "us-list", Names: []timeline.ID{"acme-inc"}, Listed: &on}, "us-list-acme", timeline.KindListEntry, "Row of Acme", "2024-05", timeline.IndexListEntries, "list=us-list", "party=acme-inc")
	f.edge("us-list-acme", timeline.OnList, "us-list", "")
	f.edge("us-list-acme", timeline.NamesParty, "acme-inc", "")
	f.edge("us-list-acme", timeline.EnteredBy, actOf(0), "")
}

func (f *facts) disputed() {
	f.t.Helper()
	d := &timeline.Discrepancy{DiscrepancyKind: "RIVAL_VALUES", SubjectID: actOf(0).With("issued"), OwnerID: actOf(0), Predicate: timeline.On, Positions: []timeline.Position{
		{Value: "2022-01-08", Chosen: true, FitIDs: []timeline.ID{actOf(1).With("issued")}}, {Value: "2022-01-09"},
	}}
	f.add(d, "discrepancy:00000000000000000000000000000001", timeline.KindDiscrepancy, "", string(actOf(0)), timeline.IndexDiscrepancies, "about="+string(actOf(0)), "kind=RIVAL_VALUES")
	f.edge(d.ID, timeline.Concerns, actOf(0), "")
}

func (f *facts) others() {
	f.t.Helper()
	f.add(&timeline.Person{Description: "An officer."}, "zz-officer", timeline.KindPerson, "Officer", "officer", timeline.IndexPersons)
	f.edge("zz-officer", timeline.OfficerOf, "acme-inc", "")
	f.add(&timeline.Organization{}, "zz-paper", timeline.KindOrganization, "Paper", "paper", timeline.IndexOrganizations)
	when := timeline.When{Date: edtf.MustParse("2024-06"), Standing: timeline.StandingUnverified}
	upon := actOf(0).With("restriction/resale")
	f.add(&timeline.Effect{OwnerID: actOf(0), EffectKind: "STAYS", Upon: []timeline.ID{upon}, When: when}, actOf(0).With("effect/stay"), timeline.KindEffect, "", "", "")
	f.edge(actOf(0).With("effect/stay"), timeline.Upon, upon, "")
	f.edge(actOf(0), timeline.HasEffect, actOf(0).With("effect/stay"), "")
}

// store gives a memory store that holds the facts as its release of the number.
func (f *facts) store(number int) timeline.Store {
	f.t.Helper()
	for _, r := range f.records {
		if err := r.Seal(); err != nil {
			f.t.Fatal(err)
		}
	}
	s := memory.New()
	storetest.Apply(f.t, s, storetest.Content(number, f.records, f.edges))
	return s
}

// handlerOver makes a handler over a store; limits that are zero are the usual ones.
func handlerOver(s timeline.Store, limits ...Limits) *Handler {
	return NewHandler(Options{Store: s, Limits: cmp.Or(append(limits, Limits{})...), Logger: slog.New(slog.DiscardHandler)})
}
