package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
)

// The tables of this file are checked by hand against the texts that the facts quote. Each row names what it proves.

// TestIntervals asks for the time between two steps.
func TestIntervals(t *testing.T) {
	handlers := stores(t)
	for _, c := range []struct {
		proves, from, to string
		days             any // nil: no single number
		least, greatest  any
		order            string
	}{
		{"thirty days after the directive", "us-dhs-bod-17-01#issued", "us-dhs-bod-17-01#compliance_deadline/identify", 30, 30, 30, "BEFORE"},
		{"sixty days after the directive", "us-dhs-bod-17-01#issued", "us-dhs-bod-17-01#compliance_deadline/plan", 60, 60, 60, "BEFORE"},
		{"ninety days after the directive", "us-dhs-bod-17-01#issued", "us-dhs-bod-17-01#compliance_deadline/begin", 90, 90, 90, "BEFORE"},
		{"two acts, one day", "us-dhs-bod-17-01#compliance_deadline/begin", "us-ndaa-fy2018-s1634#signed", 0, 0, 0, "SAME"},
		{"the directive was printed six days later", "us-dhs-bod-17-01#issued", "us-dhs-bod-17-01-notice#published", 6, 6, 6, "BEFORE"},
		{"backwards is negative", "us-dhs-bod-17-01-notice#published", "us-dhs-bod-17-01#issued", -6, -6, -6, "AFTER"},
		{"both chambers to signature", "us-ndaa-fy2018-s1634#adopted", "us-ndaa-fy2018-s1634#signed", 26, 26, 26, "BEFORE"},
		{"the report was due 180 days after enactment", "us-ndaa-fy2018-s1634#signed", "us-ndaa-fy2018-s1634#compliance_deadline/report", 180, 180, 180, "BEFORE"},
		{"six days from signature to suit against the directive", "us-ndaa-fy2018-s1634#signed", "us-ddc-kaspersky-suit-1#filed", 6, 6, 6, "BEFORE"},
		{"between the two suits", "us-ddc-kaspersky-suit-1#filed", "us-ddc-kaspersky-suit-2#filed", 56, 56, 56, "BEFORE"},
		{"dismissal to affirmance", "us-ddc-kaspersky-dismissal#decided", "us-cadc-kaspersky-affirmance#decided", 184, 184, 184, "BEFORE"},
		{"argument to decision", "us-cadc-kaspersky-affirmance#argued", "us-cadc-kaspersky-affirmance#decided", 77, 77, 77, "BEFORE"},
		{"a day computed from a weekday gives no certain number", "us-cadc-kaspersky-injunction-denied#decided", "us-far-2018-010-interim-rule#effective", nil, nil, nil, "UNKNOWN"},
		{"only the month of the decision is known", "us-dhs-bod-17-01-final-decision#decided", "us-ndaa-fy2018-s1634#signed", nil, -19, 11, "UNKNOWN"},
		{"a month that lies wholly before", "us-dhs-bod-17-01-final-decision#decided", "us-ddc-kaspersky-suit-2#filed", nil, 43, 73, "BEFORE"},
		{"the interim rule took effect after 31 days", "us-far-2018-010-interim-rule#published", "us-far-2018-010-interim-rule#effective", 31, 31, 31, "BEFORE"},
		{"sixty days for comments", "us-far-2018-010-interim-rule#published", "us-far-2018-010-interim-rule#comments_close", 60, 60, 60, "BEFORE"},
		{"order to interim rule under it", "us-eo-13873#signed", "us-15-cfr-7-interim-rule#published", 615, 615, 615, "BEFORE"},
		{"interim rule published to effective", "us-15-cfr-7-interim-rule#published", "us-15-cfr-7-interim-rule#effective", 62, 62, 62, "BEFORE"},
		{"determination announced to bar on new agreements", "us-doc-kaspersky-determination#announced", "us-doc-kaspersky-determination#effective/new-agreements", 30, 30, 30, "BEFORE"},
		{"determination published to bar on updates", "us-doc-kaspersky-determination#published", "us-doc-kaspersky-determination#effective/updates", 97, 97, 97, "BEFORE"},
		{"the date that one agency alone gives is uncertain", "us-doc-kaspersky-determination#signed", "us-doc-kaspersky-determination#announced", nil, nil, nil, "UNKNOWN"},
		{"designation on the day after", "us-doc-kaspersky-determination#announced", "us-ofac-kaspersky-2024-06-21#announced", 1, 1, 1, "BEFORE"},
		{"wind-down begins on the day of the bar", "kaspersky-us-exit#began/wind-down", "us-doc-kaspersky-determination#effective/new-agreements", 0, 0, 0, "SAME"},
		{"rivals bound the interval", "kaspersky-ultraav-migration#began/migration", "us-doc-kaspersky-determination#effective/updates", nil, 10, 12, "BEFORE"},
		{"from the first FCC row to the second", "us-fcc-covered-list-ao-kaspersky-lab#listed", "us-fcc-covered-list-kaspersky-lab-inc#listed", 851, 851, 851, "BEFORE"},
		{"the bar on subsidies begins sixty days after the list", "us-fcc-covered-list-2022-03-25#released", "us-fcc-covered-list-2022-03-25#effective/subsidy-bar", 60, 60, 60, "BEFORE"},
		{"and after the first list", "us-fcc-covered-list-2021-03-12#released", "us-fcc-covered-list-2021-03-12#effective/subsidy-bar", 60, 60, 60, "BEFORE"},
		{"the list came on the last day the statute allowed", "us-secure-networks-act#compliance_deadline/publish-list", "us-fcc-covered-list-2021-03-12#announced", 0, 0, 0, "SAME"},
		{"and so did the order on equipment", "us-secure-equipment-act#compliance_deadline/adopt-rules", "us-fcc-22-84#adopted", 0, 0, 0, "SAME"},
		{"part A after one year", "us-ndaa-fy2019-s889#signed", "us-ndaa-fy2019-s889#effective/part-a", 365, 365, 365, "BEFORE"},
		{"part B after two, one of them a leap year", "us-ndaa-fy2019-s889#signed", "us-ndaa-fy2019-s889#effective/part-b", 731, 731, 731, "BEFORE"},
		{"the denial order lasted eighty-nine days", "us-bis-zte-denial-order#effective", "us-bis-zte-denial-order#revoked", 89, 89, 89, "BEFORE"},
		{"an unverified day gives no certain number", "us-bis-zte-superseding-order-2018#signed", "us-bis-zte-termination#effective", nil, 35, 35, "UNKNOWN"},
		{"the vote is not the release", "us-fcc-china-telecom-revocation#adopted", "us-fcc-china-telecom-revocation#released", 7, 7, 7, "BEFORE"},
		{"order and list, one day apart in effect and print", "us-bis-entity-list-2019-05-16#effective", "us-bis-entity-list-2019-05-16#published", 5, 5, 5, "BEFORE"},
		{"redesignated a month after it was used", "us-doc-kaspersky-determination#issued", "us-15-cfr-791-redesignation#effective", 28, 28, 28, "BEFORE"},
	} {
		t.Run(c.proves, func(t *testing.T) {
			a := execute(t, handlers, c.proves, `query($from: ID!, $to: ID!) { between(from: $from, to: $to) { days least greatest order certain reasons } }`,
				variables(map[string]any{"from": c.from, "to": c.to}))
			a.is(printedOrNil(c.days), "between", "days")
			if c.days != nil || c.least != nil {
				a.is(printedOrNil(c.least), "between", "least")
				a.is(printedOrNil(c.greatest), "between", "greatest")
			}
			a.is(c.order, "between", "order")
			if c.days == nil && len(a.at("between", "reasons").([]any)) == 0 {
				t.Error("no reason is given")
			}
		})
	}
}

// TestOnADay asks what is in force for somebody on a day.
func TestOnADay(t *testing.T) {
	handlers := stores(t)
	for _, c := range []struct {
		proves, on, capacity, restriction string
		verdict, touch                    string
	}{
		{"the day before the directive", "2017-09-12", "us-federal-civilian-executive", "us-dhs-bod-17-01#restriction/identify", "NOT_IN_FORCE", "BOUND"},
		{"the day of the directive", "2017-09-13", "us-federal-civilian-executive", "us-dhs-bod-17-01#restriction/identify", "IN_FORCE", "BOUND"},
		{"removal begins on day ninety", "2017-12-11", "us-federal-civilian-executive", "us-dhs-bod-17-01#restriction/begin-removal", "NOT_IN_FORCE", "BOUND"},
		{"and not before", "2017-12-12", "us-federal-civilian-executive", "us-dhs-bod-17-01#restriction/begin-removal", "IN_FORCE", "BOUND"},
		{"national security systems are outside the directive", "2018-01-15", "us-national-security-systems", "us-dhs-bod-17-01#restriction/begin-removal", "IN_FORCE", "EXEMPT"},
		{"the directive binds a part of all agencies", "2018-01-15", "us-federal-agencies", "us-dhs-bod-17-01#restriction/begin-removal", "IN_FORCE", "BOUND_IN_PART"},
		{"the statute is signed but not in force", "2018-09-30", "us-federal-agencies", "us-ndaa-fy2018-s1634#restriction/use", "NOT_IN_FORCE", "BOUND"},
		{"its first day", "2018-10-01", "us-federal-agencies", "us-ndaa-fy2018-s1634#restriction/use", "IN_FORCE", "BOUND"},
		{"it binds civilian agencies through all agencies", "2018-10-01", "us-federal-civilian-executive", "us-ndaa-fy2018-s1634#restriction/use", "IN_FORCE", "BOUND"},
		{"the clause on its eve", "2018-07-15", "us-federal-contractors", "us-far-2018-010-interim-rule#restriction/provide", "NOT_IN_FORCE", "BOUND"},
		{"the clause on its first day", "2018-07-16", "us-federal-contractors", "us-far-2018-010-interim-rule#restriction/provide", "IN_FORCE", "BOUND"},
		{"subcontractors are contractors to the clause", "2018-07-16", "us-federal-subcontractors", "us-far-2018-010-interim-rule#restriction/provide", "IN_FORCE", "BOUND"},
		{"the clause bars their own use from October", "2018-09-30", "us-federal-contractors", "us-far-2018-010-interim-rule#restriction/use", "NOT_IN_FORCE", "BOUND"},
		{"and from then on", "2018-10-01", "us-federal-contractors", "us-far-2018-010-interim-rule#restriction/use", "IN_FORCE", "BOUND"},
		{"cleared contractors two days after the order", "2017-09-30", "us-cleared-contractors", "us-dss-contractor-removal-2017#restriction/remove", "IN_FORCE", "BOUND"},
		{"other contractors only in part", "2017-09-30", "us-federal-contractors", "us-dss-contractor-removal-2017#restriction/remove", "IN_FORCE", "BOUND_IN_PART"},
		{"the eve of the bar on new agreements", "2024-07-19", "us-persons", "us-doc-kaspersky-determination#restriction/new-agreements", "NOT_IN_FORCE", "AFFECTED"},
		{"its first day", "2024-07-20", "us-persons", "us-doc-kaspersky-determination#restriction/new-agreements", "IN_FORCE", "AFFECTED"},
		{"Kaspersky itself is bound", "2024-07-20", "kaspersky-lab-inc", "us-doc-kaspersky-determination#restriction/new-agreements", "IN_FORCE", "BOUND"},
		{"an affiliate is bound through the group", "2024-07-20", "kaspersky-lab-ao", "us-doc-kaspersky-determination#restriction/new-agreements", "IN_FORCE", "BOUND"},
		{"the last full day of updates", "2024-09-28", "us-persons", "us-doc-kaspersky-determination#restriction/updates", "NOT_IN_FORCE", "AFFECTED"},
		{"midnight begins the whole day", "2024-09-29", "us-persons", "us-doc-kaspersky-determination#restriction/updates", "IN_FORCE", "AFFECTED"},
		{"resale on its eve", "2024-09-28", "us-resellers", "us-doc-kaspersky-determination#restriction/resale", "NOT_IN_FORCE", "UNSTATED"},
		{"resale", "2024-09-29", "us-resellers", "us-doc-kaspersky-determination#restriction/resale", "IN_FORCE", "UNSTATED"},
		{"integration", "2024-10-01", "us-resellers", "us-doc-kaspersky-determination#restriction/integration", "IN_FORCE", "UNSTATED"},
		{"dealings with the twelve bind every US person", "2024-06-21", "us-resellers", "us-ofac-kaspersky-2024-06-21#restriction/transact", "IN_FORCE", "BOUND"},
		{"and not the day before", "2024-06-20", "us-resellers", "us-ofac-kaspersky-2024-06-21#restriction/transact", "NOT_IN_FORCE", "BOUND"},
		{"exports need a licence from the day of the rule", "2024-06-24", "us-exporters", "us-bis-entity-list-2024-06-24#restriction/export", "IN_FORCE", "BOUND"},
		{"not from its announcement", "2024-06-20", "us-exporters", "us-bis-entity-list-2024-06-24#restriction/export", "NOT_IN_FORCE", "BOUND"},
		{"listing does not bar subsidies at once", "2022-03-25", "us-usf-recipients", "us-fcc-covered-list-2022-03-25#restriction/fund", "NOT_IN_FORCE", "BOUND"},
		{"the day before the sixtieth", "2022-05-23", "us-usf-recipients", "us-fcc-covered-list-2022-03-25#restriction/fund", "NOT_IN_FORCE", "BOUND"},
		{"the sixtieth day", "2022-05-24", "us-usf-recipients", "us-fcc-covered-list-2022-03-25#restriction/fund", "IN_FORCE", "BOUND"},
		{"equipment with the software, from the notice on", "2024-07-23", "us-equipment-applicants", "us-fcc-covered-list-2024-07-23#restriction/authorise-equipment", "IN_FORCE", "BOUND"},
		{"the ban on equipment waited for the Federal Register", "2022-11-26", "us-equipment-applicants", "us-fcc-22-84#restriction/authorisation", "NOT_IN_FORCE", "UNSTATED"},
		{"and began with it", "2023-02-06", "us-equipment-applicants", "us-fcc-22-84#restriction/authorisation", "IN_FORCE", "UNSTATED"},
		{"a partial remand narrows it", "2024-04-03", "us-equipment-applicants", "us-fcc-22-84#restriction/authorisation", "PARTLY", "UNSTATED"},
		{"the day before the remand", "2024-04-01", "us-equipment-applicants", "us-fcc-22-84#restriction/authorisation", "IN_FORCE", "UNSTATED"},
		{"a licence for some dealings with ZTE", "2018-07-03", "us-exporters", "us-bis-zte-denial-order#restriction/export", "PARTLY", "BOUND"},
		{"apps on the eve", "2025-01-18", "us-app-distribution-and-hosting", "us-pafaca#restriction/distribute", "NOT_IN_FORCE", "BOUND"},
		{"the one day on which nobody had promised anything", "2025-01-19", "us-app-distribution-and-hosting", "us-pafaca#restriction/distribute", "IN_FORCE", "BOUND"},
		{"promised not to be enforced", "2025-01-20", "us-app-distribution-and-hosting", "us-pafaca#restriction/distribute", "PARTLY", "BOUND"},
		{"and again", "2025-06-01", "us-app-distribution-and-hosting", "us-pafaca#restriction/distribute", "PARTLY", "BOUND"},
		{"after the divestiture of which only the schedule was read", "2026-06-01", "us-app-distribution-and-hosting", "us-pafaca#restriction/distribute", "PARTLY", "BOUND"},
		{"exports to ZTE on the first day", "2018-04-15", "us-exporters", "us-bis-zte-denial-order#restriction/export", "IN_FORCE", "BOUND"},
		{"the last day, narrowed by the licence", "2018-07-12", "us-exporters", "us-bis-zte-denial-order#restriction/export", "PARTLY", "BOUND"},
		{"the day of the revocation", "2018-07-13", "us-exporters", "us-bis-zte-denial-order#restriction/export", "NOT_IN_FORCE", "BOUND"},
		{"long before its scheduled end", "2019-01-01", "us-exporters", "us-bis-zte-denial-order#restriction/export", "NOT_IN_FORCE", "BOUND"},
		{"part A on its eve", "2019-08-12", "us-executive-agencies", "us-ndaa-fy2019-s889#restriction/part-a", "NOT_IN_FORCE", "BOUND"},
		{"part A", "2019-08-13", "us-executive-agencies", "us-ndaa-fy2019-s889#restriction/part-a", "IN_FORCE", "BOUND"},
		{"part B a year later", "2019-08-13", "us-executive-agencies", "us-ndaa-fy2019-s889#restriction/part-b", "NOT_IN_FORCE", "BOUND"},
		{"part B", "2020-08-13", "us-executive-agencies", "us-ndaa-fy2019-s889#restriction/part-b", "IN_FORCE", "BOUND"},
		{"contractors meet part B through the agency's duty", "2020-08-13", "us-federal-contractors", "us-ndaa-fy2019-s889#restriction/part-b", "IN_FORCE", "AFFECTED"},
		{"Huawei, from the day of the rule and not of its print", "2019-05-16", "us-exporters", "us-bis-entity-list-2019-05-16#restriction/export", "IN_FORCE", "BOUND"},
		{"Hikvision announced on the seventh, in force on the ninth", "2019-10-08", "us-exporters", "us-bis-entity-list-2019-10-09#restriction/export", "NOT_IN_FORCE", "BOUND"},
		{"a deadline of which only the month is known: before", "2021-12-31", "china-telecom-americas", "us-fcc-china-telecom-revocation#restriction/provide", "NOT_IN_FORCE", "BOUND"},
		{"within", "2022-01-15", "china-telecom-americas", "us-fcc-china-telecom-revocation#restriction/provide", "UNKNOWN", "BOUND"},
		{"and after", "2022-02-01", "china-telecom-americas", "us-fcc-china-telecom-revocation#restriction/provide", "IN_FORCE", "BOUND"},
		{"a restriction whose beginning no text gives", "2022-01-01", "us-eligible-telecommunications-carriers", "us-fcc-20-176#restriction/remove", "UNKNOWN", "BOUND"},
		{"which did not begin before its act was adopted", "2020-12-09", "us-eligible-telecommunications-carriers", "us-fcc-20-176#restriction/remove", "NOT_IN_FORCE", "BOUND"},
	} {
		t.Run(c.proves, func(t *testing.T) {
			a := execute(t, handlers, c.proves, `query($on: Day!, $capacity: ID!, $act: ID!) { inForce(on: $on, capacities: [$capacity], action: $act) { rows { verdict reasons touches { how } restriction { id } } } }`,
				variables(map[string]any{"on": c.on, "capacity": c.capacity, "act": ownerOf(c.restriction)}))
			row := a.sub("inForce", "rows", "restriction.id="+c.restriction)
			row.is(c.verdict, "verdict")
			row.is(c.touch, "touches", 0, "how")
			if len(row.at("reasons").([]any)) == 0 {
				t.Error("no reason is given")
			}
		})
	}
}

// TestDisputed names discrepancies that must be found, with the value chosen and one that lost.
func TestDisputed(t *testing.T) {
	handlers := stores(t)
	for _, c := range []struct{ proves, about, subject, chosen, lost string }{
		{"the suit is dated by its docket", "us-ddc-kaspersky-suit-1", "us-ddc-kaspersky-suit-1#filed", "2017-12-18", "2018-01-18"},
		{"the designations were not on 7 June", "us-ofac-kaspersky-2024-06-21", "us-ofac-kaspersky-2024-06-21#announced", "2024-06-21", "2024-06-07"},
		{"updates end on 29 and not on 30 September", "us-doc-kaspersky-determination", "us-doc-kaspersky-determination#effective/updates", "2024-09-29T00:00-04:00", "2024-09-30"},
		{"IEEPA is of December", "us-ieepa", "us-ieepa#signed", "1977-12-28", "1977-10-28"},
		{"the equipment act was signed on the eleventh", "us-secure-equipment-act", "us-secure-equipment-act#signed", "2021-11-11", "2021-11-01"},
		{"the order on Russia is of 15 April", "us-eo-14024", "us-eo-14024#signed", "2021-04-15", "2021-04-17"},
		{"the exit was announced on Monday", "kaspersky-us-exit", "kaspersky-us-exit#announced", "2024-07-15", "2024-07-16"},
	} {
		t.Run(c.proves, func(t *testing.T) {
			a := execute(t, handlers, c.proves, `query($about: ID!) { discrepancies(about: $about, first: 50) { nodes { subject { id } positions { value chosen claims { reason passage { quotation } } } } } }`,
				variables(map[string]any{"about": c.about}))
			p := a.sub("discrepancies", "nodes", "subject.id="+c.subject, "positions")
			p.is(c.chosen, "chosen=true", "value")
			lost := p.sub("value=" + c.lost)
			lost.is("false", "chosen")
			if lost.at("claims", 0, "reason") == nil {
				t.Error("the loser has no reason")
			}
		})
	}
}

// TestPrintedAt asks what is printed at a place.
func TestPrintedAt(t *testing.T) {
	handlers := stores(t)
	for _, c := range []struct{ text, act string }{
		{"89 FR 52362", "us-bis-entity-list-2024-06-24"}, {"89 FR 52364", "us-bis-entity-list-2024-06-24"}, {"89 Fed. Reg. 52,436", "us-doc-kaspersky-determination"},
		{"FR Doc. 2024-13532", "us-doc-kaspersky-determination"}, {"Executive Order 13873", "us-eo-13873"}, {"EO 14034", "us-eo-14034"}, {"909 F.3d 446", "us-cadc-kaspersky-affirmance"},
		{"Pub. L. 116-124", "us-secure-networks-act"}, {"83 FR 28143", "us-far-2018-010-interim-rule"}, {"FCC 22-84", "us-fcc-22-84"}, {"BOD 17-01", "us-dhs-bod-17-01"},
		{"86 FR 4910", "us-15-cfr-7-interim-rule"}, {"DA 22-320", "us-fcc-covered-list-2022-03-25"}, {"82 FR 43783", "us-dhs-bod-17-01-notice"},
	} {
		t.Run(c.text, func(t *testing.T) {
			a := execute(t, handlers, c.text, `query($text: String!) { citation(text: $text) { kind actions { id } } }`, variables(map[string]any{"text": c.text}))
			if got := a.all([]any{"citation", "actions"}, "id"); !slices.Contains(got, c.act) {
				t.Errorf("printed there: %v, want %s", got, c.act)
			}
		})
	}
	for _, none := range []string{"89 FR 52361", "89 FR 52440", "E.O. 99999", "no citation at all"} {
		a := execute(t, handlers, none, `query($text: String!) { citation(text: $text) { actions { id } sources { id } } }`, variables(map[string]any{"text": none}))
		a.is("[]", "citation", "actions")
	}
}

func variables(v map[string]any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

func ownerOf(id string) string {
	for i := range id {
		if id[i] == '#' {
			return id[:i]
		}
	}
	return id
}

func printedOrNil(v any) string { return fmt.Sprint(v) }

// TestRows asks when a row entered its list, and whether it stands there on a day.
func TestRows(t *testing.T) {
	handlers := stores(t)
	for _, c := range []struct{ row, listed, on, live string }{
		{"us-fcc-covered-list-huawei", "2021-03-12", "2021-03-11", "NOT_IN_FORCE"},
		{"us-fcc-covered-list-huawei", "2021-03-12", "2021-03-12", "IN_FORCE"},
		{"us-fcc-covered-list-hytera", "2021-03-12", "2026-11-24", "IN_FORCE"},
		{"us-fcc-covered-list-ao-kaspersky-lab", "2022-03-25", "2024-07-24", "IN_FORCE"}, // the second row does not replace the first
		{"us-fcc-covered-list-kaspersky-lab-inc", "2024-07-23", "2024-07-22", "NOT_IN_FORCE"},
		{"us-fcc-covered-list-china-telecom-americas", "2022-03-25", "2022-03-25", "IN_FORCE"},
		{"us-fcc-covered-list-pacific-networks", "2022-09-20", "2022-09-19", "NOT_IN_FORCE"},
		{"us-fcc-covered-list-drones", "2025-12-22", "2025-12-22", "IN_FORCE"},
		{"us-fcc-covered-list-routers", "2026-03-23", "2026-03-22", "NOT_IN_FORCE"},
		{"us-fcc-covered-list-digitalsystem-technology", "2026-07-07", "2026-07-07", "IN_FORCE"},
		{"us-fcc-covered-list-power-inverters", "2026-07-28", "2026-07-28", "IN_FORCE"},
		{"us-bis-entity-list-hangzhou-hikvision", "2019-10-09", "2019-10-08", "NOT_IN_FORCE"}, // announced on the seventh
		{"us-dod-1260h-2021-huawei-technologies", "2021-06-03", "2021-06-03", "IN_FORCE"},
		{"us-dod-1260h-2025-huawei-technologies", "2025-01-07", "2025-01-06", "NOT_IN_FORCE"}, // each edition of the list has its own rows
		{"us-dod-1260h-2026-huawei-technologies", "2026-06-08", "2026-06-08", "IN_FORCE"},
		{"us-dod-1260h-2022-sz-dji-technology", "2022-10-05", "2022-10-05", "IN_FORCE"},
		{"us-dod-1260h-2026-tp-link-technologies", "2026-06-08", "2026-06-07", "NOT_IN_FORCE"},
		{"us-dod-1260h-2021-china-telecommunications-corporation", "2021-06-03", "2025-01-07", "NOT_IN_FORCE"}, // delisted
		{"us-ofac-sdn-tikhonov", "2024-06-21", "2024-06-21", "IN_FORCE"},
	} {
		t.Run(c.row+" "+c.on, func(t *testing.T) {
			a := execute(t, handlers, c.row, `query($row: ID!, $on: Day!) { node(id: $row) { ... on ListEntry { listed { text } live(on: $on) milestones { facts(predicate: "ON") { claims { source { id } } } } } } }`,
				variables(map[string]any{"row": c.row, "on": c.on}))
			a.is(c.listed, "node", "listed", "text")
			a.is(c.live, "node", "live")
			if a.at("node", "milestones", 0, "facts", 0, "claims", 0, "source") == nil {
				t.Error("the day has no source")
			}
		})
	}
}
