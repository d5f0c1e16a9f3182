package cli

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/regline/regline/examples"
	"github.com/regline/regline/graph"
)

// TestAnswers runs every example on every store and asserts what it must answer.
func TestAnswers(t *testing.T) {
	handlers := stores(t)
	all, err := examples.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		t.Run(e.Name, func(t *testing.T) {
			check, ok := answers[e.Name]
			if !ok {
				t.Fatalf("no assertion about the example %s", e.Name)
			}
			check(execute(t, handlers, e.Name, e.Query, e.Variables))
		})
	}
	for name := range answers {
		if !slices.ContainsFunc(all, func(e examples.Example) bool { return e.Name == name }) {
			t.Errorf("an assertion about %s, which is no example", name)
		}
	}
}

// TestSchemaExamples runs the example of every field of the API over the embedded facts.
func TestSchemaExamples(t *testing.T) {
	handlers := stores(t)
	for _, q := range graph.Examples(handlers["memory"].Schema()) {
		execute(t, handlers, q, q, "")
	}
}

// answers are the assertions by the name of the example.
var answers = map[string]func(a answer){
	"a1-what-led-to-the-exit": func(a answer) {
		steps := a.sub("lineage", "steps")
		if got := steps.all(nil, "node", "id"); !slices.Equal(got, []string{"us-doc-kaspersky-determination", "us-15-cfr-7-interim-rule", "us-eo-13873", "us-ieepa"}) {
			a.t.Errorf("steps: %v", got)
		}
		steps.is("RESPONDS_TO", "node.id=us-doc-kaspersky-determination", "links", 0, "relation")
		steps.has("This decision follows the commerce department’s final determination", "node.id=us-doc-kaspersky-determination")
		steps.is("IMPLEMENTS", "node.id=us-eo-13873", "links", "from=us-15-cfr-7-interim-rule", "relation")
		steps.has("Pursuant to the authorities granted in Executive Order", "node.id=us-eo-13873", "links", "from=us-doc-kaspersky-determination")
		steps.is("ISSUED_UNDER", "node.id=us-ieepa", "links", "from=us-eo-13873", "relation")
		steps.has("including the International Emergency Economic Powers Act", "node.id=us-ieepa", "links", "from=us-eo-13873")
		for id, day := range map[string]string{
			"us-eo-13873#signed": "2019-05-15", "us-15-cfr-7-interim-rule#published": "2021-01-19", "us-15-cfr-7-interim-rule#effective": "2021-03-22", "us-ieepa#signed": "1977-12-28",
			"us-doc-kaspersky-determination#announced": "2024-06-20",
		} {
			owner, _, _ := strings.Cut(id, "#")
			steps.is(day, "node.id="+owner, "node", "milestones", "id="+id, "when", "text")
		}
		signed := steps.sub("node.id=us-ieepa", "node", "milestones", "id=us-ieepa#signed", "facts", 0)
		signed.has("PUBLIC LAW 95-223—DEC. 28, 1977", "claims")
		signed.is("1977-10-28", "rivals", 0, "value")
	},
	"a2-what-rests-on-an-authority": func(a answer) {
		steps := a.sub("lineage", "steps")
		ids := steps.all(nil, "node", "id")
		for _, want := range []string{"us-eo-13873", "us-eo-14024", "us-eo-14034", "us-15-cfr-7-interim-rule", "us-15-cfr-791-final-rule", "us-doc-kaspersky-determination", "us-ofac-kaspersky-2024-06-21"} {
			if !slices.Contains(ids, want) {
				a.t.Errorf("%s does not rest on it: %v", want, ids)
			}
		}
		designated := 0
		for _, id := range ids {
			if strings.HasPrefix(id, "us-ofac-sdn-") {
				designated++
			}
		}
		if designated < 12 {
			a.t.Errorf("%d designations, want the twelve", designated)
		}
		rule := steps.sub("node.id=us-15-cfr-7-interim-rule", "node", "relations", "edges", "node.id=us-15-cfr-791-final-rule")
		rule.is("SUPERSEDED_BY", "link", "inverse")
		rule.is("2025-02-04", "node", "milestones", 0, "when", "text")
		for _, not := range []string{"us-dhs-bod-17-01", "us-ndaa-fy2018-s1634", "us-bis-entity-list-2024-06-24"} {
			if slices.Contains(ids, not) {
				a.t.Errorf("%s rests on it", not)
			}
		}
	},
	"a3-how-two-acts-hang-together": func(a answer) {
		a.is("OUTGOING", "path", "direction")
		a.is("RELIES_ON", "path", "links", 0, "relation")
		a.has("we interpret the BOD to be a finding from the Department of Homeland Security", "path", "links", 0, "claims")
		a.is("ISSUED_UNDER", "action", "relations", "edges", "node.id=us-secure-networks-act", "link", "relation")
	},
	"a4-if-an-authority-fell": func(a answer) {
		fates := a.sub("impact", "fates")
		for id, fate := range map[string]string{
			"us-15-cfr-7-interim-rule": "FALLS", "us-15-cfr-791-redesignation": "FALLS", "us-15-cfr-791-final-rule": "FALLS", "us-doc-kaspersky-determination": "FALLS",
			"us-eo-14034": "FALLS_IN_PART", "us-fcc-covered-list-2024-07-23": "UNKNOWN",
		} {
			fates.is(fate, "node.id="+id, "fate")
		}
		fates.is("true", "node.id=us-fcc-covered-list-2024-07-23", "because", 0, "inferred")
		stands := a.all([]any{"impact", "stands"}, "id")
		for _, id := range []string{"us-dhs-bod-17-01", "us-ndaa-fy2018-s1634", "us-bis-entity-list-2024-06-24", "us-ofac-kaspersky-2024-06-21"} {
			if !slices.Contains(stands, id) {
				a.t.Errorf("%s does not stand: %v", id, stands)
			}
		}
	},
	"a5-what-is-printed-there": func(a answer) {
		if got := a.all([]any{"citation", "actions"}, "id"); !slices.Equal(got, []string{"us-bis-entity-list-2024-06-24"}) {
			a.t.Errorf("printed there: %v", got)
		}
		a.has("89 FR 52362-52364", "citation", "actions", 0, "citations")
	},
	"a6-what-the-courts-did": func(a answer) {
		steps := a.sub("lineage", "steps")
		when := func(id, role string) answer {
			return steps.sub("node.id="+id, "node", "milestones", "role="+role)
		}
		when("us-ddc-kaspersky-suit-1", "FILED").is("2017-12-18", "when", "text")
		when("us-ddc-kaspersky-suit-2", "FILED").is("2018-02-12", "when", "text")
		when("us-ddc-kaspersky-dismissal", "DECIDED").is("2018-05-30", "when", "text")
		when("us-cadc-kaspersky-affirmance", "DECIDED").is("2018-11-30", "when", "text")
		refused := when("us-cadc-kaspersky-injunction-denied", "DECIDED")
		refused.is("2018-07-13?", "when", "text")
		refused.is("true", "when", "uncertain")
		refused.has("late Friday")
		steps.has("909 F.3d 446", "node.id=us-cadc-kaspersky-affirmance", "node", "citations")
		for _, link := range [][3]string{
			{"us-ddc-kaspersky-suit-1", "CHALLENGES", "us-dhs-bod-17-01"}, {"us-ddc-kaspersky-suit-2", "CHALLENGES", "us-ndaa-fy2018-s1634"},
			{"us-cadc-kaspersky-affirmance", "AFFIRMS", "us-ddc-kaspersky-dismissal"},
		} {
			steps.is(link[1], "node.id="+link[0], "links", "to="+link[2], "relation")
		}
	},
	"t1-directive-to-sales-ban": exactly(2502, "2017-09-13", "2024-07-20"),
	"t2-signature-to-effect":    exactly(293, "2017-12-12", "2018-10-01"),
	"t3-determination-to-exit": func(a answer) {
		a.is(25, "toTheAnswer", "days")
		a.is(76, "toTheBar", "days")
		a.is("2024-09-28", "toTheBar", "eve")
		a.is(75, "toTheBar", "daysToEve")
		a.is("2024-07-15", "toTheAnswer", "to", "when", "text")
		a.is("2024-09-29T00:00-04:00", "toTheBar", "to", "when", "text")
		a.is("RESPONDS_TO", "toTheAnswer", "related", 0, "relation")
	},
	"t4-decision-before-the-suit": func(a answer) {
		a.is("UNKNOWN", "between", "order")
		a.is("<nil>", "between", "days")
		a.is(-13, "between", "least")
		a.is(17, "between", "greatest")
		a.is("2017-12", "between", "from", "when", "text")
		a.has("the Final Decision issued in December", "between", "from")
		a.is("CHALLENGES", "between", "related", 0, "relation")
	},
	"t5-when-sources-differ": func(a answer) {
		a.is("RIVALS", "node", "when", "standing")
		a.is("2024-09-17", "node", "when", "earliest")
		a.is("2024-09-19", "node", "when", "latest")
		a.is("[]", "node", "facts", 0, "values")
		a.has("The transition kicked off on September 17", "node", "facts", 0)
		a.has("that happened on September 19", "node", "facts", 0)
		a.is("false", "discrepancies", "nodes", 0, "positions", 0, "chosen")
	},
	"t6-what-was-decided-in-a-week": func(a answer) {
		nodes := a.sub("timeline", "nodes")
		if got := nodes.all(nil, "when", "text"); !slices.IsSorted(got) || got[0] != "2024-06-20" || got[len(got)-1] != "2024-06-24" {
			a.t.Errorf("days: %v", got)
		}
		nodes.is("us-doc", "owner.id=us-bis-entity-list-2024-06-24", "owner", "by", "node.id=us-bis", "node", "partOf", 0, "node", "id")
		nodes.is("us-treasury", "owner.id=us-ofac-kaspersky-2024-06-21", "owner", "by", "node.id=us-ofac", "node", "partOf", 0, "node", "id")
		for _, want := range []string{"us-doc-kaspersky-determination ANNOUNCED 2024-06-20", "us-bis-entity-list-2024-06-24 ANNOUNCED 2024-06-20", "us-ofac-kaspersky-2024-06-21 ANNOUNCED 2024-06-21",
			"us-bis-entity-list-2024-06-24 EFFECTIVE 2024-06-24", "us-doc-kaspersky-determination PUBLISHED 2024-06-24", "us-bis-entity-list-2024-06-24 PUBLISHED 2024-06-24"} {
			f := strings.Fields(want)
			found := false
			for i := range nodes.all(nil, "role") {
				found = found || nodes.at(i, "owner", "id") == f[0] && nodes.at(i, "role") == f[1] && nodes.at(i, "when", "text") == f[2]
			}
			if !found {
				a.t.Errorf("missing: %s", want)
			}
		}
	},
	"t7-two-events-on-one-day": func(a answer) {
		nodes := a.sub("timeline", "nodes")
		nodes.is("2017-12-12", "id=us-dhs-bod-17-01#compliance_deadline/begin", "when", "text")
		nodes.has("issued + 90 days = 2017-12-12", "id=us-dhs-bod-17-01#compliance_deadline/begin", "facts")
		nodes.is("us-ndaa-fy2018-s1634", "id=us-ndaa-fy2018-s1634#signed", "owner", "id")
	},
	"a7-vendors-side-by-side": func(a answer) {
		columns := a.sub("compare", "columns")
		stage := func(vendor, name string) answer { return columns.sub("vendor.id="+vendor, "stages", "stage="+name) }
		columns.is("2017-07-11", "vendor.id=kaspersky-group", "first", "first", "text")
		for name, want := range map[string][2]string{
			"PROCUREMENT_REMOVAL": {"2017-07-11", "0"}, "AGENCY_USE_BAN": {"2017-12-12", "154"}, "FUNDING_BAR": {"2022-05-24", "1778"},
			"EXPORT_RESTRICTION": {"2024-06-24", "2540"}, "SALES_BAN": {"2024-07-20", "2566"},
		} {
			stage("kaspersky-group", name).is(want[0], "when", "text")
			stage("kaspersky-group", name).is(want[1], "days")
		}
		for _, empty := range [][2]string{{"kaspersky-group", "REVERSAL"}, {"huawei-group", "SALES_BAN"}, {"huawei-group", "REVERSAL"}} {
			stage(empty[0], empty[1]).is("<nil>", "when")
			stage(empty[0], empty[1]).is("<nil>", "days")
		}
		stage("zte-group", "EXPORT_RESTRICTION").is("2018-04-15", "when", "text")
		stage("zte-group", "REVERSAL").is("2018-07-13", "when", "text")
		stage("huawei-group", "EXPORT_RESTRICTION").is("2019-05-16", "when", "text")
		stage("bytedance-group", "SALES_BAN").is("2025-01-19", "when", "text")
	},
	"a8-who-followed-whom": func(a answer) {
		rows := a.sub("jurisdictions")
		for _, c := range [][3]string{
			{"GB", "uk-ncsc-russian-av-letter", "2017-12-01"}, {"LT", "lt-government-kaspersky-decision", "2017-12-20"}, {"NL", "nl-cabinet-kaspersky-phase-out", "2018-05-14"},
			{"EU", "eu-ep-cyber-defence-resolution", "2018-06-13"}, {"DE", "de-bsi-kaspersky-warning", "2022-03-15"}, {"IT", "it-acn-circular-4336-2022", "2022-04-21"},
			{"PL", "pl-mswia-sanctions-2022-04-26", "2022-04-26"}, {"CA", "ca-tbs-kaspersky-mobile-ban", "2023-10-30"}, {"AU", "au-pspf-direction-002-2025", "2025-02-21"},
			{"UA", "ua-decree-2015-09-16", "2015-09-16"}, {"UA", "ua-decree-133-2017", "2017-05-15"},
		} {
			act := rows.sub("jurisdiction="+c[0], "acts", "id="+c[1])
			act.is(c[2], "first", "text")
			if len(act.all([]any{"milestones", 0, "facts", 0, "claims"}, "source")) == 0 {
				a.t.Errorf("%s has no source", c[1])
			}
		}
		if rows.at(0, "jurisdiction") != "UA" {
			a.t.Errorf("the first is %v, want UA: both Ukrainian acts of 2015 and 2017 are before the directive", rows.at(0, "jurisdiction"))
		}
		follows := rows.sub("jurisdiction=NL", "follows")
		follows.is("CITES", "to=us-gsa-schedule-removal-2017", "relation")
		follows.is("CITES", "to=uk-ncsc-russian-av-letter", "relation")
	},
	"c1-what-a-reseller-may-not-do": func(a answer) {
		rows := a.sub("inForce", "rows")
		row := func(name string) answer {
			return rows.sub("restriction.id=us-doc-kaspersky-determination#restriction/" + name)
		}
		row("new-agreements").is("IN_FORCE", "verdict")
		row("new-agreements").is("AFFECTED", "touches", 0, "how")
		row("new-agreements").is("2024-07-20", "restriction", "segments", 0, "from", "text")
		row("new-agreements").has("kaspersky-lab-inc", "restriction", "binds")
		row("new-agreements").has("prohibited from entering into any new agreement with U.S. persons", "restriction", "facts")
		for _, name := range []string{"resale", "integration", "licensing", "updates", "ksn"} {
			row(name).is("NOT_IN_FORCE", "verdict")
			row(name).is("2024-09-29T00:00-04:00", "nextChange", "when", "text")
		}
		row("resale").is("UNSTATED", "touches", 0, "how")
		row("resale").has("Reselling Kaspersky cybersecurity or anti-virus software", "restriction", "facts")
		a.is("2024-09-29T00:00-04:00", "inForce", "nextChange", "when", "text")
		a.is("USE", "inForce", "clarifications", 0, "notProhibited")
		a.has("will not face legal penalties under the Final Determination", "inForce", "clarifications", 0)
	},
	"c2-what-binds-an-agency": func(a answer) {
		rows := a.sub("inForce", "rows")
		removal := rows.sub("restriction.id=us-dhs-bod-17-01#restriction/begin-removal")
		removal.is("IN_FORCE", "verdict")
		removal.is("BOUND", "touches", 0, "how")
		removal.has("us-national-security-systems", "restriction", "exempts")
		removal.has("This directive does not apply to statutorily defined", "restriction", "exempts")
		use := rows.sub("restriction.id=us-ndaa-fy2018-s1634#restriction/use")
		use.is("NOT_IN_FORCE", "verdict")
		use.is("2018-10-01", "nextChange", "when", "text")
	},
	"c3-a-contractor-on-two-days": func(a answer) {
		const provide, use = "restriction.id=us-far-2018-010-interim-rule#restriction/provide", "restriction.id=us-far-2018-010-interim-rule#restriction/use"
		a.is("NOT_IN_FORCE", "before", "rows", provide, "verdict")
		a.is("2018-07-16", "before", "rows", provide, "nextChange", "when", "text")
		a.is("IN_FORCE", "after", "rows", provide, "verdict")
		a.is("BOUND", "after", "rows", provide, "touches", 0, "how")
		a.has("Effective Date: July 16, 2018", "after", "rows", provide)
		a.is("2018-10-01", "after", "rows", use, "nextChange", "when", "text") // the clause bars use from the statute's day
	},
	"c4-next-deadlines": func(a answer) {
		first, second := a.sub("deadlines", 0), a.sub("deadlines", 1)
		first.is("2024-07-20", "when", "text")
		first.is("ENTER_AGREEMENTS", "restrictions", 0, "conduct")
		second.is("2024-09-29T00:00-04:00", "when", "text")
		second.is("2024-09-28", "lastFullDay")
		second.is("2024-09-29T06:00:00+02:00", "elsewhere")
		second.has("12:00AM Eastern Daylight Time (EDT) on September 29, 2024", "cause", "facts")
		if got := second.all([]any{"restrictions"}, "conduct"); !slices.Contains(got, "RESELL") || !slices.Contains(got, "UPDATE") {
			a.t.Errorf("the second bars %v", got)
		}
		if n := len(a.all([]any{"deadlines"}, "lastFullDay")); n != 2 {
			a.t.Errorf("%d deadlines, want 2", n)
		}
	},
	"c5-two-rows-of-one-list": func(a answer) {
		nodes := a.sub("listEntries", "nodes")
		first, second := nodes.sub("id=us-fcc-covered-list-ao-kaspersky-lab"), nodes.sub("id=us-fcc-covered-list-kaspersky-lab-inc")
		first.is("IN_FORCE", "live")
		second.is("IN_FORCE", "live")
		first.is("2022-03-25", "listed", "text")
		second.is("2024-07-23", "listed", "text")
		first.is("kaspersky-lab-ao", "names", 0, "node", "id")
		second.is("kaspersky-lab-inc", "names", 0, "node", "id")
		if got := first.all([]any{"enteredBy", 0, "node", "restrictions"}, "conduct"); slices.Contains(got, "AUTHORISE_EQUIPMENT") || !slices.Contains(got, "FUND") {
			a.t.Errorf("the first row restricts %v", got)
		}
		if got := second.all([]any{"enteredBy", 0, "node", "restrictions"}, "conduct"); !slices.Contains(got, "AUTHORISE_EQUIPMENT") {
			a.t.Errorf("the second row restricts %v", got)
		}
		second.is("[]", "enteredBy", 0, "node", "relations", "nodes")
		second.has("prohibited from obtaining an equipment authorization")
	},
	"c6-is-it-on-the-list": func(a answer) {
		a.is(0, "company", "totalCount")
		others := a.all([]any{"others", "nodes"}, "id")
		for _, want := range []string{"us-bis-entity-list-ao-kaspersky-lab", "us-bis-entity-list-ooo-kaspersky-group", "us-bis-entity-list-kaspersky-labs-limited"} {
			if !slices.Contains(others, want) {
				a.t.Errorf("%s is not on the list: %v", want, others)
			}
		}
		a.is(0, "person", "totalCount")
		a.has("It did not sanction Kaspersky Lab, its parent or subsidiary companies, or the company’s CEO, Eugene Kaspersky.", "saidOfThePerson")
	},
	"c7-denied-on-two-days": func(a answer) {
		before := a.sub("before", "rows", "restriction.id=us-bis-zte-denial-order#restriction/export")
		before.is("IN_FORCE", "verdict")
		after := a.sub("after", "rows", "restriction.id=us-bis-zte-denial-order#restriction/export")
		after.is("NOT_IN_FORCE", "verdict")
		after.is("2018-07-13", "restriction", "segments", 0, "to", "text")
	},
	"c8-as-it-was-known": func(a answer) {
		a.is(1, "release", "number")
		a.is(2502, "between", "days")
		a.is("[]", "changes", "added")
		a.is("[]", "changes", "retracted")
	},
	"j1-the-story": func(a answer) {
		s := a.sub("story", "sentences")
		s.has("13 September 2017: Binding Operational Directive 17-01 (Department of Homeland Security) is issued.")
		s.has("December 2017: Final decision of DHS on Binding Operational Directive 17-01 (Department of Homeland Security) is decided.")
		s.has("13 July 2018 (uncertain)")
		s.has("between 17 September 2024 and 19 September 2024 (sources differ)")
		s.has("Final Determination on Kaspersky (ICTS-2021-002)")
		for i := range s.all(nil, "number") {
			if len(s.all([]any{i, "milestone", "facts", 0, "claims"}, "kind")) == 0 {
				a.t.Errorf("sentence %d has no claim", i+1)
			}
		}
	},
	"j2-a-year-later": func(a answer) {
		positions := a.sub("discrepancies", "nodes", "subject.id=us-ndaa-fy2018-s1634#adopted", "positions")
		positions.is("2017-11-16", "chosen=true", "value")
		wrong := positions.sub("chosen=false")
		wrong.is("2018", "value")
		wrong.has("Ein Jahr später verabschiedete der Kongress ein Gesetz", "claims")
		wrong.has("us-ndaa-fy2018-s1634#effective", "fits")
		wrong.has("2018-10-01", "fits")
		a.is("ROLE_CONFUSION", "discrepancies", "nodes", "subject.id=us-ndaa-fy2018-s1634#adopted", "kind")
		a.is("2017-12-12", "action", "milestones", "id=us-ndaa-fy2018-s1634#signed", "when", "text")
	},
	"j3-who-says-what": func(a answer) {
		nodes := a.sub("statements", "nodes")
		by := func(quotation string) answer {
			for i := range nodes.all(nil, "id") {
				if strings.Contains(fmt.Sprint(nodes.at(i, "quotation")), quotation) {
					return nodes.sub(i)
				}
			}
			a.t.Fatalf("nobody says %q", quotation)
			return answer{}
		}
		by("Kaspersky hat bestritten").is("DENIES", "manner")
		by("zitierten Anschuldigungen").is("kaspersky-group", "speaker", "id")
		by("Verbündete und Feinde").is("travis-woods", "speaker", "id")
		by("Verbündete und Feinde").is("OPINES", "manner")
		by("die richtigen Partner auswählen").is("travis-woods", "speaker", "id")
		by("vor fast zehn Jahren").is("crn", "speaker", "id")
	},
	"j5-what-contradicts-the-texts": func(a answer) {
		nodes := a.sub("discrepancies", "nodes")
		scope := nodes.sub("kind=SCOPE_CONFUSION")
		scope.is("PROHIBITS", "predicate")
		scope.has("will not face legal penalties under the Final Determination", "positions", "chosen=true")
		scope.is("USE", "positions", "chosen=false", "value")
		updates := nodes.sub("subject.id=us-doc-kaspersky-determination#effective/updates", "positions")
		updates.is("2024-09-29T00:00-04:00", "chosen=true", "value")
		updates.has("us-doc-kaspersky-determination#effective/new-agreements", "value=2024-07-20", "fits")
		updates.is("2024-09-30", "value=2024-09-30", "value")
	},
	"j4-what-a-report-says": func(a answer) {
		claims := a.sub("claims", "nodes")
		for i := range claims.all(nil, "subject") {
			if claims.at(i, "passage", "quotation") == "" {
				a.t.Errorf("claim %d has no quotation", i)
			}
		}
		claims.has("Ein Jahr später verabschiedete der Kongress ein Gesetz")
		claims.is("SANCTION", "predicate=KIND", "value")
		claims.is("DEPRECATED", "predicate=KIND", "rank")
	},
}

func exactly(days int, from, to string) func(answer) {
	return func(a answer) {
		a.is(days, "between", "days")
		a.is("true", "between", "certain")
		a.is(from, "between", "from", "when", "text")
		a.is(to, "between", "to", "when", "text")
		for _, end := range []string{"from", "to"} {
			if len(a.all([]any{"between", end, "facts", 0, "claims"}, "value")) == 0 {
				a.t.Errorf("%s has no claim", end)
			}
		}
	}
}
