package compile

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// declare learns which nodes there are: those declared and the parts that claims are about.
func (c *compiler) declare(declarations []Declaration, assertions []Assertion) {
	for _, d := range declarations {
		if first, twice := c.declared[d.ID]; twice {
			c.problem(d.At, "", fmt.Sprintf("%s is declared twice, first at %s:%d: give one of them another ID", d.ID, first.At.File, first.At.Line))
			continue
		}
		c.checkID(d.ID, d.At)
		c.declared[d.ID] = d
		c.kinds[d.ID] = d.Kind
	}
	for _, a := range assertions {
		k := a.Subject.PartKind()
		if _, known := c.kinds[a.Subject]; k != "" && !known {
			c.checkID(a.Subject, a.At)
			c.kinds[a.Subject] = k
		}
	}
}

// check judges every claim by the vocabulary and keeps those without a fault.
func (c *compiler) check(assertions []Assertion) {
	seen := make(map[timeline.ID]Place, len(assertions))
	for _, a := range assertions {
		cl := &claim{Claim: a.Claim, at: a.At, field: a.Field}
		if !c.checkSubject(cl) || !c.checkValue(cl) {
			c.dropped, c.faulty[cl.slot()] = append(c.dropped, cl), true
			continue
		}
		if cl.Rank != timeline.RankNormal && cl.Reason == "" {
			c.problem(cl.at, cl.field, fmt.Sprintf("rank %s needs a reason: say why", strings.ToLower(string(cl.Rank))))
		}
		cl.Common = timeline.Common{ID: claimID(&cl.Claim), Kind: timeline.KindClaim}
		if first, twice := seen[cl.ID]; twice {
			c.problem(cl.at, cl.field, fmt.Sprintf("the same claim as at %s:%d: remove one of them", first.File, first.Line))
			continue
		}
		seen[cl.ID] = cl.at
		c.keep(cl)
	}
}

func (c *compiler) keep(cl *claim) {
	c.claims = append(c.claims, cl)
	m := c.bySubject[cl.Subject]
	if m == nil {
		m = make(map[timeline.Predicate][]*claim)
		c.bySubject[cl.Subject] = m
	}
	m[cl.Predicate] = append(m[cl.Predicate], cl)
}

func (c *compiler) checkSubject(cl *claim) bool {
	def, ok := timeline.LookupPredicate(string(cl.Predicate))
	if !ok {
		c.problem(cl.at, cl.field, fmt.Sprintf("unknown predicate %q%s", cl.Predicate, suggest(string(cl.Predicate), predicateNames())))
		return false
	}
	cl.def, cl.Predicate = def, def.Name
	owner := cl.Subject.Owner()
	if _, ok := c.declared[owner]; !ok {
		c.missing(cl.at, cl.field, "", owner)
		return false
	}
	kind := c.kinds[cl.Subject]
	if part, _ := timeline.LookupPredicate(string(partRelation[cl.Subject.PartKind()])); part.Name != "" && !slices.Contains(part.Subjects, c.kinds[owner]) {
		c.problem(cl.at, cl.field, fmt.Sprintf("%s is of kind %s and has no %s; only %s has", owner, lower(string(c.kinds[owner])), lower(string(kind)), kindNames(part.Subjects)))
		return false
	}
	if !slices.Contains(def.Subjects, kind) {
		c.problem(cl.at, cl.field, fmt.Sprintf("%s does not fit %s, which is of kind %s; it fits %s", lower(string(def.Name)), cl.Subject, lower(string(kind)), kindNames(def.Subjects)))
		return false
	}
	if kind == timeline.KindMilestone {
		role, _ := cl.Subject.Role()
		if _, ok := timeline.LookupTerm(timeline.Roles, role); !ok {
			c.problem(cl.at, cl.field, fmt.Sprintf("unknown role %q%s", role, suggest(role, termNames(timeline.Roles))))
			return false
		}
	}
	return true
}

// checkValue judges a value by its type and brings it to its canonical form. A derived value is judged when it is
// derived.
func (c *compiler) checkValue(cl *claim) bool {
	switch kind := c.kinds[cl.SourceID]; {
	case cl.SourceID == "" || kind == timeline.KindSource:
	case kind == "":
		c.missing(cl.at, cl.field, "source: ", cl.SourceID)
		return false
	default:
		c.problem(cl.at, cl.field, fmt.Sprintf("%s is of kind %s and no source: name the document in which the words stand", cl.SourceID, lower(string(kind))))
		return false
	}
	if cl.ClaimKind == timeline.ClaimDerived && cl.Value == "" {
		if cl.Derivation == nil || cl.Predicate != timeline.On {
			c.problem(cl.at, cl.field, fmt.Sprintf("%s is to be derived without a rule: only the day of a milestone, effect or statement has one", lower(string(cl.Predicate))))
			return false
		}
		return true
	}
	fault := tooLong(cl)
	if fault != "" {
		c.problem(cl.at, cl.field, fault)
		return false
	}
	switch cl.def.Value {
	case timeline.ValueRef:
		return c.checkRef(cl)
	case timeline.ValueDate:
		d, err := edtf.Parse(cl.Value)
		if err != nil {
			fault = err.Error() + ": write a day as 2017-09-13, a month as 2017-12, doubt as 2018-07-13?"
		}
		cl.date = d
	case timeline.ValueTerm:
		terms := timeline.TermsFor(cl.Predicate, c.kinds[cl.Subject])
		t, ok := timeline.LookupTerm(terms, cl.Value)
		if !ok {
			fault = fmt.Sprintf("unknown %s %q%s", lower(string(cl.Predicate)), cl.Value, suggest(cl.Value, termNames(terms)))
		}
		cl.Value = t.Name
	case timeline.ValueURL:
		if u, err := url.Parse(cl.Value); err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" {
			fault = fmt.Sprintf("%q is no address: write https://...", cl.Value)
		}
	case timeline.ValueZone:
		if _, err := time.LoadLocation(cl.Value); err != nil || cl.Value == "" || cl.Value == "Local" {
			fault = fmt.Sprintf("%q is no time zone: write an IANA name such as America/New_York", cl.Value)
		}
	case timeline.ValueFlag:
		if cl.Value != "true" {
			fault = fmt.Sprintf("%q: write true, or leave the field out", cl.Value)
		}
	case timeline.ValueHash:
		return c.checkText(cl)
	default:
		if strings.TrimSpace(cl.Value) == "" {
			fault = "the value is empty"
		}
	}
	if fault != "" {
		c.problem(cl.at, cl.field, fault)
		return false
	}
	return true
}

func (c *compiler) checkRef(cl *claim) bool {
	id := timeline.ID(cl.Value)
	kind, ok := c.kinds[id]
	if !ok {
		c.missing(cl.at, cl.field, "", id)
		return false
	}
	if !slices.Contains(cl.def.Objects, kind) {
		c.problem(cl.at, cl.field, fmt.Sprintf("%s is of kind %s; %s takes %s", id, lower(string(kind)), lower(string(cl.Predicate)), kindNames(cl.def.Objects)))
		return false
	}
	return true
}

// checkText asks that the text is kept.
func (c *compiler) checkText(cl *claim) bool {
	if _, ok := c.texts[cl.Value]; !ok && !c.settled {
		c.problem(cl.at, cl.field, fmt.Sprintf("no text with the hash %s is kept in texts/: keep it there, or leave the text out", cl.Value))
		return false
	}
	return true
}

// claimID is the hash of subject, predicate, value with its language, source, quotation, locator and manner.
func claimID(cl *timeline.Claim) timeline.ID {
	parts := []string{string(cl.Subject), string(cl.Predicate), cl.Value, cl.Language, string(cl.SourceID), "", "", string(cl.Manner)}
	if cl.Passage != nil {
		parts[5], parts[6] = cl.Passage.Quotation, cl.Passage.Locator
	}
	if cl.Derivation != nil {
		parts = append(parts, cl.Derivation.Rule)
	}
	return hashID("claim:", parts)
}

func hashID(prefix string, parts []string) timeline.ID {
	b, _ := json.Marshal(parts) // strings always marshal
	return timeline.ID(prefix + sha256Hex(string(b))[:32])
}

func sha256Hex(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func lower(s string) string { return strings.ToLower(s) }

func kindNames(ks []timeline.Kind) string {
	names := make([]string, len(ks))
	for i, k := range ks {
		names[i] = lower(string(k))
	}
	return strings.Join(names, ", ")
}

func predicateNames() []string {
	var names []string
	for _, d := range timeline.Predicates() {
		names = append(names, lower(string(d.Name)))
	}
	return names
}

func termNames(ts []timeline.TermDef) []string {
	names := make([]string, len(ts))
	for i, t := range ts {
		names[i] = lower(t.Name)
	}
	return names
}
