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
	beginUnknown, neverBegan, always, open, narrowed, derivedFrom         string
	states                                                                map[string]string
	effects                                                               map[string]string // of [timeline.EffectKinds]
	unstated, lastFull                                                    string
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
	beginUnknown: "no source gives the beginning", neverBegan: "ended before it began", always: "always", open: "no known end", narrowed: "narrowed", derivedFrom: "steps:",
	effects: map[string]string{
		"COMMENCES": "brings into force", "DELAYS": "delays", "EXTENDS": "extends", "STAYS": "stays", "LIFTS": "lifts the stay of", "VACATES": "vacates",
		"REVOKES": "revokes", "REINSTATES": "reinstates", "NARROWS": "narrows", "WIDENS": "widens", "RENUMBERS": "renumbers", "SUSPENDS_ENFORCEMENT": "suspends the enforcement of",
	},
	states:   map[string]string{"STAYED": "stayed", "ENFORCEMENT_SUSPENDED": "enforcement suspended"},
	lastFull: "Last full day before it:", unstated: "the text does not say whom it binds", readingWord: "reading:", reasonWord: "reason:",
}

var germanWords = wording{
	quoteOpen: "„", quoteClose: "“", readOn: "gelesen am", withdrawn: "zurückgenommen mit Stand", rival: "Abweichende Angabe", rivals: "Andere Quellen sagen", allSay: "Die Quellen sagen",
	marksOf: map[string]string{
		"WANTED": "der Wortlaut ist noch zu finden", "DERIVED": "abgeleitet", "INFERRED": "gefolgert: keine Quelle sagt es", "EDITORIAL": "von der Redaktion",
		"ALLEGES": "wirft vor", "DENIES": "bestreitet", "OPINES": "eine Meinung", "PREFERRED": "vorgezogen", "DEPRECATED": "verworfen",
		"PUBLIC_DOMAIN": "gemeinfrei", "QUOTED_ONLY": "nur zitiert", "TEXT_KEPT": "mit dem aufbewahrten Text verglichen", "TEXT_NOT_KEPT": "mit keinem aufbewahrten Text verglichen",
	},
	unverified: "nicht belegt",
	counted:    [6]string{"Rechtsakte:", "Hersteller:", "Angaben:", "mit Zitat:", "mit einem aufbewahrten Text verglichen:", "nicht belegt:"},
	report:     "Bericht", timeline: "Was geschah", restrictions: "Was beschränkt ist", coverage: "Was erfasst war und wann es zuletzt geprüft wurde",
	notes: "Anmerkungen", sources: "Quellen", foot: "Stand",
	date: "Datum", event: "Schritt", by: "Von", evidence: "Anm.", conduct: "Beschränkung", whom: "Bindet", towards: "Gegenüber", from: "Ab", to: "Bis (dieser Tag nicht mehr)", products: "Produkte",
	none: "–", nothingFound: "Kein Schritt gefunden.", noRestriction: "Keine Beschränkung gefunden.",
	bySource: "Quelle", period: "Tage", jurisdiction: "Recht von", role: "Art des Schritts", search: "Wörter",
	publisher: "herausgegeben von", published: "vom", licence: "Lizenz",
	draft: "Entwurf, nicht veröffentlicht", made: "Erstellt am", repeat: "Derselbe Bericht", digest: "SHA-256", known: "vom", rules: "Fassung der Regeln", vocabulary: "des Wortschatzes",
	covered: "Die Daten dieses Stands:", listChecked: "zuletzt verglichen am", absence: "Fehlende Daten heißen nicht, dass es kein Recht gibt.",
	beginUnknown: "keine Quelle nennt den Beginn", neverBegan: "endete, ehe sie begann", always: "schon immer", open: "kein Ende bekannt", narrowed: "eingeengt", derivedFrom: "Schritte:",
	effects: map[string]string{
		"COMMENCES": "setzt in Kraft", "DELAYS": "verschiebt den Beginn", "EXTENDS": "verlängert", "STAYS": "setzt aus", "LIFTS": "hebt die Aussetzung auf", "VACATES": "hebt auf",
		"REVOKES": "widerruft", "REINSTATES": "stellt wieder her", "NARROWS": "engt ein", "WIDENS": "weitet aus", "RENUMBERS": "nummeriert neu", "SUSPENDS_ENFORCEMENT": "setzt den Vollzug aus",
	},
	states:   map[string]string{"STAYED": "ausgesetzt", "ENFORCEMENT_SUSPENDED": "nicht vollzogen"},
	lastFull: "Letzter ganzer Tag davor:", unstated: "der Text sagt nicht, wen er bindet", readingWord: "Lesart:", reasonWord: "Grund:",
}
