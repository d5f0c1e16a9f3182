package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/regline/regline/internal/timeline"
)

// setsDrawn is the number of parameter sets of an operation.
const setsDrawn = 200

// place is an act with its place in the list of acts.
type place struct{ ID, Key string }

// force asks what restricts an audience towards a vendor on a day.
type force struct{ On, Audience, Vendor string }

// drawn are the parameters of all operations.
type drawn struct {
	actions []place
	ranges  []days
	words   []words
	forces  []force
	// count is the number of acts.
	count int
}

// drawer draws parameters from the records of a release.
type drawer struct {
	seed    uint64
	acts    sketch[place]
	ranges  sketch[days]
	words   sketch[words]
	bars    sketch[bar]
	counted int
	// audiences are all that there are: what a restriction names beside them is no capacity to ask for.
	audiences map[string]bool
}

// bar is a restriction of which a question can be made.
type bar struct {
	id, on         string
	named, targets []string
}

func newDrawer(seed uint64) *drawer {
	return &drawer{
		seed:      seed,
		acts:      sketch[place]{k: setsDrawn, seed: seed},
		ranges:    sketch[days]{k: setsDrawn, seed: seed},
		words:     sketch[words]{k: setsDrawn, seed: seed},
		bars:      sketch[bar]{k: setsDrawn, seed: seed},
		audiences: make(map[string]bool),
	}
}

// take sees one record.
func (d *drawer) take(r record) {
	switch r.kind {
	case timeline.KindAction:
		d.counted++
		if key, ok := r.key(timeline.IndexActions); ok {
			d.acts.add(r.id, place{r.id, key})
		}
	case timeline.KindMilestone:
		if key, ok := r.key(timeline.IndexTimeline); ok && r.has(timeline.FacetPrecision, "DAY") {
			if from, err := time.Parse(time.DateOnly, key[:min(len(key), len(time.DateOnly))]); err == nil {
				span := 7 + int(hashOf(d.seed, "span "+r.id)%360)
				d.ranges.add(r.id, days{from.Format(time.DateOnly), from.AddDate(0, 0, span).Format(time.DateOnly)})
			}
		}
	case timeline.KindAudience:
		d.audiences[r.id] = true
	case timeline.KindRestriction:
		audiences, targets := r.values(timeline.FacetAudience), r.values(timeline.FacetTarget)
		if key, ok := r.key(timeline.IndexRestrictions); ok && len(audiences) > 0 && len(targets) > 0 {
			if from, err := time.Parse(time.DateOnly, key[:min(len(key), len(time.DateOnly))]); err == nil && from.Year() < 9000 {
				d.bars.add(r.id, bar{r.id, from.AddDate(0, 0, 30).Format(time.DateOnly), audiences, targets})
			}
		}
	}
	if terms := searchable(r.values(timeline.FacetTerm)); len(terms) > 1 {
		one := pick(d.seed, "one "+r.id, terms)
		rest := slices.DeleteFunc(terms, func(t string) bool { return t == one })
		d.words.add(r.id, words{one, pick(d.seed, "two "+r.id, rest)})
	}
}

// pick chooses one of several by seed and name.
func pick(seed uint64, name string, from []string) string {
	return from[hashOf(seed, "pick "+name)%uint64(len(from))]
}

// searchable are the terms that people search for: of at least four characters.
func searchable(terms []string) []string {
	return slices.DeleteFunc(terms, func(t string) bool { return len(t) < 4 })
}

func (d *drawer) drawn() (*drawn, error) {
	out := &drawn{actions: d.acts.drawn(), ranges: d.ranges.drawn(), words: d.words.drawn(), count: d.counted}
	for _, b := range d.bars.drawn() {
		named := slices.DeleteFunc(b.named, func(id string) bool { return !d.audiences[id] })
		if len(named) > 0 {
			out.forces = append(out.forces, force{b.on, pick(d.seed, b.id, named), pick(d.seed, b.id, b.targets)})
		}
	}
	var scarce []string
	for name, n := range map[string]int{"acts": len(out.actions), "dated milestones": len(out.ranges), "nodes with search terms": len(out.words)} {
		if n < compared {
			scarce = append(scarce, fmt.Sprintf("%d %s", n, name))
		}
	}
	if scarce != nil {
		slices.Sort(scarce)
		return nil, fmt.Errorf("%w: %s; at least %d of each are needed", errScarce, strings.Join(scarce, ", "), compared)
	}
	return out, nil
}
