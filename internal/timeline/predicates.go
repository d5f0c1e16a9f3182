package timeline

// VocabularyVersion counts changes of meaning in the tables of this file and of terms.go. It is part of every digest.
const VocabularyVersion = 1

var (
	parties = []Kind{KindVendor, KindPerson, KindOrganization}
	actors  = []Kind{KindAgency, KindVendor, KindPerson, KindOrganization}
	acts    = []Kind{KindAction}
	ownRoot = []Kind{KindVendor, KindPerson, KindOrganization, KindAgency, KindAction, KindSource, KindOfficialList, KindListEntry, KindAudience}
)

var predicates = []PredicateDef{
	// Attributes.
	{Name: Label, Definition: "The name under which readers know the node, in one language.", Subjects: append([]Kind{KindRestriction, KindStatement, KindEffect, KindMilestone}, ownRoot...), Value: ValueLabel, Outside: "schema:name"},
	{Name: "ALIAS", Definition: "Another name that texts use for the same node.", Subjects: append([]Kind{KindAgency}, parties...), Value: ValueText, Outside: "schema:alternateName"},
	{Name: "DESCRIPTION", Definition: "What or who the node is, in the editor's words.", Subjects: append([]Kind{KindAgency}, parties...), Value: ValueText, Single: true, Outside: "schema:description"},
	{Name: "SUMMARY", Definition: "What the act does or the speaker says, in the editor's words.", Subjects: []Kind{KindAction, KindStatement}, Value: ValueText, Single: true, Outside: "schema:abstract"},
	{Name: "JURISDICTION", Definition: "The country (ISO 3166-1 alpha-2) or union (EU) whose law the node belongs to.", Subjects: []Kind{KindVendor, KindAgency, KindAction}, Value: ValueText, Single: true, Outside: "eli:jurisdiction"},
	{Name: KindOf, Definition: "What kind of vendor, action or source the node is.", Subjects: []Kind{KindVendor, KindAction, KindSource}, Value: ValueTerm, Single: true, Outside: "schema:additionalType"},
	{Name: "CITATION", Definition: "A citation by which lawyers find the text.", Subjects: []Kind{KindAction, KindSource, KindOfficialList}, Value: ValueCitation, Outside: "eli:id_local"},
	{Name: "ZONE", Definition: "The time zone in which the act's days are counted.", Subjects: acts, Value: ValueZone, Single: true, Outside: "none"},
	{Name: On, Definition: "The day of a milestone, of an effect or of a statement.", Subjects: []Kind{KindMilestone, KindEffect, KindStatement}, Value: ValueDate, Single: true, Outside: "schema:startDate"},
	{Name: "CONDUCT", Definition: "What a restriction restricts.", Subjects: []Kind{KindRestriction}, Value: ValueTerm, Terms: Conducts, Single: true, Outside: "none"},
	{Name: "PRODUCT", Definition: "Which products or services a restriction is about.", Subjects: []Kind{KindRestriction}, Value: ValueText, Outside: "none"},
	{Name: "EXCEPTION", Definition: "Products, services or cases that a restriction leaves out.", Subjects: []Kind{KindRestriction}, Value: ValueText, Outside: "none"},
	{Name: "UNSTATED", Definition: "The text forbids the conduct without saying to whom.", Subjects: []Kind{KindRestriction}, Value: ValueFlag, Single: true, Outside: "none"},
	{Name: Prohibits, Definition: "A conduct that a text says the act prohibits, told loosely: the act's own restrictions say what it prohibits, to whom and when.", Subjects: acts, Value: ValueTerm, Terms: Conducts, Outside: "none"},
	{Name: "EFFECT_KIND", Definition: "What one act does to another.", Subjects: []Kind{KindEffect}, Value: ValueTerm, Terms: EffectKinds, Single: true, Outside: "none"},
	{Name: NotProhibited, Definition: "A conduct that an official statement says is not prohibited.", Subjects: []Kind{KindStatement}, Value: ValueTerm, Terms: Conducts, Single: true, Outside: "none"},
	{Name: "DEFINITION", Definition: "Who belongs to an audience.", Subjects: []Kind{KindAudience}, Value: ValueText, Single: true, Outside: "skos:definition"},
	{Name: "WORDING", Definition: "The words of a row of an official list, as one copy of the list gave them; a list may reword a row under the same date.", Subjects: []Kind{KindListEntry}, Value: ValueText, Outside: "none"},
	{Name: "COVERED", Definition: "Which rows of an official list the data holds.", Subjects: []Kind{KindOfficialList}, Value: ValueText, Single: true, Outside: "none"},
	{Name: "CHECKED", Definition: "The day on which the data was last compared with the list.", Subjects: []Kind{KindOfficialList}, Value: ValueDate, Single: true, Outside: "none"},
	{Name: "STANDING", Definition: "What kind of document a source is, as a rule for resolving rivals.", Subjects: []Kind{KindSource}, Value: ValueTerm, Terms: Documents, Single: true, Outside: "none"},
	{Name: "FIDELITY", Definition: "How a copy relates to its original.", Subjects: []Kind{KindSource}, Value: ValueTerm, Terms: Fidelities, Single: true, Outside: "none"},
	{Name: "PUBLISHER", Definition: "Who published the document.", Subjects: []Kind{KindSource}, Value: ValueText, Single: true, Outside: "schema:publisher"},
	{Name: "URL", Definition: "Where the document was read.", Subjects: []Kind{KindSource, KindOfficialList}, Value: ValueURL, Single: true, Outside: "schema:url"},
	{Name: "PUBLISHED", Definition: "The day the document itself was published.", Subjects: []Kind{KindSource}, Value: ValueDate, Single: true, Outside: "schema:datePublished"},
	{Name: "READ", Definition: "The day on which an editor read the document.", Subjects: []Kind{KindSource}, Value: ValueDate, Single: true, Outside: "none"},
	{Name: "LANGUAGE", Definition: "The language of the document (BCP 47).", Subjects: []Kind{KindSource}, Value: ValueText, Single: true, Outside: "schema:inLanguage"},
	{Name: "LICENCE", Definition: "Under which terms the text may be kept: public domain, or quoted only.", Subjects: []Kind{KindSource}, Value: ValueTerm, Terms: Licences, Single: true, Outside: "schema:license"},
	{Name: "TEXT", Definition: "The hash of the text kept in data/texts.", Subjects: []Kind{KindSource}, Value: ValueHash, Single: true, Outside: "none"},

	// Relations between acts: from the later to the earlier.
	{Name: IssuedUnder, Definition: "The act uses a power that the other grants.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "AUTHORITY_FOR", Transitive: true, Acyclic: true, Lineage: true, Authority: true, Outside: "eli:based_on"},
	{Name: "IMPLEMENTS", Definition: "The act carries out what the other requires.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "IMPLEMENTED_BY", Transitive: true, Acyclic: true, Lineage: true, Authority: true, Outside: "eli:transposes"},
	{Name: "AMENDS", Definition: "The act changes the text of the other.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "AMENDED_BY", Acyclic: true, Lineage: true, Authority: true, Outside: "eli:amends"},
	{Name: "EXTENDS", Definition: "The act widens the other or prolongs it.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "EXTENDED_BY", Acyclic: true, Lineage: true, Authority: true, Outside: "eli:changes"},
	{Name: "SUPERSEDES", Definition: "The act takes the place of the other.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "SUPERSEDED_BY", Transitive: true, Acyclic: true, Lineage: true, Outside: "schema:replaces"},
	{Name: "REDESIGNATES", Definition: "The act gives the other's text a new number and leaves it otherwise unchanged.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "REDESIGNATED_BY", Acyclic: true, Lineage: true, Authority: true, Outside: "none"},
	{Name: "REVOKES", Definition: "The act ends the other.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "REVOKED_BY", Acyclic: true, Lineage: true, Outside: "eli:repeals"},
	{Name: "CORRECTS", Definition: "The act mends errors in the other's printed text.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "CORRECTED_BY", Acyclic: true, Lineage: true, Authority: true, Outside: "eli:corrects"},
	{Name: "PUBLISHES", Definition: "The document gives public notice of the other.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "PUBLISHED_BY", Acyclic: true, Lineage: true, Authority: true, Outside: "eli:publishes"},
	{Name: "CITES", Definition: "The act's text names the other without resting on it.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "CITED_BY", Lineage: true, Outside: "eli:cites"},
	{Name: "RELIES_ON", Definition: "The act takes the other as a finding or ground for its own.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "RELIED_ON_BY", Acyclic: true, Lineage: true, Authority: true, Outside: "none"},
	{Name: "CODIFIES", Definition: "The statute writes the other's rule into law.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "CODIFIED_BY", Acyclic: true, Lineage: true, Outside: "none"},
	{Name: "CONFIRMS", Definition: "The decision keeps the other in force after review by the same body.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "CONFIRMED_BY", Acyclic: true, Lineage: true, Authority: true, Outside: "none"},
	{Name: "CHALLENGES", Definition: "The suit or motion asks a court to set the other aside.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "CHALLENGED_BY", Acyclic: true, Lineage: true, Outside: "none"},
	{Name: "REVIEWS", Definition: "The court rules on the other without affirming or reversing it as a court above: it upholds, dismisses or remands.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "REVIEWED_BY", Acyclic: true, Lineage: true, Outside: "none"},
	{Name: "AFFIRMS", Definition: "The higher court leaves the other ruling standing.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "AFFIRMED_BY", Acyclic: true, Lineage: true, Outside: "none"},
	{Name: "REVERSES", Definition: "The higher court sets the other ruling aside.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "REVERSED_BY", Acyclic: true, Lineage: true, Outside: "none"},
	{Name: "RESPONDS_TO", Definition: "The act is an answer to the other by the one whom it concerns.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "ANSWERED_BY", Acyclic: true, Lineage: true, Outside: "prov:wasInfluencedBy"},
	{Name: "FOLLOWS", Definition: "A later step of the same proceeding.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "FOLLOWED_BY", Transitive: true, Acyclic: true, Lineage: true, Outside: "none"},
	{Name: "ACCOMPANIES", Definition: "Taken together with the other as parts of one measure.", Subjects: acts, Value: ValueRef, Objects: acts, Inverse: "ACCOMPANIED_BY", Outside: "none"},
	{Name: EnteredBy, Definition: "The act put the row on the list.", Subjects: []Kind{KindListEntry}, Value: ValueRef, Objects: acts, Inverse: "ENTERS", Acyclic: true, Lineage: true, Authority: true, Outside: "none"},

	// Relations of acts and their parts to bodies, parties and audiences.
	{Name: By, Definition: "Who acted.", Subjects: acts, Value: ValueRef, Objects: actors, Inverse: "TOOK", Backwards: true, Outside: "eli:passed_by"},
	{Name: Targets, Definition: "Against whom, or about whom, the act is; on a restriction: whom of them it is about, where it is not about all.", Subjects: []Kind{KindAction, KindRestriction}, Value: ValueRef, Objects: parties, Inverse: "TARGETED_BY", Outside: "schema:about"},
	{Name: HasMilestone, Definition: "A dated step of the act or of the row.", Subjects: []Kind{KindAction, KindListEntry}, Value: ValueRef, Objects: []Kind{KindMilestone}, Inverse: "MILESTONE_OF", Outside: "none"},
	{Name: HasRestrict, Definition: "A conduct that the act restricts.", Subjects: []Kind{KindAction, KindListEntry}, Value: ValueRef, Objects: []Kind{KindRestriction}, Inverse: "RESTRICTION_OF", Outside: "none"},
	{Name: HasEffect, Definition: "What the act does to another.", Subjects: acts, Value: ValueRef, Objects: []Kind{KindEffect}, Inverse: "EFFECT_OF", Outside: "none"},
	{Name: HasStatement, Definition: "A statement that belongs to the node.", Subjects: []Kind{KindAction, KindSource}, Value: ValueRef, Objects: []Kind{KindStatement}, Inverse: "STATEMENT_OF", Outside: "none"},
	{Name: Upon, Definition: "What the effect changes.", Subjects: []Kind{KindEffect}, Value: ValueRef, Objects: []Kind{KindRestriction, KindMilestone, KindAction}, Inverse: "CHANGED_BY", Outside: "none"},
	{Name: Binds, Definition: "Whom the text itself binds.", Subjects: []Kind{KindRestriction}, Value: ValueRef, Objects: []Kind{KindAudience, KindVendor}, Inverse: "BOUND_BY", Outside: "none"},
	{Name: AppliesTo, Definition: "Whom a text says the act binds, told loosely: the act's own restrictions say whom it binds.", Subjects: acts, Value: ValueRef, Objects: []Kind{KindAudience}, Inverse: "SAID_TO_BE_BOUND_BY", Outside: "none"},
	{Name: Affects, Definition: "Whom the text reaches through another's duty.", Subjects: []Kind{KindRestriction}, Value: ValueRef, Objects: []Kind{KindAudience}, Inverse: "AFFECTED_BY", Outside: "none"},
	{Name: Counterparty, Definition: "With or towards whom the conduct is restricted.", Subjects: []Kind{KindRestriction}, Value: ValueRef, Objects: []Kind{KindAudience, KindVendor, KindPerson}, Inverse: "COUNTERPARTY_IN", Outside: "none"},
	{Name: Exempts, Definition: "Whom or which systems the text leaves out.", Subjects: []Kind{KindRestriction}, Value: ValueRef, Objects: []Kind{KindAudience}, Inverse: "EXEMPTED_FROM", Outside: "none"},
	{Name: WindowFrom, Definition: "The milestone with which the restriction begins.", Subjects: []Kind{KindRestriction}, Value: ValueRef, Objects: []Kind{KindMilestone}, Inverse: "BEGINS", Single: true, Outside: "none"},
	{Name: WindowTo, Definition: "The milestone at which the restriction ends; the day itself is no longer covered.", Subjects: []Kind{KindRestriction}, Value: ValueRef, Objects: []Kind{KindMilestone}, Inverse: "ENDS", Single: true, Outside: "none"},
	{Name: OnList, Definition: "The list on which the row stands.", Subjects: []Kind{KindListEntry}, Value: ValueRef, Objects: []Kind{KindOfficialList}, Inverse: "HAS_ENTRY", Single: true, Outside: "none"},
	{Name: NamesParty, Definition: "Whom the row names.", Subjects: []Kind{KindListEntry}, Value: ValueRef, Objects: parties, Inverse: "NAMED_IN", Outside: "none"},
	{Name: KeptBy, Definition: "Who keeps the list.", Subjects: []Kind{KindOfficialList}, Value: ValueRef, Objects: []Kind{KindAgency}, Inverse: "KEEPS", Outside: "none"},

	// Relations of bodies and parties.
	{Name: PartOf, Definition: "The body is a part of the other.", Subjects: []Kind{KindAgency}, Value: ValueRef, Objects: []Kind{KindAgency}, Inverse: "HAS_PART", Transitive: true, Acyclic: true, Outside: "schema:parentOrganization"},
	{Name: "SUCCEEDS", Definition: "The body or entity took the place of the other, or is the same under a later name.", Subjects: []Kind{KindAgency, KindVendor, KindOrganization}, Value: ValueRef, Objects: []Kind{KindAgency, KindVendor, KindOrganization}, Inverse: "SUCCEEDED_BY", Acyclic: true, Outside: "none"},
	{Name: SubsidiaryOf, Definition: "The entity is controlled by the other.", Subjects: []Kind{KindVendor}, Value: ValueRef, Objects: []Kind{KindVendor}, Inverse: "HAS_SUBSIDIARY", Transitive: true, Acyclic: true, Outside: "schema:parentOrganization"},
	{Name: MemberOf, Definition: "The entity belongs to the group that acts name together.", Subjects: []Kind{KindVendor}, Value: ValueRef, Objects: []Kind{KindVendor}, Inverse: "HAS_MEMBER", Acyclic: true, Outside: "schema:memberOf"},
	{Name: BrandOf, Definition: "The brand under which the entity sells.", Subjects: []Kind{KindVendor}, Value: ValueRef, Objects: []Kind{KindVendor}, Inverse: "HAS_BRAND", Acyclic: true, Outside: "schema:brand"},
	{Name: OfficerOf, Definition: "The person held an office in the entity.", Subjects: []Kind{KindPerson}, Value: ValueRef, Objects: []Kind{KindVendor, KindOrganization, KindAgency}, Inverse: "HAS_OFFICER", Outside: "schema:worksFor"},

	// Relations of statements, sources, audiences and discrepancies.
	{Name: SpokenBy, Definition: "Who says it.", Subjects: []Kind{KindStatement}, Value: ValueRef, Objects: actors, Inverse: "SAYS", Single: true, Outside: "schema:author"},
	{Name: About, Definition: "What the statement is about.", Subjects: []Kind{KindStatement}, Value: ValueRef, Objects: []Kind{KindAction, KindVendor, KindPerson, KindAgency, KindOrganization, KindOfficialList}, Inverse: "SUBJECT_OF", Outside: "schema:about"},
	{Name: CopyOf, Definition: "The document reproduces the other, whole or in part.", Subjects: []Kind{KindSource}, Value: ValueRef, Objects: []Kind{KindSource}, Inverse: "COPIED_IN", Single: true, Acyclic: true, Outside: "prov:wasQuotedFrom"},
	{Name: NarrowerThan, Definition: "Everyone in the audience is also in the other.", Subjects: []Kind{KindAudience}, Value: ValueRef, Objects: []Kind{KindAudience}, Inverse: "BROADER_THAN", Transitive: true, Acyclic: true, Outside: "skos:broader"},
	{Name: Concerns, Definition: "The node whose claims disagree.", Subjects: []Kind{KindDiscrepancy}, Value: ValueRef, Objects: []Kind{KindAction, KindListEntry, KindVendor, KindPerson, KindAgency, KindOrganization, KindOfficialList, KindAudience, KindSource}, Inverse: "DISPUTED_IN", Outside: "none"},
}
