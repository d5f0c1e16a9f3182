package timeline

// The closed lists below define the terms that code names by constants. They come in the order of the documentation.

// NodeKinds are the kinds of node.
var NodeKinds = []TermDef{
	{string(KindVendor), "A legal entity, a brand or a group that acts name.", ""},
	{string(KindPerson), "A natural person whom an act or a statement names.", "schema:Person"},
	{string(KindOrganization), "A body that neither acts by law nor is a vendor.", "schema:Organization"},
	{string(KindAgency), "Any body that acts by law: a department, an office, a court, a legislature, a head of state.", "schema:GovernmentOrganization"},
	{string(KindAction), "An act of a body, or a response to one.", ""},
	{string(KindMilestone), "A dated step of an action or of a row of a list.", ""},
	{string(KindRestriction), "One conduct that an act restricts.", ""},
	{string(KindEffect), "What one act does to another.", ""},
	{string(KindStatement), "What somebody said.", ""},
	{string(KindSource), "A document.", "schema:CreativeWork"},
	{string(KindOfficialList), "A list that an agency keeps by law.", ""},
	{string(KindListEntry), "A row of an official list.", ""},
	{string(KindAudience), "A class of persons whom restrictions bind.", "skos:Concept"},
	{string(KindDiscrepancy), "A disagreement between sources.", ""},
	{string(KindClaim), "One thing that one source says, or that a rule or an editor adds.", "prov:Entity"},
}

// ClaimKinds say how a claim came to be.
var ClaimKinds = []TermDef{
	{string(ClaimQuoted), "A source says it, in the words quoted.", ""},
	{string(ClaimWanted), "A source is believed to say it; its words are still to be found.", ""},
	{string(ClaimDerived), "A named rule gives it from other claims, such as a day counted from another.", ""},
	{string(ClaimInferred), "No source states it; the reason says why it is supposed.", ""},
	{string(ClaimEditorial), "The editor's own: a label, a summary, a classification.", ""},
}

// Manners say how a source or speaker says something.
var Manners = []TermDef{
	{string(MannerStates), "Says it as a fact.", ""},
	{string(MannerAlleges), "Says it as an accusation or a suspicion.", ""},
	{string(MannerDenies), "Says that it is not so.", ""},
	{string(MannerOpines), "Gives it as a judgement or a forecast.", ""},
}

// Ranks are an editor's judgements among rivals, the best first.
var Ranks = []TermDef{
	{string(RankPreferred), "Goes before its rivals, for the reason given.", ""},
	{string(RankNormal), "Competes with its rivals by the rule.", ""},
	{string(RankDeprecated), "Stays on record and never gives the value, for the reason given.", ""},
}

// Fates say what becomes of an act if another fell.
var Fates = []TermDef{
	{string(FateFalls), "Every authority that carries it falls.", ""},
	{string(FateFallsInPart), "It loses what rests on the fallen act, and keeps what does not.", ""},
	{string(FateUnknown), "The relation is inferred or unverified, or what it rests on is itself unknown.", ""},
	{string(FateStands), "Nothing that carries it is touched.", ""},
}

// StageTerms are the stages by which vendors are compared.
func StageTerms() []TermDef {
	out := make([]TermDef, len(Stages))
	for i, s := range Stages {
		out[i] = TermDef{Name: string(s.Name), Definition: s.Definition}
	}
	return out
}

// Standings say how far a value can be relied on.
var Standings = []TermDef{
	{string(StandingEstablished), "A text that was read supports it, or a rule or an editor gives it.", ""},
	{string(StandingUnverified), "No text read so far supports it.", ""},
	{string(StandingRivals), "Sources of equal standing differ, and only chance would decide between them.", ""},
}

// PassageChecks say how a quotation was compared with its text.
var PassageChecks = []TermDef{
	{string(CheckTextKept), "The words were found by program in the text that the data keeps.", ""},
	{string(CheckNone), "No text is kept: the quotation and the address of the source stand alone.", ""},
}

// SegmentStates are the states of a restriction.
var SegmentStates = []TermDef{
	{string(StateInForce), "It applies.", ""},
	{string(StateStayed), "It is held in suspense; no duty arises.", ""},
	{string(StateSuspended), "The duty stands; the authority promises not to enforce it.", ""},
}

// Verdicts answer whether something holds on a day.
var Verdicts = []TermDef{
	{string(VerdictInForce), "Yes, for the whole day.", ""},
	{string(VerdictNotInForce), "No.", ""},
	{string(VerdictPartly), "Only for a part of the day or of the scope, or without being enforced; the reasons say which.", ""},
	{string(VerdictUnknown), "The sources do not settle it.", ""},
}

// Touches are the ways in which a restriction reaches a capacity.
var Touches = []TermDef{
	{string(TouchBound), "The text itself binds the audience.", ""},
	{string(TouchBoundInPart), "The text binds a narrower audience, to which only some of those asked about belong.", ""},
	{string(TouchAffected), "The text reaches the audience through another's duty, as the other side of a forbidden dealing.", ""},
	{string(TouchUnstated), "The text forbids the conduct without saying to whom.", ""},
	{string(TouchExempt), "The text leaves the audience out.", ""},
}

// Orders are the orders of two milestones in time.
var Orders = []TermDef{
	{string(OrderBefore), "The first comes before the second.", ""},
	{string(OrderAfter), "The first comes after the second.", ""},
	{string(OrderSame), "Both are the same day, or the same moment where both have a time.", ""},
	{string(OrderUnknown), "The dates do not settle it.", ""},
}

// Precisions say how exactly a date is written, the finest first.
var Precisions = []TermDef{
	{"DAY", "One day.", ""},
	{"MONTH", "Some day of a month.", ""},
	{"YEAR", "Some day of a year.", ""},
	{"DECADE", "Some day of a decade.", ""},
	{"CENTURY", "Some day of a century.", ""},
	{"INTERVAL", "Some day from one date to another, both included; an end may be open.", ""},
}

// Directions are the directions of a walk along relations.
var Directions = []TermDef{
	{string(Outgoing), "From the node that has the relation to the one it names: from the later act to the earlier.", ""},
	{string(Incoming), "From the node that is named to the one that has the relation: from the earlier act to the later.", ""},
}

// Languages are the languages that labels are kept in.
var Languages = []TermDef{
	{string(English), "English.", ""},
	{string(German), "German.", ""},
}
