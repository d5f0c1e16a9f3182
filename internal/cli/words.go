package cli

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/regline/regline/internal/timeline"
)

// nouns are what people call the nodes of a kind: one, and several.
func nouns(k timeline.Kind) (one, several string) {
	switch k {
	case timeline.KindAction:
		return "act", "acts"
	case timeline.KindAgency:
		return "agency", "agencies"
	case timeline.KindOfficialList:
		return "list", "lists"
	case timeline.KindListEntry:
		return "row of a list", "rows of lists"
	case timeline.KindDiscrepancy:
		return "discrepancy", "discrepancies"
	case "":
		return "ID", "IDs"
	}
	one = inWords(string(k))
	return one, one + "s"
}

// inWords writes the name of a term or a predicate as words.
func inWords(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", " ")) }

// dateNouns are what people call the dates of a role: "effective date", "compliance deadline".
func dateNouns(a *timeline.Alteration) (one, several string) {
	switch {
	case a.Kind != timeline.KindMilestone:
		one, _ = nouns(a.Kind)
		one += " date"
	case a.Role == "":
		one = "date"
	case strings.HasSuffix(a.Role, "DEADLINE"):
		one = inWords(a.Role)
	default:
		one = inWords(a.Role) + " date"
	}
	return one, one + "s"
}

// inSentence says what one alteration means, with the first nodes that it befalls.
func inSentence(a *timeline.Alteration) string {
	var items []string
	separator := ", "
	for _, x := range a.First {
		text, detailed := item(a, x)
		if detailed {
			separator = "; "
		}
		if !slices.Contains(items, text) { // several sources may say one thing
			items = append(items, text)
		}
	}
	s := heading(a) + " (" + strings.Join(items, separator)
	if more := a.Count - len(a.First); more > 0 {
		s += fmt.Sprintf(" and %d more", more)
	}
	return s + ")"
}

// heading says how many nodes an alteration befalls, and what happened to them.
func heading(a *timeline.Alteration) string {
	one, several := nouns(a.Kind)
	article := "a " + one
	if strings.ContainsRune("aeiou", rune(one[0])) {
		article = "an " + one
	}
	if a.Kind == timeline.KindMilestone && (a.Sort == timeline.AlteredNew || a.Sort == timeline.AlteredRemoved) {
		one, several = dateNouns(a)
	}
	number := func(singular, plural string) string {
		if a.Count == 1 {
			return "1 " + singular
		}
		return fmt.Sprintf("%d %s", a.Count, plural)
	}
	switch a.Sort {
	case timeline.AlteredNew:
		return number(one, several) + " new"
	case timeline.AlteredRemoved:
		if a.Kind == timeline.KindClaim {
			return number(one, several) + " retracted"
		}
		return number(one, several) + " removed"
	case timeline.AlteredRedirect:
		return number(one, several) + " redirected"
	case timeline.AlteredDate:
		if moved := distance(a.Shift); moved != "" {
			return number(dateNouns(a)) + " moved by " + moved
		}
		return number(dateNouns(a)) + " changed"
	case timeline.AlteredWindow:
		return number("window of "+article, "windows of "+several) + " changed"
	case timeline.AlteredNarrowing:
		return number("scope of "+article, "scopes of "+several) + " narrowed otherwise"
	case timeline.AlteredLabel:
		return number(one+"'s label", "labels of "+several) + " changed"
	case timeline.AlteredValue:
		return number("value of "+article, "values of "+several) + " changed"
	case timeline.AlteredFactGained:
		return number("fact", "facts") + " added to " + plural(a.Count, article, several)
	case timeline.AlteredFactLost:
		return number("fact", "facts") + " lost by " + plural(a.Count, article, several)
	case timeline.AlteredStanding:
		return number("standing of "+article, "standings of "+several) + " changed"
	}
	return number(one, several) + " changed in evidence or order alone"
}

func plural(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}

// distance tells how far a date was moved, "" where the dates do not tell for certain.
func distance(s *timeline.Shift) string {
	if s == nil || s.Doubted || s.Least == nil || s.Most == nil || *s.Least != *s.Most {
		return ""
	}
	return units(s.Least)
}

func units(d *timeline.Distance) string {
	return count(max(d.N, -d.N), inWords(string(d.Unit)))
}

// item names a node; detailed says that more is told of it than its name.
func item(a *timeline.Alteration, x timeline.Altered) (text string, detailed bool) {
	name := x.ID
	if x.Subject != "" {
		name = x.Subject
	}
	text = plain(string(name))
	switch a.Sort {
	case timeline.AlteredNew, timeline.AlteredRemoved:
		value := x.Next + x.Former
		if x.Subject != "" {
			return text + " " + said(x.Predicate, value), true
		}
		if value != "" {
			return text + ": " + plain(value), true
		}
		return text, false
	case timeline.AlteredOtherwise:
		return text, false
	case timeline.AlteredRedirect:
		return text + " to " + orNothing(plain(x.Next)), true
	case timeline.AlteredDate:
		return text + ": " + orUnknown(x.Former) + " to " + orUnknown(x.Next) + moved(x.Shift, distance(a.Shift) != ""), true
	case timeline.AlteredWindow:
		return text + ": " + window(x.FormerWindow) + ", now " + window(x.NextWindow), true
	case timeline.AlteredNarrowing:
		return text + ": by " + orNothing(plain(x.Former)) + ", now by " + orNothing(plain(x.Next)), true
	case timeline.AlteredLabel:
		if x.Language != "en" {
			text += " in " + plain(x.Language)
		}
		return text + ": " + value(timeline.Label, x.Former) + " to " + value(timeline.Label, x.Next), true
	case timeline.AlteredFactGained, timeline.AlteredFactLost:
		return text + " " + said(x.Predicate, x.Next+x.Former), true
	case timeline.AlteredStanding:
		return text + " " + inWords(string(x.Predicate)) + ": " + inWords(x.Former) + " to " + inWords(x.Next), true
	}
	return text + " " + inWords(string(x.Predicate)) + ": " + value(x.Predicate, x.Former) + " to " + value(x.Predicate, x.Next), true
}

// said is what is said of a subject.
func said(p timeline.Predicate, v string) string { return inWords(string(p)) + ": " + value(p, v) }

// value shows free text in quotation marks.
func value(p timeline.Predicate, v string) string {
	def, _ := timeline.LookupPredicate(string(p))
	switch {
	case v == "":
		return "nothing"
	case def.Value == timeline.ValueText, def.Value == timeline.ValueLabel:
		return quoted(v)
	case def.Value == timeline.ValueTerm:
		return inWords(plain(v))
	}
	return plain(v)
}

// moved tells how a date was moved; known says that the heading has told how far.
func moved(s *timeline.Shift, known bool) string {
	direction := "later"
	if s.Order == timeline.OrderBefore {
		direction = "earlier"
	}
	about, doubt := "", ""
	if s.Doubted {
		about, doubt = "about ", ", and in doubt"
	}
	switch {
	case known:
		return ", " + direction
	case s.Fineness == timeline.Finer:
		return ", told more exactly" + doubt
	case s.Fineness == timeline.Coarser:
		return ", told less exactly" + doubt
	case s.Order == timeline.OrderSame && s.Doubted:
		return ", the same but for the doubt"
	case s.Order == timeline.OrderSame:
		return ", the same written otherwise"
	case s.Least != nil && s.Most == nil:
		return ", at least " + about + units(s.Least) + " " + direction
	case s.Least != nil && *s.Least == *s.Most:
		return ", " + about + units(s.Least) + " " + direction
	case s.Least != nil:
		return fmt.Sprintf(", %s%d to %s %s", about, s.Least.N, units(s.Most), direction)
	}
	return ends(s) + doubt
}

// ends tells how the bounds of two dates that overlap differ.
func ends(s *timeline.Shift) string {
	text := ""
	for _, end := range []struct {
		name string
		d    *timeline.Distance
	}{{"earliest", s.Earliest}, {"latest", s.Latest}} {
		switch {
		case end.d == nil || end.d.N == 0:
		case end.d.N > 0:
			text += ", " + end.name + " day " + units(end.d) + " later"
		default:
			text += ", " + end.name + " day " + units(end.d) + " earlier"
		}
	}
	return text
}

// window tells the stretches in which a restriction has a state.
func window(segments []timeline.Segment) string {
	if len(segments) == 0 {
		return "never in force for certain"
	}
	texts := make([]string, len(segments))
	for i, s := range segments {
		texts[i] = inWords(string(s.State))
		if s.From != nil {
			texts[i] += " from " + when(*s.From)
		}
		if s.To != nil {
			texts[i] += " until " + when(*s.To)
		}
	}
	return strings.Join(texts, ", then ")
}

func when(w timeline.When) string {
	text := orUnknown(w.Date.String())
	if w.Standing != timeline.StandingEstablished {
		text += " (" + inWords(string(w.Standing)) + ")"
	}
	return text
}

func orUnknown(date string) string {
	if date == "" {
		return "an unknown day"
	}
	return plain(date)
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// maxQuoted bounds a text in letters.
const maxQuoted = 60

// plain shows an ID or a term.
func plain(s string) string { return shown(s, timeline.MaxIDLength) }

// shown gives a text of facts in one line: what a terminal would take for a command becomes harmless, what is long is
// cut.
func shown(s string, most int) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n == most {
			b.WriteString("…")
			break
		}
		if !unicode.IsPrint(r) {
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}

func quoted(s string) string { return "“" + shown(s, maxQuoted) + "”" }
