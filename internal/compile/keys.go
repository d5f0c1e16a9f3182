package compile

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/regline/regline/internal/timeline"
)

// noDay sorts behind every day.
const noDay = "9999-12-31"

// sortKey is where a node stands among others: a dated one by its earliest day, any other by its name; the ID makes
// it unique. The milestones of one day stand as steps usually follow: issued before effective. Keys are ASCII.
func (c *compiler) sortKey(id timeline.ID) string {
	switch c.kinds[id] {
	case timeline.KindMilestone:
		role, _ := id.Role()
		return fmt.Sprintf("%s|%02d-%s|%s", dayKey(c.when(id, timeline.On)), termRank(timeline.Roles, strings.ToUpper(role)), role, id)
	case timeline.KindEffect:
		return dayKey(c.when(id, timeline.On)) + "|" + string(id)
	case timeline.KindStatement:
		return dayKey(c.when(id, timeline.On)) + "|" + c.firstPlace(id) + "|" + string(id)
	case timeline.KindAction:
		w, _ := c.firstMilestone(id)
		return dayKey(w) + "|" + string(id)
	case timeline.KindListEntry:
		return dayKey(c.when(id.With("listed"), timeline.On)) + "|" + string(id)
	case timeline.KindRestriction:
		w := c.when(timeline.ID(c.value(id, timeline.WindowFrom)), timeline.On)
		return dayKey(w) + "|" + string(id)
	}
	return slug(c.label(id, "en")) + "|" + string(id)
}

func dayKey(w *timeline.When) string {
	if w == nil {
		return noDay
	}
	d, ok := w.Date.Earliest()
	if !ok {
		return "0000-01-01"
	}
	return d.String()
}

// lastKey is the last possible day of a date.
func lastKey(w timeline.When) string {
	if d, ok := w.Date.Latest(); ok {
		return d.String()
	}
	return noDay
}

// slug is a name in ASCII lower case for sorting.
func slug(s string) string {
	terms := timeline.Terms(s)
	for i, t := range terms {
		terms[i] = asciiOf(t)
	}
	return strings.Join(slices.DeleteFunc(terms, func(t string) bool { return t == "" }), "-")
}

// asciiOf leaves out all other letters.
func asciiOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return r
		}
		return -1
	}, s)
}

// prepares are the roles of steps before an act is one: a bill, an application, a hearing. To a suit or a motion its
// filing is the act.
var prepares = []string{"introduced", "passed", "filed", "argued"}

// firstMilestone gives the day on which an action became one: the earliest certain milestone that does not only prepare
// it, else the earliest uncertain one, else the earliest of all; nil where it has none.
func (c *compiler) firstMilestone(id timeline.ID) (*timeline.When, timeline.ID) {
	var best *timeline.When
	bestKey, bestID := "", timeline.ID("")
	for _, m := range c.milestones(id) {
		w := c.when(m, timeline.On)
		if w == nil {
			continue
		}
		weight := "0"
		role, _ := m.Role()
		switch {
		case slices.Contains(prepares, role) && !(role == "filed" && isFiling(c.value(id, timeline.KindOf))),
			role == "adopted" && c.value(id, timeline.KindOf) == "STATUTE": // it becomes law by signature
			weight = "2"
		case w.Uncertain():
			weight = "1"
		}
		if key := weight + dayKey(w); best == nil || key < bestKey {
			best, bestKey, bestID = w, key, m
		}
	}
	return best, bestID
}

// makes are the roles of the steps that make an act, ahead of which it binds nobody unless it says so itself. A day on
// which it was printed or told may lie behind them.
var makes = []string{"adopted", "signed", "issued", "decided"}

// made gives the day on which an action was made, nil where no source tells it.
func (c *compiler) made(id timeline.ID) (*timeline.When, timeline.ID) {
	w, m := c.firstMilestone(id)
	if role, _ := m.Role(); !slices.Contains(makes, role) {
		return nil, ""
	}
	return w, m
}

func isFiling(kind string) bool { return kind == "LAWSUIT" || kind == "MOTION" }

// label gives the name of a node in a language; a part without one is named after its owner.
func (c *compiler) label(id timeline.ID, language string) string {
	if f := c.fact(id, timeline.Label); f != nil {
		for _, cl := range f.chosen {
			if cl.Language == language {
				return cl.Value
			}
		}
	}
	if part := id.Part(); part != "" && language == "en" {
		return c.label(id.Owner(), "en") + ": " + partName(c, id)
	}
	if language == "en" {
		return string(id)
	}
	return ""
}

func partName(c *compiler, id timeline.ID) string {
	head, name := id.Role()
	words := strings.NewReplacer("_", " ", "-", " ")
	switch {
	case id.PartKind() == timeline.KindMilestone && name != "":
		return words.Replace(head) + " (" + words.Replace(name) + ")"
	case id.PartKind() == timeline.KindMilestone:
		return words.Replace(head)
	}
	return words.Replace(name)
}

// labels gives the names of a node in every language that has one.
func (c *compiler) labels(id timeline.ID) map[string]string {
	out := map[string]string{"en": c.label(id, "en")}
	if f := c.fact(id, timeline.Label); f != nil {
		for _, cl := range f.chosen { // the best first
			if _, held := out[cl.Language]; !held {
				out[cl.Language] = cl.Value
			}
		}
	}
	return out
}

// firstPlace is the first place in a source, in the order of places, where a node's claims are quoted.
func (c *compiler) firstPlace(id timeline.ID) string {
	best := ""
	for _, cs := range c.bySubject[id] {
		for _, cl := range cs {
			if p := passageKey(&cl.Claim); p != "" && (best == "" || p < best) {
				best = p
			}
		}
	}
	return best
}
