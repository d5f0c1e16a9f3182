package generate

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// lands are the jurisdictions, codes that ISO 3166-1 leaves to its users: none of them is a country. The first has the
// most acts.
var lands = []string{"XA", "XB", "XC", "XD", "XE"}

// landWeights are how many of a hundred acts each land has.
var landWeights = []int{40, 25, 15, 12, 8}

// hubVendors is the number of vendors that acts of every block name.
const hubVendors = 10

// land names what a jurisdiction has.
type land struct {
	code                                                   string
	weight                                                 int
	legislature, ministry, agency, office, court, appeals  timeline.ID
	journal, notice, opinion, press, list                  timeline.ID
	persons, resellers, users, contractors, publicAgencies timeline.ID
	// authorities are acts under which all others are issued, the most used first.
	authorities []timeline.ID
}

func newLand(code string, weight int) land {
	id := func(name string) timeline.ID { return timeline.ID(name + "-" + strings.ToLower(code)) }
	return land{
		code: code, weight: weight,
		legislature: id("legislature"), ministry: id("ministry"), agency: id("agency"), office: id("office"), court: id("court"), appeals: id("court-of-appeal"),
		journal: id("journal"), notice: id("notices"), opinion: id("opinions"), press: id("press"), list: id("list"),
		persons: id("persons"), resellers: id("resellers"), users: id("users"), contractors: id("contractors"), publicAgencies: id("public-agencies"),
		authorities: []timeline.ID{id("power-act"), id("security-act"), id("trade-act")},
	}
}

func allLands() []land {
	out := make([]land, len(lands))
	for i, code := range lands {
		out[i] = newLand(code, landWeights[i])
	}
	return out
}

// hubVendor is a vendor that acts of every block name. The first is a group, of which the second and third are members;
// the fourth is a brand of the fifth.
func hubVendor(i int) timeline.ID { return timeline.ID(fmt.Sprintf("hub-vendor-%02d", i+1)) }

// world says the part of the data that all blocks share.
func (d *draft) world(seed uint64) {
	r := rand.New(rand.NewPCG(seed, 0))
	d.node(timeline.PublicBodies, timeline.KindAudience, "Public bodies")
	for _, l := range allLands() {
		d.bodies(l)
		d.audiences(l)
		d.documents(l)
		d.authorities(r, l)
	}
	for i := range hubVendors {
		kind := "LEGAL_ENTITY"
		switch i {
		case 0:
			kind = "GROUP"
		case 3:
			kind = "BRAND"
		}
		d.vendor(hubVendor(i), fmt.Sprintf("Hub vendor %02d", i+1), kind, lands[r.IntN(len(lands))])
	}
	d.link(hubVendor(1), timeline.MemberOf, hubVendor(0))
	d.link(hubVendor(2), timeline.MemberOf, hubVendor(0))
	d.link(hubVendor(2), timeline.SubsidiaryOf, hubVendor(1))
	d.link(hubVendor(3), timeline.BrandOf, hubVendor(4))
}

func (d *draft) vendor(id timeline.ID, label, kind, code string) {
	d.node(id, timeline.KindVendor, label)
	d.say(id, timeline.KindOf, kind)
	d.say(id, "JURISDICTION", code)
}

func (d *draft) bodies(l land) {
	for _, b := range []struct {
		id    timeline.ID
		label string
		in    timeline.ID
	}{
		{l.legislature, "Legislature", ""}, {l.ministry, "Ministry", ""}, {l.agency, "Agency", l.ministry}, {l.office, "Office", l.agency},
		{l.court, "Court", ""}, {l.appeals, "Court of appeal", ""},
	} {
		d.node(b.id, timeline.KindAgency, b.label+" "+l.code)
		d.say(b.id, "JURISDICTION", l.code)
		if b.in != "" {
			d.link(b.id, timeline.PartOf, b.in)
		}
	}
}

func (d *draft) audiences(l land) {
	for _, a := range []struct {
		id    timeline.ID
		label string
		in    timeline.ID
	}{
		{l.persons, "Persons in", ""}, {l.resellers, "Resellers in", l.persons}, {l.users, "Users in", l.persons},
		{l.contractors, "Contractors in", l.persons}, {l.publicAgencies, "Public agencies of", timeline.PublicBodies},
	} {
		d.node(a.id, timeline.KindAudience, a.label+" "+l.code)
		if a.in != "" {
			d.link(a.id, timeline.NarrowerThan, a.in, inferred)
		}
	}
}

// documents are the sources and the official list of a land.
func (d *draft) documents(l land) {
	reprint := timeline.ID("reprint-" + strings.ToLower(l.code))
	for _, s := range []struct {
		id                       timeline.ID
		label, kind, standing, f string
	}{
		{l.journal, "Journal", "OFFICIAL_JOURNAL", "DEFINITIVE_OFFICIAL", "ORIGINAL"}, {l.notice, "Notices", "AGENCY_DOCUMENT", "OFFICIAL_NOTICE", "ORIGINAL"},
		{l.opinion, "Opinions", "OPINION", "COURT", "ORIGINAL"}, {l.press, "Press", "PRESS", "PRESS", "ORIGINAL"},
		{reprint, "Reprint", "OFFICIAL_JOURNAL", "DEFINITIVE_OFFICIAL", "REPRINT"},
	} {
		d.node(s.id, timeline.KindSource, s.label+" "+l.code)
		d.say(s.id, timeline.KindOf, s.kind)
		d.say(s.id, "STANDING", s.standing)
		d.say(s.id, "FIDELITY", s.f)
		d.say(s.id, "PUBLISHER", s.label+" "+l.code)
		d.say(s.id, "URL", "https://example.org/"+string(s.id))
		d.say(s.id, "LANGUAGE", "en")
		d.say(s.id, "LICENCE", "QUOTED_ONLY")
	}
	d.link(reprint, timeline.CopyOf, l.journal)
	d.node(l.list, timeline.KindOfficialList, "List "+l.code)
	d.link(l.list, timeline.KeptBy, l.office)
	d.say(l.list, "COVERED", "Every row that was generated.")
	d.say(l.list, "CHECKED", "2030-12-31")
}

// authorities are older than all acts of blocks: each rests on the one behind it.
func (d *draft) authorities(r *rand.Rand, l land) {
	w := newWords(r)
	for i, id := range l.authorities {
		d.node(id, timeline.KindAction, w.label("Authority "+l.code, 2))
		d.say(id, timeline.KindOf, "STATUTE")
		d.say(id, "JURISDICTION", l.code)
		d.link(id, timeline.By, l.legislature)
		first, _ := edtf.DayOf(1985-5*i, 1, 1)
		day := first + edtf.Day(r.IntN(1700))
		d.say(id.With("signed"), timeline.On, day.String(), quoted(l.journal, 1+r.IntN(900), "signed on "+day.String()))
		if i+1 < len(l.authorities) {
			d.link(id, "AMENDS", l.authorities[i+1])
		}
	}
}
