package compile

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// build makes the records and edges of the release.
func (c *compiler) build(found []*found, in Input, draft bool, former *timeline.Release) (*timeline.Content, []Problem) {
	digest := c.digest(in, former)
	b := &builder{compiler: c, groups: newClosures(c), upon: c.effectsByTarget()}
	for _, id := range slices.Sorted(maps.Keys(c.kinds)) {
		b.node(id)
	}
	for _, cl := range c.claims {
		b.claim(cl)
	}
	for _, d := range found {
		b.discrepancy(d)
	}
	content := &timeline.Content{Records: b.records, Edges: b.edges}
	if err := b.seal(content); err != nil {
		return nil, []Problem{{Text: err.Error()}}
	}
	content.Release = timeline.Release{Number: c.number, Digest: digest, Draft: draft, VocabularyVersion: timeline.VocabularyVersion,
		RulesVersion: RulesVersion, Coverage: c.coverage(content), Redirects: c.redirects}
	return content, nil
}

// builder collects records and edges.
type builder struct {
	*compiler
	groups  *closures
	upon    map[timeline.ID][]timeline.ID // the effects upon a node, in order
	records []*timeline.Record
	edges   []*timeline.Edge
}

func (b *builder) seal(content *timeline.Content) error {
	for _, r := range content.Records {
		if err := r.Seal(); err != nil {
			return err
		}
	}
	for _, e := range content.Edges {
		if err := e.Seal(); err != nil {
			return err
		}
	}
	slices.SortFunc(content.Records, func(x, y *timeline.Record) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortFunc(content.Edges, func(x, y *timeline.Edge) int { return cmp.Compare(x.Mark().Key, y.Mark().Key) })
	return nil
}

// node makes the record of one node and the edges that its relations state.
func (b *builder) node(id timeline.ID) {
	n := b.typed(id)
	common := n.Base()
	common.ID, common.Kind, common.Labels, common.Since = id, b.kinds[id], b.labels(id), b.number
	for _, p := range sortedPredicates(b.facts[id]) {
		common.Facts = append(common.Facts, b.facts[id][p].Fact)
	}
	b.records = append(b.records, &timeline.Record{ID: id, Kind: common.Kind, Node: n, Places: b.places(id), Facets: b.facets(id)})
	b.relations(id)
	if part := partRelation[id.PartKind()]; part != "" {
		b.edge(&timeline.Edge{From: id.Owner(), Rel: part, To: id})
	}
}

var partRelation = map[timeline.Kind]timeline.Predicate{
	timeline.KindMilestone:   timeline.HasMilestone,
	timeline.KindRestriction: timeline.HasRestrict,
	timeline.KindEffect:      timeline.HasEffect,
	timeline.KindStatement:   timeline.HasStatement,
}

// relations makes an edge of every value of every relation.
func (b *builder) relations(id timeline.ID) {
	for _, p := range sortedPredicates(b.facts[id]) {
		def, _ := timeline.LookupPredicate(string(p))
		if !def.Relation() {
			continue
		}
		f := b.facts[id][p]
		for _, v := range f.Values {
			e := &timeline.Edge{From: id, Rel: p, To: timeline.ID(v), Subject: id, Inferred: true, Unverified: true}
			for _, cl := range f.chosen {
				if cl.Value != v {
					continue
				}
				e.ClaimIDs = append(e.ClaimIDs, cl.ID)
				e.Inferred = e.Inferred && cl.ClaimKind == timeline.ClaimInferred
				e.Unverified = e.Unverified && cl.Unverified
				if e.Reason == "" {
					e.Reason = cl.Reason
				}
			}
			b.edge(e)
		}
	}
}

func (b *builder) edge(e *timeline.Edge) {
	e.FromKey, e.ToKey, e.Since = b.sortKey(e.From), b.sortKey(e.To), b.number
	b.edges = append(b.edges, e)
}

func (b *builder) claim(cl *claim) {
	c := cl.Claim
	c.Since = b.number
	c.Labels = map[string]string{"en": b.label(c.Subject, "en") + ": " + strings.ReplaceAll(lower(string(c.Predicate)), "_", " ")}
	b.records = append(b.records, &timeline.Record{ID: c.ID, Kind: timeline.KindClaim, Node: &c, Facets: claimFacets(&c),
		Places: []timeline.Place{{Index: timeline.IndexClaims(c.ClaimKind), Key: claimKey(&c)}}})
}

func (b *builder) discrepancy(d *found) {
	n := d.Discrepancy
	n.Since = b.number
	fs := facetList{}.add(timeline.FacetKind, n.DiscrepancyKind).add(timeline.FacetAbout, string(n.OwnerID)).add(timeline.FacetAbout, string(n.SubjectID))
	for _, s := range d.sources {
		fs = fs.add(timeline.FacetSource, string(s))
	}
	key := b.sortKey(n.OwnerID) + "|" + string(n.ID)
	b.records = append(b.records, &timeline.Record{ID: n.ID, Kind: timeline.KindDiscrepancy, Node: &n, Facets: fs.sorted(),
		Places: []timeline.Place{{Index: timeline.IndexDiscrepancies, Key: key}}})
	b.edges = append(b.edges, &timeline.Edge{From: n.ID, Rel: timeline.Concerns, To: n.OwnerID, FromKey: key, ToKey: b.sortKey(n.OwnerID), Since: b.number})
}

func (c *compiler) coverage(content *timeline.Content) timeline.Coverage {
	cov := timeline.Coverage{Nodes: len(content.Records) - len(c.claims), Edges: len(content.Edges), Claims: len(c.claims), ByKind: make(map[string]int)}
	for _, cl := range c.claims {
		cov.ByKind[string(cl.ClaimKind)]++
		if cl.Unverified {
			cov.Unverified++
		}
		if cl.Passage != nil {
			cov.Quotations++
			if cl.Passage.Check == timeline.CheckTextKept {
				cov.TextChecked++
			}
		}
	}
	return cov
}
