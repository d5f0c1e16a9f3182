package compile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/regline/regline/internal/citation"
	"github.com/regline/regline/internal/timeline"
)

// facetList collects facets.
type facetList []timeline.Facet

func (fs facetList) add(name string, values ...string) facetList {
	for _, v := range values {
		if v != "" {
			fs = append(fs, timeline.Facet{Name: name, Value: v})
		}
	}
	return fs
}

func (fs facetList) ids(name string, ids ...timeline.ID) facetList {
	for _, id := range ids {
		fs = fs.add(name, string(id))
	}
	return fs
}

// sorted gives each facet once, in order.
func (fs facetList) sorted() []timeline.Facet {
	out := slices.Clone(fs)
	slices.SortFunc(out, func(a, b timeline.Facet) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
	})
	return slices.Compact(out)
}

// closures give the nodes above and below a node along relations that make groups.
type closures struct {
	up, down map[timeline.ID][]timeline.ID
	// memberOf leads from an entity to the groups it belongs to, and no further.
	memberOf map[timeline.ID][]timeline.ID
}

// newClosures reads the relations between vendors, between agencies and between audiences.
func newClosures(c *compiler) *closures {
	g := &closures{up: make(map[timeline.ID][]timeline.ID), down: make(map[timeline.ID][]timeline.ID), memberOf: make(map[timeline.ID][]timeline.ID)}
	for _, id := range c.subjects() {
		for _, rel := range []timeline.Predicate{timeline.MemberOf, timeline.BrandOf, timeline.PartOf, timeline.NarrowerThan} {
			for _, to := range c.refs(id, rel) {
				g.up[id] = append(g.up[id], to)
				g.down[to] = append(g.down[to], id)
			}
		}
		g.memberOf[id] = c.refs(id, timeline.MemberOf)
		// An act against the officers of an entity is an act about the entity, but not the reverse.
		g.up[id] = append(g.up[id], c.refs(id, timeline.OfficerOf)...)
	}
	return g
}

// walk gives the IDs and everything that the steps reach from them.
func walk(steps map[timeline.ID][]timeline.ID, ids []timeline.ID) []timeline.ID {
	seen := make(map[timeline.ID]bool)
	var out []timeline.ID
	for queue := slices.Clone(ids); len(queue) > 0; queue = queue[1:] {
		if id := queue[0]; !seen[id] {
			seen[id] = true
			out = append(out, id)
			queue = append(queue, steps[id]...)
		}
	}
	return out
}

// around gives the IDs with all above and all below them, but not the others below those above.
func (g *closures) around(ids []timeline.ID) []timeline.ID {
	return append(walk(g.up, ids), walk(g.down, ids)...)
}

// facets of a node: what its own index, the timeline and the search are filtered by.
func (b *builder) facets(id timeline.ID) []timeline.Facet {
	kind := b.kinds[id]
	fs := facetList{}.add(timeline.FacetNode, string(kind))
	switch kind {
	case timeline.KindAction:
		fs = b.actionFacets(fs, id)
	case timeline.KindMilestone:
		role, _ := id.Role()
		fs = fs.add(timeline.FacetRole, strings.ToUpper(role))
		if w := b.when(id, timeline.On); w != nil {
			fs = fs.add(timeline.FacetPrecision, w.Precision())
		}
		fs = b.ownerFacets(fs, id.Owner())
	case timeline.KindRestriction:
		fs = fs.ids(timeline.FacetOwner, id.Owner()).ids(timeline.FacetTarget, b.groups.around(b.restrictionTargets(id))...)
		fs = fs.add(timeline.FacetKind, b.value(id, "CONDUCT"))
		for _, rel := range []timeline.Predicate{timeline.Binds, timeline.Affects, timeline.Counterparty, timeline.Exempts} {
			fs = fs.ids(timeline.FacetAudience, b.refs(id, rel)...)
		}
	case timeline.KindStatement:
		fs = fs.ids(timeline.FacetAbout, b.refs(id, timeline.About)...).add(timeline.FacetSpeaker, b.value(id, timeline.SpokenBy))
		for _, cs := range b.bySubject[id] {
			for _, cl := range cs {
				fs = fs.ids(timeline.FacetSource, cl.SourceID)
			}
		}
	case timeline.KindListEntry:
		fs = fs.ids(timeline.FacetList, b.refs(id, timeline.OnList)...).ids(timeline.FacetParty, walk(b.groups.memberOf, b.refs(id, timeline.NamesParty))...)
	case timeline.KindVendor, timeline.KindAgency, timeline.KindSource:
		fs = fs.add(timeline.FacetKind, b.value(id, timeline.KindOf)).add(timeline.FacetJurisdiction, b.value(id, "JURISDICTION"))
	}
	for _, text := range b.values(id, "CITATION") {
		fs = fs.add(timeline.FacetCitation, citation.Parse(text).Terms()...)
	}
	return fs.add(timeline.FacetTerm, b.searchTerms(id)...).sorted()
}

// restrictionTargets are those of the restriction itself, else those of its act.
func (b *builder) restrictionTargets(id timeline.ID) []timeline.ID {
	if own := b.refs(id, timeline.Targets); len(own) > 0 {
		return own
	}
	return b.refs(id.Owner(), timeline.Targets)
}

func (b *builder) actionFacets(fs facetList, id timeline.ID) facetList {
	var took []timeline.ID
	for _, actor := range b.refs(id, timeline.By) {
		if b.kinds[actor] == timeline.KindVendor {
			took = append(took, actor)
		}
	}
	fs = b.partyFacets(fs, b.refs(id, timeline.Targets), took)
	for _, act := range b.judged(id) {
		fs = fs.ids(timeline.FacetVendor, b.groups.around(b.refs(act, timeline.Targets))...)
	}
	return b.authorFacets(fs, id)
}

// judging are the relations by which an act is about those whom the other act targets.
var judging = []timeline.Predicate{"CHALLENGES", "REVIEWS", "AFFIRMS", "REVERSES", "CONFIRMS", "REVOKES", "CORRECTS", "PUBLISHES"}

// judged lists the acts that an act challenges, judges, ends or changes by an effect, and those that these do.
func (b *builder) judged(id timeline.ID) []timeline.ID {
	steps := make(map[timeline.ID][]timeline.ID)
	for queue := []timeline.ID{id}; len(queue) > 0; queue = queue[1:] {
		act := queue[0]
		if _, seen := steps[act]; seen {
			continue
		}
		steps[act] = []timeline.ID{}
		for _, rel := range judging {
			steps[act] = append(steps[act], b.refs(act, rel)...)
		}
		for _, part := range b.partsOf(act) {
			for _, upon := range b.refs(part, timeline.Upon) {
				steps[act] = append(steps[act], upon.Owner())
			}
		}
		queue = append(queue, steps[act]...)
	}
	return walk(steps, []timeline.ID{id})[1:]
}

// partyFacets are those of the parties that an act targets or a row names, and of the vendors that took the act.
func (b *builder) partyFacets(fs facetList, targets, took []timeline.ID) facetList {
	around := b.groups.around(targets)
	return fs.ids(timeline.FacetTarget, around...).ids(timeline.FacetVendor, around...).ids(timeline.FacetVendor, b.groups.around(took)...)
}

// authorFacets are those of the act itself: who acted, where, and what kind of act it is.
func (b *builder) authorFacets(fs facetList, id timeline.ID) facetList {
	fs = fs.ids(timeline.FacetAgency, walk(b.groups.up, b.refs(id, timeline.By))...)
	return fs.add(timeline.FacetKind, b.value(id, timeline.KindOf)).add(timeline.FacetJurisdiction, b.value(id, "JURISDICTION"))
}

// ownerFacets are those of the act to which a milestone belongs. A row of a list is about those whom it names, and by
// the acts that entered it.
func (b *builder) ownerFacets(fs facetList, owner timeline.ID) facetList {
	fs = fs.ids(timeline.FacetOwner, owner)
	if b.kinds[owner] == timeline.KindAction {
		return b.actionFacets(fs, owner)
	}
	fs = b.partyFacets(fs, b.refs(owner, timeline.NamesParty), nil)
	for _, act := range b.refs(owner, timeline.EnteredBy) {
		fs = b.authorFacets(fs, act)
	}
	return fs
}

// searched are the attributes in which a search looks.
var searched = []timeline.Predicate{timeline.Label, "ALIAS", "DESCRIPTION", "SUMMARY", "CITATION", "DEFINITION", "WORDING", "PUBLISHER"}

// searchTerms of a node that a search finds; none for milestones, restrictions and effects, which their acts stand for.
func (b *builder) searchTerms(id timeline.ID) []string {
	if _, ok := searchOrder[b.kinds[id]]; !ok {
		return nil
	}
	texts := []string{string(id)}
	for _, p := range searched {
		texts = append(texts, b.values(id, p)...)
	}
	for _, cs := range b.bySubject[id] {
		for _, cl := range cs {
			if cl.Passage != nil && b.kinds[id] == timeline.KindStatement {
				texts = append(texts, cl.Passage.Quotation)
			}
		}
	}
	return timeline.Terms(strings.Join(texts, " "))
}

// searchOrder is the order of kinds in a search.
var searchOrder = map[timeline.Kind]int{
	timeline.KindVendor: 1, timeline.KindPerson: 2, timeline.KindAgency: 3, timeline.KindOrganization: 4, timeline.KindAction: 5,
	timeline.KindOfficialList: 6, timeline.KindListEntry: 7, timeline.KindAudience: 8, timeline.KindStatement: 9, timeline.KindSource: 10,
}

var indexOf = map[timeline.Kind]timeline.Index{
	timeline.KindVendor: timeline.IndexVendors, timeline.KindPerson: timeline.IndexPersons, timeline.KindOrganization: timeline.IndexOrganizations,
	timeline.KindAgency: timeline.IndexAgencies, timeline.KindAction: timeline.IndexActions, timeline.KindSource: timeline.IndexSources,
	timeline.KindStatement: timeline.IndexStatements, timeline.KindOfficialList: timeline.IndexLists, timeline.KindListEntry: timeline.IndexListEntries,
	timeline.KindAudience: timeline.IndexAudiences, timeline.KindRestriction: timeline.IndexRestrictions,
}

// places of a node in the indexes.
func (b *builder) places(id timeline.ID) []timeline.Place {
	kind, key := b.kinds[id], b.sortKey(id)
	var out []timeline.Place
	if ix, ok := indexOf[kind]; ok {
		out = append(out, timeline.Place{Index: ix, Key: key})
	}
	if n, ok := searchOrder[kind]; ok {
		out = append(out, timeline.Place{Index: timeline.IndexSearch, Key: fmt.Sprintf("%02d|%s", n, key)})
	}
	if w := b.when(id, timeline.On); kind == timeline.KindMilestone && w != nil {
		p := timeline.Place{Index: timeline.IndexTimeline, Key: key, Last: lastKey(*w)}
		out = append(out, p)
		if !w.Date.IsDay() {
			p.Index = timeline.IndexImprecise
			out = append(out, p)
		}
	}
	return out
}

func claimFacets(c *timeline.Claim) []timeline.Facet {
	fs := facetList{}.add(timeline.FacetPredicate, string(c.Predicate))
	if c.Unverified {
		fs = fs.add(timeline.FacetMark, "unverified")
	}
	return fs.sorted()
}

// claimKey orders claims by source and by the place in it: numbers in a locator count as numbers.
func claimKey(c *timeline.Claim) string {
	return string(c.SourceID) + "|" + passageKey(c) + "|" + string(c.ID)
}

// passageKey orders the passages of a source; empty for a claim without one.
func passageKey(c *timeline.Claim) string {
	if c.Passage == nil {
		return ""
	}
	return fmt.Sprintf("%s|%08d|%s", c.SourceID, c.Passage.Offset, paddedNumbers(c.Passage.Locator))
}

func paddedNumbers(s string) string {
	var b strings.Builder
	for _, t := range timeline.Terms(s) {
		if len(t) < 6 && strings.Trim(t, "0123456789") == "" {
			t = strings.Repeat("0", 6-len(t)) + t
		}
		b.WriteString(asciiOf(t) + "-")
	}
	return b.String()
}
