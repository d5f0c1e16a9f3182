package curated

import (
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// wanted is written for a citation whose quotation is still to be found.
const wanted = "wanted"

var (
	ranks = []timeline.TermDef{
		{Name: string(timeline.RankPreferred), Definition: "The editor holds the value to be right among rivals."},
		{Name: string(timeline.RankDeprecated), Definition: "The editor holds the value to be wrong; it stays visible."},
	}
	manners = []timeline.TermDef{
		{Name: string(timeline.MannerStates), Definition: "Says it as a fact."},
		{Name: string(timeline.MannerAlleges), Definition: "Says it as an accusation or claim of its own, not proven."},
		{Name: string(timeline.MannerDenies), Definition: "Says that it is not so."},
		{Name: string(timeline.MannerOpines), Definition: "Gives an opinion, wish or forecast."},
	}
)

// supportFields say what a value rests on and how it is to be read, in the canonical order.
func supportFields() []field {
	keys := formShape(nameForm)
	keys.what = "the key of a quotation, a list of them, or wanted"
	return append([]field{
		{name: "cite", shape: oneOrMany(*keys), about: "The quotation that says it: a key under `quotes`, several of them, or `wanted`."},
		{name: "in", shape: formShape(nodeForm), about: "With `cite: wanted`: the source in which it was read."},
		{name: "inferred", shape: textShape("the reason"), about: "No source states it: the reason why it is held."},
		{name: "unverified", shape: textShape("the reason"), about: "No text read so far supports the value: why it stands here."},
	}, judgementFields()...)
}

// judgementFields say how a claim is to be read.
func judgementFields() []field {
	return []field{
		{name: "rank", shape: formShape(termForm(ranks)), about: "The editor's judgement among rivals; needs `reason`."},
		{name: "reason", shape: textShape("the reason"), about: "Why the claim has its rank."},
		{name: "reading", shape: textShape("a text"), about: "How the sentence is to be understood where it and the fact differ."},
		{name: "manner", shape: formShape(termForm(manners)), about: "How the source or speaker says it."},
		{name: "original", shape: textShape("a text"), about: "The value as the source prints it, where that differs."},
	}
}

// needsSupport is the rule that a fact says where it is from.
func needsSupport(also ...string) rule {
	names := append([]string{"cite", "inferred", "unverified"}, also...)
	return rule{atLeastOne, names, "no citation: add `cite: KEY` with the quotation under `quotes`, or `cite: wanted`, or `inferred: the reason`"}
}

func supportRules() []rule {
	return append([]rule{
		{atMostOne, []string{"cite", "inferred"}, "both `cite` and `inferred`: what a source states is not inferred; keep one"},
		{needs, []string{"in", "cite"}, "`in` without `cite`: it is written only with `cite: wanted`"},
	}, judgementRules()...)
}

func judgementRules() []rule {
	return []rule{
		{needs, []string{"rank", "reason"}, "`rank` without `reason`: say why"},
		{needs, []string{"reason", "rank"}, "`reason` without `rank`: write the rank that it explains"},
	}
}

// support is what claims of one value rest on: one claim without subject and value for each citation. It is empty
// where the file says nothing valid.
type support []timeline.Claim

// bare is the support of a value of ours.
func bare() support {
	return support{{ClaimKind: timeline.ClaimEditorial, Manner: timeline.MannerStates, Rank: timeline.RankNormal}}
}

// support reads the support fields of a mapping.
func (c *citer) support(s spot) support {
	claim := judged(s, bare()[0])
	if rule, ok := s.text("rule"); ok {
		claim.ClaimKind, claim.Derivation = timeline.ClaimDerived, &timeline.Derivation{Rule: rule}
	}
	if why, ok := s.text("unverified"); ok {
		claim.Unverified, claim.Reason = true, because(claim.Reason, why)
		claim.ClaimKind = sourced(claim, timeline.ClaimWanted)
	}
	if why, ok := s.text("inferred"); ok {
		claim.ClaimKind, claim.Reason = timeline.ClaimInferred, because(why, claim.Reason)
	}
	if cite, ok := s.at("cite"); ok {
		return c.cited(s, cite, claim)
	}
	return support{claim}
}

// judged fills in how a claim is to be read.
func judged(s spot, claim timeline.Claim) timeline.Claim {
	if v, ok := s.text("rank"); ok {
		claim.Rank = timeline.Rank(strings.ToUpper(v))
	}
	if v, ok := s.text("manner"); ok {
		claim.Manner = timeline.Manner(strings.ToUpper(v))
	}
	if v, ok := s.text("reason"); ok {
		claim.Reason = v
	}
	if v, ok := s.text("reading"); ok {
		claim.Reading = v
	}
	if v, ok := s.text("original"); ok {
		claim.Original = v
	}
	return claim
}

// sourced is the kind of a claim that is not derived.
func sourced(claim timeline.Claim, kind timeline.ClaimKind) timeline.ClaimKind {
	if claim.ClaimKind == timeline.ClaimDerived {
		return claim.ClaimKind
	}
	return kind
}

func because(reasons ...string) string {
	var out []string
	for _, r := range reasons {
		if r != "" {
			out = append(out, r)
		}
	}
	return strings.Join(out, "; ")
}

// cited is one claim for each key of a citation.
func (c *citer) cited(s, cite spot, claim timeline.Claim) support {
	var out support
	for _, key := range cite.each() {
		if !nameForm.valid(key.node) {
			continue
		}
		each := claim
		in, hasIn := s.at("in")
		if key.node.text == wanted {
			each.ClaimKind = sourced(claim, timeline.ClaimWanted)
			if hasIn && nodeForm.valid(in.node) {
				each.SourceID = timeline.ID(in.node.text)
			}
			out = append(out, each)
			continue
		}
		if hasIn {
			c.r.fail(in.node, in.path, "`in` beside a citation that has a quotation: the quotation says its source; leave `in` out")
		}
		q, ok := c.use(key)
		if !ok {
			continue
		}
		each.ClaimKind = sourced(claim, timeline.ClaimQuoted)
		each.SourceID, each.Passage = q.source, q.passage()
		out = append(out, each)
	}
	return out
}
