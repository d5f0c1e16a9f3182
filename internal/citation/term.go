package citation

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// bucket is the number of pages, or of sections of the United States Code, that share an index term. An issue of the
// Federal Register has some three hundred pages: a notice lies in one bucket or two, a long rule in a handful.
const bucket = 64

// Terms returns the index terms under which a stored citation is filed: in ASCII, lower case, without spaces, in ascending
// order of the places. If a.Matches(q) then q.Term() is among a.Terms(); if a.Within(q) then a.Term() is among q.Terms().
// A shared term is no match yet: Matches decides.
func (c Citation) Terms() []string {
	p := c.place
	switch c.kind {
	case FederalRegister, StatutesAtLarge:
		terms := bucketTerms(c.termPrefix(), p.pages.main)
		if p.pages.pin != (span{}) {
			terms = append(terms, bucketTerms(c.termPrefix(), p.pages.pin)...)
		}
		return dedupe(terms)
	case USCode:
		return bucketTerms(c.termPrefix(), p.prov.numbers())
	case CFR:
		if p.prov.partID == "" {
			terms := make([]string, 0, p.prov.parts.last-p.prov.parts.first+1)
			for n := p.prov.parts.first; n <= p.prov.parts.last; n++ {
				terms = append(terms, c.termPrefix()+itoa(n))
			}
			return terms
		}
	}
	return []string{c.Term()}
}

// Term returns the one index term under which a citation is looked up.
func (c Citation) Term() string {
	p := c.place
	switch c.kind {
	case Unknown:
		sum := sha256.Sum256([]byte(textKey(c.text)))
		return "text:" + hex.EncodeToString(sum[:8])
	case FederalRegister, StatutesAtLarge:
		return c.termPrefix() + itoa(p.pages.main.first/bucket)
	case USCode:
		return c.termPrefix() + itoa(p.prov.numbers().first/bucket)
	case CFR:
		if p.prov.partID == "" {
			return c.termPrefix() + itoa(p.prov.parts.first)
		}
		return c.termPrefix() + p.prov.partID
	case CaseReporter:
		return c.termPrefix() + itoa(p.pages.main.first)
	}
	return c.termPrefix() + strings.ToLower(p.number)
}

// termPrefix is a term without what tells the places within a volume, title or series apart. A Congress a bill may
// leave open, the office of a court and the provisions of a law are no part of terms.
func (c Citation) termPrefix() string {
	p := c.place
	prefix := c.kind.String() + ":"
	switch c.kind {
	case CaseReporter:
		return prefix + squeezed(p.series) + ":" + itoa(p.volume) + ":"
	case EUAct:
		return prefix + squeezed(p.series) + ":" + itoa(p.volume) + ":"
	case FederalRegister, StatutesAtLarge, FederalRegisterIssue, USCode, CFR, PublicLaw:
		return prefix + itoa(p.volume) + ":"
	case DocketNumber, CaseNumber, Directive, FCCDocument, Bill:
		return prefix + squeezed(p.series) + ":"
	}
	return prefix
}

// numbers returns the section numbers that p names, without their letters.
func (p provision) numbers() span {
	lead := func(s string) int {
		n := 0
		for i := 0; i < len(s) && isDigit(s[i]); i++ {
			n = n*10 + int(s[i]-'0')
		}
		return n
	}
	s := span{lead(p.section), lead(p.section)}
	if p.last != "" {
		s.last = lead(p.last)
	}
	return s
}

func bucketTerms(prefix string, s span) []string {
	var terms []string
	for b := s.first / bucket; b <= s.last/bucket; b++ {
		terms = append(terms, prefix+itoa(b))
	}
	return terms
}

// dedupe drops a term that follows itself.
func dedupe(terms []string) []string {
	kept := terms[:0]
	for i, t := range terms {
		if i == 0 || t != terms[i-1] {
			kept = append(kept, t)
		}
	}
	return kept
}

// squeezed keeps the letters and digits of an abbreviation, in lower case.
func squeezed(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if isDigit(s[i]) || isLetter(s[i]) {
			b.WriteByte(lower(s[i]))
		}
	}
	return b.String()
}
