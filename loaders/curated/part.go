package curated

import (
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// part is a kind of part of an act whose facts rest on one citation: a restriction, an effect or a statement.
type part struct {
	// field of the act that holds them, prefix of their IDs.
	field, prefix, about string
	kind                 timeline.Kind
	record               *record
}

var restriction = part{
	field: "restrictions", prefix: "restriction/", kind: timeline.KindRestriction,
	about: "What the act restricts, by names of the editor's.",
	record: partRecord(timeline.KindRestriction,
		[]string{"label", "conduct", "binds", "exempts", "affects", "counterparty", "unstated", "products", "exceptions", "from", "to"},
		[]string{"conduct"}),
}

var effect = part{
	field: "effects", prefix: "effect/", kind: timeline.KindEffect,
	about:  "What the act does to other acts or their parts, by names of the editor's.",
	record: partRecord(timeline.KindEffect, []string{"label", "kind", "upon", "on"}, []string{"kind", "upon"}),
}

var statement = part{
	field: "statements", prefix: "statement/", kind: timeline.KindStatement,
	about: "What somebody says in or with the act, by names of the editor's.",
	record: partRecord(timeline.KindStatement,
		[]string{"label", "manner", "speaker", "about", "not_prohibited", "on", "summary"}, []string{"speaker", "about"}),
}

// partRecord is a mapping whose fields share what it cites.
func partRecord(kind timeline.Kind, order, required []string) *record {
	return &record{
		fields: arrange(append(attributes(kind), supportFields()...), order, required),
		rules:  append([]rule{needsSupport()}, supportRules()...),
	}
}

func (p part) asField() field {
	return field{
		name: p.field, about: p.about,
		shape: &shape{what: "a mapping of names", names: &names{key: nameForm, value: &shape{what: "a mapping", record: p.record}}},
	}
}

func restrictionsField() field { return restriction.asField() }
func effectsField() field      { return effect.asField() }
func statementsField() field   { return statement.asField() }

// parts reads the restrictions, effects and statements of an act.
func (c *citer) parts(s spot, owner subject) {
	for _, p := range []part{restriction, effect, statement} {
		all, _ := s.at(p.field)
		for _, v := range all.pairs() {
			if id, ok := c.r.partID(v, owner.id, p.prefix+v.key); ok && v.node.kind == mapping {
				c.part(v, p, id)
			}
		}
	}
}

func (c *citer) part(s spot, p part, id timeline.ID) {
	if p.kind == timeline.KindRestriction {
		c.r.bound(s)
	}
	around := c.support(s)
	around = slices.DeleteFunc(around, func(claim timeline.Claim) bool { return claim.ClaimKind == timeline.ClaimEditorial })
	c.attributes(s, p.record, subject{id: id, kind: p.kind, around: around})
}

// bound reports a restriction that says neither whom it binds nor whom it affects, nor that its text leaves that open.
// A value that is deprecated says nothing.
func (r *reader) bound(s spot) {
	names := []string{"binds", "affects", "unstated"}
	for _, v := range s.pairs() {
		if !slices.Contains(names, v.key) && nearest(v.key, names) == "" {
			continue
		}
		for _, item := range v.each() {
			if rank, _ := item.text("rank"); rank != strings.ToLower(string(timeline.RankDeprecated)) {
				return
			}
		}
	}
	r.failAt(s.line, s.column, s.path, "binds nobody and affects nobody: write `binds` or `affects` with the audience, or `unstated: true` where the text names none")
}

// partID is the ID of a part. A name that is faulty in itself was reported by check.
func (r *reader) partID(s spot, owner timeline.ID, part string) (timeline.ID, bool) {
	id, err := timeline.ParseID(string(owner.With(part)))
	if err == nil {
		return id, true
	}
	if len(owner)+len(part) >= timeline.MaxIDLength {
		r.failAt(s.line, s.column, s.path, "the ID would have more than %d letters: %v", timeline.MaxIDLength, err)
	}
	return "", false
}
