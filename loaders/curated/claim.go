package curated

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// The languages of labels; english is that of a label that names none, and every node of its own has one.
const (
	english = "en"
	german  = "de"
)

// subject is a node whose claims are read.
type subject struct {
	id   timeline.ID
	kind timeline.Kind
	// around is what bare facts rest on: what the mapping around them cites.
	around support
}

// attributes reads the claims of all fields of a record that say a predicate.
func (c *citer) attributes(s spot, rec *record, about subject) {
	for _, f := range rec.fields {
		if v, ok := s.at(f.name); ok && f.says != nil {
			c.claims(v, *f.says, about)
		}
	}
}

// claims reads the value of a predicate: a bare value, a claim item, or a list of them; a label also by languages.
func (c *citer) claims(s spot, d timeline.PredicateDef, about subject) {
	for _, v := range s.each() {
		switch {
		case v.node.kind.scalar():
			c.value(v, d, about, c.bareSupport(d, about), "")
		case v.node.kind == mapping && d.Value == timeline.ValueLabel:
			c.labels(v, d, about)
		case v.node.kind == mapping:
			c.item(v, d, about, "")
		default:
			c.r.batch.faulty(about.id, d.Name)
		}
	}
}

// labels reads a mapping of languages.
func (c *citer) labels(s spot, d timeline.PredicateDef, about subject) {
	if about.id.Part() == "" && len(s.node.entries) > 0 && s.node.get(english) == nil {
		c.r.fail(s.node, s.path, "no English label: add `%s: Name`", english)
	}
	for _, v := range s.pairs() {
		if labelForm.check(v.key) != nil {
			continue
		}
		switch {
		case v.node.kind.scalar():
			c.value(v, d, about, bare(), v.key)
		case v.node.kind == mapping:
			c.item(v, d, about, v.key)
		}
	}
}

// bareSupport is what a bare value rests on.
func (c *citer) bareSupport(d timeline.PredicateDef, about subject) support {
	switch modeOf(d, about.kind) {
	case shared:
		return about.around
	case fact:
		return nil // check reported the missing citation
	}
	return bare()
}

// item reads a claim item.
func (c *citer) item(s spot, d timeline.PredicateDef, about subject, language string) {
	from := c.support(s)
	if len(from) > 0 && from[0].ClaimKind == timeline.ClaimEditorial && modeOf(d, about.kind) != attribute {
		if modeOf(d, about.kind) == fact {
			c.r.batch.faulty(about.id, d.Name)
			return // check reported the missing citation
		}
		from = restOn(about.around, from[0])
	}
	if v, ok := s.at(valueName(d)); ok {
		c.value(v, d, about, from, language)
	} else if rule, ok := s.at("rule"); ok && textForm.valid(rule.node) {
		c.r.assert(about.id, d.Name, "", language, from, rule)
	} else {
		c.r.batch.faulty(about.id, d.Name)
	}
}

// restOn is the support around an item with the item's own rank and reading.
func restOn(around support, own timeline.Claim) support {
	out := slices.Clone(around)
	for i := range out {
		if own.Rank != timeline.RankNormal {
			out[i].Rank, out[i].Reason = own.Rank, own.Reason
		}
		if own.Manner != timeline.MannerStates {
			out[i].Manner = own.Manner
		}
		out[i].Reading, out[i].Original = cmp.Or(own.Reading, out[i].Reading), cmp.Or(own.Original, out[i].Original)
	}
	return out
}

// value adds the claims of one scalar, in canonical form.
func (c *citer) value(s spot, d timeline.PredicateDef, about subject, from support, language string) {
	f := formOf(d, about.kind)
	if d.Value == timeline.ValueLabel {
		f, language = textForm, cmp.Or(language, english)
	}
	if !f.valid(s.node) {
		c.r.batch.faulty(about.id, d.Name)
		return
	}
	value := strings.TrimSpace(s.node.text)
	switch {
	case d.Value == timeline.ValueTerm:
		value = strings.ToUpper(value)
	case d.Value == timeline.ValueHash:
		c.r.text(s, about)
		return
	case d.Name == timeline.WindowFrom || d.Name == timeline.WindowTo:
		if !strings.Contains(value, "#") {
			value = string(about.id.Owner().With(value))
		}
	}
	c.r.assert(about.id, d.Name, value, language, from, s)
}
