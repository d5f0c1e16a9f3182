package export

import (
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// wording holds the words of one language.
type wording struct {
	quoteOpen, quoteClose string
	readOn                string
	withdrawn             string
	rival, rivals, allSay string
	// marksOf are the words for what a reader must know of a claim: its kind, manner, rank and check; and for licences.
	marksOf    map[string]string
	unverified string
	// counted are what coverage counts, in the order of [report.coverage].
	counted [6]string

	report, timeline, restrictions, coverage, notes, sources, foot        string
	date, event, by, evidence, conduct, whom, towards, from, to, products string
	none, nothingFound, noRestriction                                     string
	bySource, period, jurisdiction, role, search                          string
	publisher, published, licence                                         string
	draft, made, repeat, digest, known, rules, vocabulary                 string
	covered, listChecked, absence                                         string
	beginUnknown, always, open, narrowed, derivedFrom                     string
	states                                                                map[string]string
	unstated                                                              string
	readingWord, reasonWord                                               string
}

// words are those of the language.
func (t teller) words() wording { return wordsOf(t.language) }

func wordsOf(language timeline.Language) wording {
	if language == timeline.German {
		return germanWords
	}
	return englishWords
}

// quoted sets a quotation in quotation marks.
func (w wording) quoted(s string) string { return w.quoteOpen + s + w.quoteClose }

// marks tells what a reader must know of a claim before relying on it.
func (w wording) marks(c claimRow) []string {
	var out []string
	if c.Unverified {
		out = append(out, w.unverified)
	}
	for _, key := range []string{string(c.Kind), string(c.Manner), string(c.Rank), string(c.Check)} {
		if text := w.marksOf[key]; text != "" {
			out = append(out, text)
		}
	}
	if d := c.Derivation; d != nil {
		text := w.derivedFrom + " " + oneLine(strings.Join(d.Steps, "; "))
		if d.Citation != "" {
			text += " (" + oneLine(d.Citation) + ")"
		}
		out = append(out, text)
	}
	if c.Reading != "" {
		out = append(out, w.readingWord+" "+oneLine(c.Reading))
	}
	if c.Reason != "" {
		out = append(out, w.reasonWord+" "+oneLine(c.Reason))
	}
	return out
}

var englishWords = wording{
	quoteOpen: "“", quoteClose: "”", readOn: "read on", withdrawn: "withdrawn with release", rival: "Rival value", rivals: "Other sources say", allSay: "Sources say",
	marksOf: map[string]string{
		"WANTED": "the words are still to be found", "DERIVED": "derived", "INFERRED": "inferred: no source states it", "EDITORIAL": "the editor's own",
		"ALLEGES": "alleged", "DENIES": "denied", "OPINES": "an opinion", "PREFERRED": "preferred", "DEPRECATED": "set aside",
		"PUBLIC_DOMAIN": "public domain", "QUOTED_ONLY": "quoted only", "TEXT_KEPT": "compared with the kept text", "TEXT_NOT_KEPT": "not compared with a kept text",
	},
	unverified: "not verified",
	counted:    [6]string{"acts:", "vendors:", "claims:", "with a quotation:", "compared with a kept text:", "not verified:"},
	report:     "Report", timeline: "What happened", restrictions: "What is restricted", coverage: "What was covered, and when it was last checked",
	notes: "Notes", sources: "Sources", foot: "Release",
	date: "Date", event: "Step", by: "By", evidence: "Notes", conduct: "Restriction", whom: "Binds", towards: "Towards", from: "From", to: "Until (that day excluded)", products: "Products",
	none: "–", nothingFound: "No step found.", noRestriction: "No restriction found.",
	bySource: "Source", period: "Days", jurisdiction: "Jurisdiction", role: "Role", search: "Words",
	publisher: "published by", published: "of", licence: "licence",
	draft: "draft, not released", made: "Made on", repeat: "The same report", digest: "SHA-256", known: "released on", rules: "rules version", vocabulary: "vocabulary version",
	covered: "The data of this release:", listChecked: "last compared on", absence: "Absence of data is not absence of law.",
	beginUnknown: "no source gives the beginning", always: "always", open: "no known end", narrowed: "narrowed", derivedFrom: "steps:",
	states:   map[string]string{"STAYED": "stayed", "ENFORCEMENT_SUSPENDED": "enforcement suspended"},
	unstated: "the text does not say whom it binds", readingWord: "reading:", reasonWord: "reason:",
}

var germanWords = wording{
	quoteOpen: "„", quoteClose: "“", readOn: "gelesen am", withdrawn: "zurückgezogen mit Ausgabe", rival: "Abweichende Angabe", rivals: "Andere Quellen sagen", allSay: "Die Quellen sagen",
	marksOf: map[string]string{
		"WANTED": "der Wortlaut ist noch zu finden", "DERIVED": "abgeleitet", "INFERRED": "erschlossen: keine Quelle sagt es", "EDITORIAL": "von der Redaktion",
		"ALLEGES": "behauptet", "DENIES": "bestritten", "OPINES": "eine Meinung", "PREFERRED": "vorgezogen", "DEPRECATED": "verworfen",
		"PUBLIC_DOMAIN": "gemeinfrei", "QUOTED_ONLY": "nur zitiert", "TEXT_KEPT": "mit dem aufbewahrten Text verglichen", "TEXT_NOT_KEPT": "mit keinem aufbewahrten Text verglichen",
	},
	unverified: "nicht belegt",
	counted:    [6]string{"Rechtsakte und Maßnahmen:", "Anbieter:", "Aussagen:", "mit Zitat:", "mit einem aufbewahrten Text verglichen:", "nicht belegt:"},
	report:     "Bericht", timeline: "Was geschah", restrictions: "Was beschränkt ist", coverage: "Was erfasst war und wann es zuletzt geprüft wurde",
	notes: "Anmerkungen", sources: "Quellen", foot: "Ausgabe",
	date: "Datum", event: "Schritt", by: "Durch", evidence: "Anm.", conduct: "Beschränkung", whom: "Bindet", towards: "Gegenüber", from: "Ab", to: "Bis (dieser Tag nicht mehr)", products: "Erzeugnisse",
	none: "–", nothingFound: "Kein Schritt gefunden.", noRestriction: "Keine Beschränkung gefunden.",
	bySource: "Quelle", period: "Tage", jurisdiction: "Rechtsordnung", role: "Rolle", search: "Wörter",
	publisher: "veröffentlicht von", published: "vom", licence: "Lizenz",
	draft: "Entwurf, nicht veröffentlicht", made: "Erstellt am", repeat: "Derselbe Bericht", digest: "SHA-256", known: "veröffentlicht am", rules: "Fassung der Regeln", vocabulary: "des Wortschatzes",
	covered: "Die Daten dieser Ausgabe:", listChecked: "zuletzt verglichen am", absence: "Fehlende Daten bedeuten nicht, dass es kein Recht gibt.",
	beginUnknown: "keine Quelle nennt den Beginn", always: "schon immer", open: "kein Ende bekannt", narrowed: "eingeschränkt", derivedFrom: "Schritte:",
	states:   map[string]string{"STAYED": "ausgesetzt", "ENFORCEMENT_SUSPENDED": "Durchsetzung ausgesetzt"},
	unstated: "der Text sagt nicht, wen er bindet", readingWord: "Lesart:", reasonWord: "Grund:",
}
