package generate

import (
	"math/rand/v2"

	"github.com/regline/regline/internal/timeline"
)

// actKind is a kind of act with what goes with it.
type actKind struct {
	name, noun string
	weight     int
	by         func(land) timeline.ID
	// first is the role of the milestone that every such act has, second that of a further one.
	first, second string
	// authority is the relation to what the act is issued under, others those to earlier acts of the same course.
	authority timeline.Predicate
	others    []timeline.Predicate
}

func legislature(l land) timeline.ID { return l.legislature }
func ministry(l land) timeline.ID    { return l.ministry }
func agency(l land) timeline.ID      { return l.agency }
func office(l land) timeline.ID      { return l.office }
func court(l land) timeline.ID       { return l.court }
func appeals(l land) timeline.ID     { return l.appeals }

// company says that the vendor of the course acts itself.
func company(land) timeline.ID { return "" }

// restricting are the kinds of acts that restrict a conduct.
func restricting() []actKind {
	return []actKind{
		{"REGULATION", "Regulation", 30, agency, "published", "effective", timeline.IssuedUnder, []timeline.Predicate{"IMPLEMENTS", "AMENDS", "SUPERSEDES", "CITES"}},
		{"DETERMINATION", "Determination", 20, office, "issued", "effective", timeline.IssuedUnder, []timeline.Predicate{"RELIES_ON", "FOLLOWS"}},
		{"DIRECTIVE", "Directive", 15, ministry, "issued", "effective", timeline.IssuedUnder, []timeline.Predicate{"IMPLEMENTS", "SUPERSEDES", "RELIES_ON"}},
		{"ORDER", "Order", 12, office, "issued", "effective", timeline.IssuedUnder, []timeline.Predicate{"FOLLOWS", "EXTENDS", "RELIES_ON"}},
		{"DESIGNATION", "Designation", 8, ministry, "announced", "effective", timeline.IssuedUnder, []timeline.Predicate{"RELIES_ON", "CITES"}},
		{"DENIAL_ORDER", "Denial order", 6, office, "issued", "effective", timeline.IssuedUnder, []timeline.Predicate{"FOLLOWS", "SUPERSEDES"}},
		{"STATUTE", "Statute", 4, legislature, "signed", "effective", "CITES", []timeline.Predicate{"AMENDS", "CODIFIES", "SUPERSEDES"}},
		{"EXECUTIVE_ORDER", "Executive order", 3, ministry, "signed", "effective", timeline.IssuedUnder, []timeline.Predicate{"AMENDS", "EXTENDS"}},
		{"PROCUREMENT_REMOVAL", "Removal", 2, agency, "announced", "effective", timeline.IssuedUnder, []timeline.Predicate{"IMPLEMENTS", "RELIES_ON"}},
	}
}

// other are the kinds of acts without a restriction.
func other() []actKind {
	return []actKind{
		{"NOTICE", "Notice", 26, agency, "published", "comments_close", "CITES", []timeline.Predicate{"PUBLISHES", "CORRECTS", "FOLLOWS"}},
		{"DECISION", "Decision", 16, office, "decided", "notified", timeline.IssuedUnder, []timeline.Predicate{"CONFIRMS", "RELIES_ON", "FOLLOWS"}},
		{"RULING", "Ruling", 12, court, "decided", "released", "CITES", []timeline.Predicate{"REVIEWS", "FOLLOWS"}},
		{"RULING", "Appeal ruling", 6, appeals, "decided", "released", "CITES", []timeline.Predicate{"AFFIRMS", "REVERSES", "FOLLOWS"}},
		{"COMPANY_ACT", "Company act", 12, company, "announced", "completed", "CITES", []timeline.Predicate{"RESPONDS_TO", "FOLLOWS"}},
		{"LAWSUIT", "Suit", 7, company, "filed", "argued", "CITES", []timeline.Predicate{"CHALLENGES"}},
		{"MOTION", "Motion", 5, company, "filed", "decided", "CITES", []timeline.Predicate{"FOLLOWS", "CHALLENGES"}},
		{"WARNING", "Warning", 6, agency, "announced", "published", "CITES", []timeline.Predicate{"RELIES_ON", "CITES"}},
		{"LISTING", "Listing", 4, office, "published", "effective", timeline.IssuedUnder, []timeline.Predicate{"RELIES_ON", "IMPLEMENTS", "FOLLOWS"}},
		{"ORDER", "Order", 4, office, "issued", "published", timeline.IssuedUnder, []timeline.Predicate{"EXTENDS", "FOLLOWS", "REVOKES"}},
		{"RESOLUTION", "Resolution", 2, legislature, "adopted", "published", "CITES", []timeline.Predicate{"CITES"}},
	}
}

// change is an effect with the kind of act that has it, and its relation to the act that is changed.
type change struct {
	effect string
	weight int
	act    actKind
	rel    timeline.Predicate
	// ends: only a restriction with an end can be changed so.
	ends bool
}

// changes are what acts do to earlier restrictions. A stay is lifted by the first of them.
func changes() []change {
	ruling := actKind{"RULING", "Ruling", 0, court, "decided", "released", "CITES", []timeline.Predicate{"FOLLOWS", "CITES"}}
	order := actKind{"ORDER", "Order", 0, office, "issued", "published", timeline.IssuedUnder, []timeline.Predicate{"FOLLOWS", "RELIES_ON"}}
	rule := actKind{"REGULATION", "Regulation", 0, agency, "published", "effective", timeline.IssuedUnder, []timeline.Predicate{"IMPLEMENTS", "CITES"}}
	return []change{
		{"LIFTS", 0, ruling, "REVIEWS", false},
		{"STAYS", 30, ruling, "REVIEWS", false},
		{"REVOKES", 20, order, "REVOKES", false},
		{"VACATES", 10, ruling, "REVERSES", false},
		{"DELAYS", 10, rule, "AMENDS", false},
		{"EXTENDS", 10, rule, "EXTENDS", true},
		{"NARROWS", 15, rule, "AMENDS", false},
		{"SUSPENDS_ENFORCEMENT", 5, order, "FOLLOWS", false},
	}
}

// conduct is what a restriction restricts, and whom it then binds.
type conduct struct {
	name   string
	weight int
	binds  func(land) timeline.ID
}

func conducts() []conduct {
	agencies := func(l land) timeline.ID { return l.publicAgencies }
	persons := func(l land) timeline.ID { return l.persons }
	resellers := func(l land) timeline.ID { return l.resellers }
	users := func(l land) timeline.ID { return l.users }
	contractors := func(l land) timeline.ID { return l.contractors }
	return []conduct{
		{"PROCURE", 20, agencies}, {"USE", 15, agencies}, {"TRANSACT", 14, persons}, {"EXPORT", 12, persons}, {"SELL", 8, persons},
		{"REMOVE", 6, agencies}, {"FUND", 6, contractors}, {"RESELL", 5, resellers}, {"ENTER_AGREEMENTS", 4, persons}, {"DISTRIBUTE", 3, resellers},
		{"UPDATE", 3, users}, {"INTEGRATE", 2, contractors}, {"AUTHORISE_EQUIPMENT", 2, persons},
	}
}

// pick draws an item by weight.
func pick[T any](r *rand.Rand, items []T, weight func(T) int) T {
	total := 0
	for _, it := range items {
		total += weight(it)
	}
	at := r.IntN(total)
	for _, it := range items {
		if at -= weight(it); at < 0 {
			return it
		}
	}
	return items[len(items)-1]
}

// oneOf draws an item, each as often as any other.
func oneOf[T any](r *rand.Rand, items []T) T { return items[r.IntN(len(items))] }
