package timeline

// VendorKinds are the kinds of vendor.
var VendorKinds = []TermDef{
	{"LEGAL_ENTITY", "A company or other legal person.", "schema:Corporation"},
	{"BRAND", "A name under which products are sold.", "schema:Brand"},
	{"GROUP", "Several legal entities that acts name together.", "schema:Organization"},
}

// ActionKinds are the kinds of action.
var ActionKinds = []TermDef{
	{"STATUTE", "An act of a legislature, or a section of one.", "schema:Legislation"},
	{"EXECUTIVE_ORDER", "An order of a head of state or government.", "schema:Legislation"},
	{"REGULATION", "A rule of general application made by an agency, interim or final.", "schema:Legislation"},
	{"DIRECTIVE", "A binding instruction to other public bodies.", "schema:Legislation"},
	{"DETERMINATION", "A decision that names a vendor and states what it may no longer do.", "schema:Legislation"},
	{"LISTING", "A decision that puts a name on an official list.", "none"},
	{"DESIGNATION", "A decision that blocks the property of those it names.", "none"},
	{"DENIAL_ORDER", "An order that denies export privileges.", "none"},
	{"NOTICE", "An official notice that makes another act public or invites answers.", "none"},
	{"DECISION", "A decision of an agency in a case of its own.", "none"},
	{"PROCUREMENT_REMOVAL", "Taking products off the contracts from which public bodies buy.", "none"},
	{"ORDER", "An order of an agency to those whom it oversees.", "none"},
	{"LAWSUIT", "A complaint filed with a court.", "none"},
	{"MOTION", "A request to a court within a case.", "none"},
	{"RULING", "A decision of a court.", "none"},
	{"WARNING", "A public warning or advice without binding force.", "none"},
	{"RESOLUTION", "A resolution of a parliament without the force of law.", "none"},
	{"COMPANY_ACT", "What a vendor did or announced in answer to an act.", "none"},
	{"SANCTION", "A measure that blocks property or dealings under a law of sanctions; texts use the word loosely.", "none"},
}

// Roles are the roles of a milestone.
var Roles = []TermDef{
	{"INTRODUCED", "A bill was brought in.", ""},
	{"PASSED", "One chamber, named by the scope, passed it or agreed to it.", ""},
	{"ADOPTED", "The body as a whole adopted it: both chambers of a legislature, or a commission.", "eli:date_document"},
	{"SIGNED", "The one who makes it law signed it.", "schema:legislationDate"},
	{"ISSUED", "The body gave it out to those whom it binds.", "schema:legislationDate"},
	{"ANNOUNCED", "The public was told.", ""},
	{"RELEASED", "The text was made available by the body itself.", ""},
	{"PUBLISHED", "It was printed in the official journal.", "eli:date_publication"},
	{"EFFECTIVE", "It, or the part that the scope names, has legal force from this day.", "eli:first_date_entry_in_force"},
	{"COMPLIANCE_DEADLINE", "The last day to do what the scope names.", ""},
	{"COMMENTS_CLOSE", "The last day to send comments or responses.", ""},
	{"ARGUED", "The case was heard.", ""},
	{"DECIDED", "The body or court decided.", ""},
	{"FILED", "It was filed with a court or agency.", ""},
	{"NOTIFIED", "Those concerned were told.", ""},
	{"LISTED", "The name entered the list.", ""},
	{"DELISTED", "The name left the list.", ""},
	{"BEGAN", "What the scope names began in fact.", ""},
	{"COMPLETED", "What the scope names was done.", ""},
	{"REVOKED", "It was ended before its time.", "eli:date_no_longer_in_force"},
	{"EXPIRES", "It ends on this day by its own terms.", "eli:date_no_longer_in_force"},
}

// Conducts are what restrictions restrict.
var Conducts = []TermDef{
	{"ENTER_AGREEMENTS", "Enter into new agreements.", ""},
	{"PROVIDE", "Provide products or services.", ""},
	{"SELL", "Sell.", ""},
	{"RESELL", "Sell on what another made.", ""},
	{"DISTRIBUTE", "Distribute, maintain or host.", ""},
	{"UPDATE", "Provide updates.", ""},
	{"OPERATE_SERVICE", "Operate a service that the products depend on.", ""},
	{"INTEGRATE", "Integrate into other products or services.", ""},
	{"LICENSE", "License for resale or integration.", ""},
	{"USE", "Use.", ""},
	{"IDENTIFY", "Keep products unidentified: the duty is to find and report them.", ""},
	{"PLAN_REMOVAL", "Keep products without a plan of removal: the duty is to plan it.", ""},
	{"REMOVE", "Keep products in place: the duty is to remove them.", ""},
	{"PROCURE", "Buy, or extend or renew a contract to buy.", ""},
	{"FUND", "Spend public money on.", ""},
	{"AUTHORISE_EQUIPMENT", "Obtain an authorisation for equipment.", ""},
	{"EXPORT", "Export, re-export or transfer to the named without a licence.", ""},
	{"TRANSACT", "Deal with, or in the property of, the named.", ""},
}

// EffectKinds are what acts do to acts.
var EffectKinds = []TermDef{
	{"COMMENCES", "Brings into force.", ""},
	{"DELAYS", "Moves the beginning to a later day.", ""},
	{"EXTENDS", "Moves the end to a later day.", ""},
	{"STAYS", "Holds in suspense; no duty arises meanwhile.", ""},
	{"LIFTS", "Ends a stay or a suspension.", ""},
	{"VACATES", "Sets aside.", ""},
	{"REVOKES", "Ends.", ""},
	{"REINSTATES", "Brings back what was vacated or revoked.", ""},
	{"NARROWS", "Takes something out of the scope.", ""},
	{"WIDENS", "Puts something into the scope.", ""},
	{"RENUMBERS", "Gives a new number and leaves the text unchanged.", ""},
	{"SUSPENDS_ENFORCEMENT", "Promises not to enforce; the duty stands.", ""},
}

// DiscrepancyKinds are the kinds of disagreement.
var DiscrepancyKinds = []TermDef{
	{"RIVAL_VALUES", "Sources give different values for one thing.", ""},
	{"ROLE_CONFUSION", "A value that is wrong for its role fits another milestone of the same act.", ""},
	{"SCOPE_CONFUSION", "A text says that an act prohibits a conduct, or binds somebody, that its own restrictions do not.", ""},
	{"IMPOSSIBLE_CHRONOLOGY", "Dates of different sources make an order that cannot be.", ""},
}

// SourceKinds are the kinds of document.
var SourceKinds = []TermDef{
	{"STATUTE_TEXT", "The text of a statute.", ""},
	{"OFFICIAL_JOURNAL", "A document in an official journal such as the Federal Register.", ""},
	{"CODE", "A compilation of law in force such as the Code of Federal Regulations.", ""},
	{"LEGISLATIVE_RECORD", "The record of a bill's steps.", ""},
	{"AGENCY_DOCUMENT", "A directive, notice, letter or page of an agency.", ""},
	{"PRESS_RELEASE", "A press release of an agency.", ""},
	{"OPINION", "A court's opinion or order.", ""},
	{"COURT_FILING", "A paper filed with a court, or a line of its docket.", ""},
	{"LIST", "An official list.", ""},
	{"COMPANY_STATEMENT", "A statement of a vendor.", ""},
	{"LAW_FIRM", "A law firm's or adviser's note.", ""},
	{"PRESS", "An article of the press.", ""},
	{"REFERENCE", "An encyclopaedia or a data collection.", ""},
}

// Documents rank sources for the rule of resolution, the best first.
var Documents = []TermDef{
	{"DEFINITIVE_OFFICIAL", "The text that has the force: statute, official journal, the directive itself.", ""},
	{"OFFICIAL_NOTICE", "An official notice or announcement about it.", ""},
	{"OTHER_OFFICIAL", "Any other official text.", ""},
	{"COURT", "A court's opinion or a paper filed with it, about something else than the case itself.", ""},
	{"LAW_FIRM", "A law firm's or adviser's note.", ""},
	{"PRESS", "Press, reference works, and parties' own statements.", ""},
}

// Fidelities rank copies for the rule of resolution, the best first.
var Fidelities = []TermDef{
	{"ORIGINAL", "Read at the publisher's own address.", ""},
	{"REPRINT", "The whole text on another site.", ""},
	{"TRANSCRIPTION", "Typed or read by machine from the original.", ""},
	{"QUOTED", "Quoted in part by somebody else.", ""},
}

// Licences say what of a text may be kept.
var Licences = []TermDef{
	{"PUBLIC_DOMAIN", "The text may be kept whole.", ""},
	{"QUOTED_ONLY", "Only the clause that is cited is kept.", ""},
}

// TermsFor is the closed list from which the value of a predicate on this kind of subject comes, or nil.
func TermsFor(p Predicate, subject Kind) []TermDef {
	if p == KindOf {
		switch subject {
		case KindVendor:
			return VendorKinds
		case KindAction:
			return ActionKinds
		case KindSource:
			return SourceKinds
		}
		return nil
	}
	d := predicateByName[p]
	return d.Terms
}
