package generate

import (
	"fmt"
	"math/rand/v2"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// blockActs is the number of acts that are compiled together. An act has relations to acts of its block and to those of
// the world that all blocks share.
const blockActs = 1000

// courseActs is the number of acts of one course of events: the acts about one vendor in one land that follow from each
// other.
const courseActs = 20

// actsPerVendor is how many acts there are for each vendor of a block.
const actsPerVendor = 50

// Input gives the claims of one block, counted from 0, of the data of so many acts, together with the world that all
// blocks share. It is what [Write] compiles.
func Input(actions int, seed uint64, block int) compile.Input {
	d := &draft{}
	d.world(seed)
	first := block * blockActs
	b := &blockDraft{draft: d, r: rand.New(rand.NewPCG(seed, uint64(block)+1)), lands: allLands(), first: first, stayed: make(map[timeline.ID]bool)}
	b.words = newWords(b.r)
	b.write(min(blockActs, actions-first))
	return d.in
}

// blockDraft makes the acts of a block.
type blockDraft struct {
	*draft
	r     *rand.Rand
	words words
	lands []land
	first int // the number of the block's first act

	vendors []timeline.ID
	// acts in the order of their numbers, and those among them with a restriction.
	acts       []*act
	restricted []*act
	stayed     map[timeline.ID]bool // restrictions under a stay that nothing has lifted yet
}

// act is what later acts need to know of an earlier one.
type act struct {
	id   timeline.ID
	land land
	kind actKind
	day  edtf.Day
	// restriction is empty where the act has none; until is empty where that has no end.
	restriction, until timeline.ID
	begins             edtf.Day
}

// course is a sequence of acts about the same vendors.
type course struct {
	land    land
	vendors []timeline.ID
	acts    []*act
	day     edtf.Day // of the next act
}

func (b *blockDraft) write(acts int) {
	b.writeVendors(max(1, acts/actsPerVendor))
	for len(b.acts) < acts {
		c := b.course()
		plan := b.plan()
		for i := range min(courseActs, acts-len(b.acts)) {
			b.act(c, plan[i])
		}
	}
}

// writeVendors makes the vendors of the block: each tenth is a group, of which the two behind it are members.
func (b *blockDraft) writeVendors(n int) {
	number := b.first/actsPerVendor + 1
	for i := range n {
		id := timeline.ID(fmt.Sprintf("vendor-%06d", number+i))
		kind := "LEGAL_ENTITY"
		if i%10 == 0 && n > 1 {
			kind = "GROUP"
		}
		b.vendor(id, fmt.Sprintf("Vendor %06d", number+i), kind, oneOf(b.r, lands))
		if i%10 == 1 || i%10 == 2 {
			b.link(id, timeline.MemberOf, b.vendors[i-i%10])
		}
		b.vendors = append(b.vendors, id)
	}
}

// course begins one: about a vendor of the block or, in one of twenty, about one that all blocks share.
func (b *blockDraft) course() *course {
	first, _ := edtf.DayOf(1990, 1, 1)
	c := &course{land: pick(b.r, b.lands, func(l land) int { return l.weight }), day: first + edtf.Day(b.r.IntN(35*365))}
	vendor := b.vendors[min(b.r.IntN(len(b.vendors)), b.r.IntN(len(b.vendors)))] // the earlier more often
	if b.r.IntN(20) == 0 {
		vendor = hubVendor(b.r.IntN(hubVendors))
	}
	c.vendors = []timeline.ID{vendor}
	if second := oneOf(b.r, b.vendors); second != vendor {
		c.vendors = append(c.vendors, second)
	}
	return c
}

// part is what an act of a course is to have.
type part struct{ restriction, effect, rival, statement bool }

// plan says which act of a course has what: a quarter of them a restriction, one an effect upon an earlier one, two
// rivals about a day, and in some courses one a statement about it.
func (b *blockDraft) plan() [courseActs]part {
	var p [courseActs]part
	for i := 0; i < courseActs; i += 4 {
		p[i+b.r.IntN(4)].restriction = true
	}
	for effect := false; !effect; {
		i := courseActs/2 + b.r.IntN(courseActs/2)
		effect = !p[i].restriction
		p[i].effect = effect
	}
	p[b.r.IntN(courseActs/2)].rival = true
	p[courseActs/2+b.r.IntN(courseActs/2)].rival = true
	p[b.r.IntN(courseActs)].statement = b.r.IntN(2) == 0
	return p
}
