package compile

import (
	"cmp"
	"slices"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// RulesVersion counts changes of what the rules of this package and of package timeline mean. It is part of every
// digest.
const RulesVersion = 1

// Compile makes the release of a number of what the loaders read; former is the release before it, nil for the first.
// It reports every fault that it finds; with any fault there is no release. The same claims give the same release whatever the order, the layout or the comments of the files.
func Compile(in Input, number int, draft bool, former *timeline.Release) (*timeline.Content, []Problem) {
	c := &compiler{
		number:    number,
		settled:   in.Settled,
		texts:     make(map[string]string, len(in.Texts)),
		kinds:     make(map[timeline.ID]timeline.Kind),
		declared:  make(map[timeline.ID]Declaration),
		written:   make(map[timeline.ID]bool, len(in.Faulty)),
		faulty:    make(map[Slot]bool, len(in.Faulty)),
		bySubject: make(map[timeline.ID]map[timeline.Predicate][]*claim),
		facts:     make(map[timeline.ID]map[timeline.Predicate]*fact),
	}
	for _, text := range in.Texts {
		c.texts[sha256Hex(text)] = text
	}
	for _, s := range in.Faulty {
		c.written[s.Subject], c.faulty[s] = true, true
	}
	c.declare(in.Declarations, in.Assertions)
	c.redirect(in.Redirects)
	c.check(in.Assertions)
	if !in.Settled {
		c.checkPassages()
	}
	c.resolve()
	c.checkCycles()
	found := c.findDiscrepancies()
	if !in.Settled {
		c.checkStanding()
		c.checkWindows()
	}
	if len(c.problems) > 0 {
		return nil, SortProblems(c.problems)
	}
	return c.build(found, in, draft, former)
}

// compiler holds the state of one compilation.
type compiler struct {
	number    int
	settled   bool
	texts     map[string]string // by hash
	problems  []Problem
	kinds     map[timeline.ID]timeline.Kind
	declared  map[timeline.ID]Declaration
	redirects timeline.Redirects   // nil for none
	written   map[timeline.ID]bool // subjects of which the loaders could not read something
	faulty    map[Slot]bool        // what they could not read, or has a fault of its own
	claims    []*claim
	dropped   []*claim // the faulty ones, for what can be checked all the same
	bySubject map[timeline.ID]map[timeline.Predicate][]*claim
	facts     map[timeline.ID]map[timeline.Predicate]*fact
	sources   map[timeline.ID]standing
	// Both are filled when first asked, after resolution: the subjects in order, and the parts of each node.
	ordered []timeline.ID
	parts   map[timeline.ID][]timeline.ID
}

// claim is a checked claim with its place and, for a date, the parsed value.
type claim struct {
	timeline.Claim
	def   timeline.PredicateDef
	at    Place
	field string
	date  edtf.Date
}

func (cl *claim) slot() Slot { return Slot{cl.Subject, cl.Predicate} }

// fact is what the claims of one predicate of one subject come to.
type fact struct {
	timeline.Fact
	when timeline.When
	// chosen are the claims for the values, rivals the live others; both the best first.
	chosen, rivals []*claim
}

func (c *compiler) problem(at Place, field, text string) {
	c.problems = append(c.problems, Problem{Place: at, Field: field, Text: text})
}

// fault reports a problem of a claim.
func (c *compiler) fault(cl *claim, cause Cause, text string) {
	c.problems = append(c.problems, Problem{Place: cl.at, Field: cl.field, Text: text, Cause: cause})
}

// SortProblems orders the problems by place and gives each once: a value that cites two passages is two claims with one
// fault. It works on the slice it is given.
func SortProblems(ps []Problem) []Problem {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(ps)
}

// fact gives the resolved fact, nil where there is none.
func (c *compiler) fact(id timeline.ID, p timeline.Predicate) *fact { return c.facts[id][p] }

// value gives the single value of a fact, or "".
func (c *compiler) value(id timeline.ID, p timeline.Predicate) string {
	if f := c.fact(id, p); f != nil && len(f.Values) > 0 {
		return f.Values[0]
	}
	return ""
}

// values gives all values of a fact.
func (c *compiler) values(id timeline.ID, p timeline.Predicate) []string {
	if f := c.fact(id, p); f != nil {
		return f.Values
	}
	return nil
}

// refs gives the values of a relation.
func (c *compiler) refs(id timeline.ID, p timeline.Predicate) []timeline.ID {
	vs := c.values(id, p)
	if len(vs) == 0 {
		return nil
	}
	out := make([]timeline.ID, len(vs))
	for i, v := range vs {
		out[i] = timeline.ID(v)
	}
	return out
}

// when gives the value of a predicate that is a date, nil where none is known.
func (c *compiler) when(id timeline.ID, p timeline.Predicate) *timeline.When {
	if f := c.fact(id, p); f != nil && !f.when.Date.IsZero() {
		w := f.when
		return &w
	}
	return nil
}

// partsOf lists the parts of a node that have facts, in order.
func (c *compiler) partsOf(owner timeline.ID) []timeline.ID {
	if c.parts == nil {
		c.parts = make(map[timeline.ID][]timeline.ID)
		for _, id := range c.subjects() {
			if id.Part() != "" {
				c.parts[id.Owner()] = append(c.parts[id.Owner()], id)
			}
		}
	}
	return slices.Clone(c.parts[owner])
}
