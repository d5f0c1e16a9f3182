package web

import (
	"cmp"
	"slices"
	"strings"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// lane is a row of a picture: one body, or one vendor.
type lane struct {
	Names   []link
	Y       int // of its upper edge
	Bars    []bar
	Marks   []mark
	Posts   []post
	moments []*moment
	first   edtf.Day
}

// maxLanes bounds the lanes of a picture; what is left makes one more.
const maxLanes = 16

// lanesOf sorts the moments into lanes by the nodes that of gives, in the order of their first moments. What several did
// together has a lane of its own, so that each moment stands in one lane.
func (v *visit) lanesOf(moments []*moment, of func(*moment) []*timeline.Link) []*lane {
	byKey := make(map[string]*lane)
	var all []*lane
	for _, m := range moments {
		links := of(m)
		key := ""
		for _, l := range links {
			key += " " + string(l.Node.Base().ID)
		}
		l := byKey[key]
		if l == nil {
			l = &lane{Names: v.linksTo(links), first: dayOr(m.step.When)}
			if len(links) == 0 {
				l.Names = []link{{Text: v.say("lane.nobody")}}
			}
			byKey[key] = l
			all = append(all, l)
		}
		l.moments = append(l.moments, m)
	}
	slices.SortStableFunc(all, func(a, b *lane) int { return cmp.Compare(a.first, b.first) })
	if len(all) <= maxLanes {
		return all
	}
	return v.mergeLanes(all)
}

// mergeLanes keeps the fullest lanes, in their order, and puts the others into one.
func (v *visit) mergeLanes(all []*lane) []*lane {
	byCount := slices.Clone(all)
	slices.SortStableFunc(byCount, func(a, b *lane) int { return cmp.Compare(len(b.moments), len(a.moments)) })
	kept := byCount[:maxLanes-1]
	rest := &lane{Names: []link{{Text: v.say("lane.others", len(all)-len(kept))}}}
	seen := make(map[*moment]bool)
	var out []*lane
	for _, l := range all {
		if slices.Contains(kept, l) {
			out = append(out, l)
			continue
		}
		for _, m := range l.moments {
			if !seen[m] {
				seen[m] = true
				rest.moments = append(rest.moments, m)
			}
		}
	}
	slices.SortStableFunc(rest.moments, func(a, b *moment) int { return cmp.Compare(a.number, b.number) })
	return append(out, rest)
}

// label joins the names of a lane.
func (l *lane) label() string {
	names := make([]string, len(l.Names))
	for i, n := range l.Names {
		names[i] = n.Text
	}
	return strings.Join(names, ", ")
}
