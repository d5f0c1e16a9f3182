package cli

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// cypherAnswer is the answer to a question of the page.
type cypherAnswer struct {
	t       *testing.T
	columns []string
	rows    [][]any
}

// lines gives the values of some columns of each row, in order.
func (a cypherAnswer) lines(columns ...string) []string {
	a.t.Helper()
	out := make([]string, len(a.rows))
	for i, row := range a.rows {
		var cells []string
		for _, name := range columns {
			n := slices.Index(a.columns, name)
			if n < 0 {
				a.t.Fatalf("no column %s in %v", name, a.columns)
			}
			cells = append(cells, cypherText(row[n]))
		}
		out[i] = strings.Join(cells, " ")
	}
	slices.Sort(out)
	return out
}

// are compares with what the API gives, in any order.
func (a cypherAnswer) are(want []string, columns ...string) {
	a.t.Helper()
	slices.Sort(want)
	if diff := cmp.Diff(slices.Compact(want), slices.Compact(a.lines(columns...))); diff != "" {
		a.t.Errorf("the API (-) and Cypher (+) differ: %s", diff)
	}
}

// each gives a line for each item of a list.
func (a answer) each(line func(item answer) string, path ...any) []string {
	a.t.Helper()
	items := a.at(path...).([]any)
	var out []string
	for _, item := range items {
		if l := line(answer{a.t, a.name, item}); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func (a answer) text(path ...any) string {
	a.t.Helper()
	if v := a.at(path...); v != nil {
		return fmt.Sprint(v)
	}
	return ""
}

// parties lists the group with its members, their members and officers, as the API tells them.
func parties(api func(string) answer, group string) []string {
	var out []string
	for queue := []string{group}; len(queue) > 0; queue = queue[1:] {
		if slices.Contains(out, queue[0]) {
			continue
		}
		out = append(out, queue[0])
		members := api(fmt.Sprintf(`{ node(id: %q) { ... on Vendor { relations(direction: INCOMING, types: [MEMBER_OF, SUBSIDIARY_OF, BRAND_OF, OFFICER_OF], first: 200) { nodes { id } } } } }`, queue[0]))
		if len(members.at("node").(map[string]any)) > 0 {
			queue = append(queue, members.all([]any{"node", "relations", "nodes"}, "id")...)
		}
	}
	return out
}

// targeting gives a line for each act that targets one of the parties of the group.
func targeting(api func(string) answer, fields string, line func(act answer) []string) []string {
	const group = "kaspersky-group"
	who := parties(api, group)
	acts := api(fmt.Sprintf(`{ actions(vendor: %q, first: 200) { nodes { id kind jurisdiction targets { node { id } } %s } pageInfo { hasNextPage } } }`, group, fields))
	acts.is(false, "actions", "pageInfo", "hasNextPage")
	var out []string
	acts.each(func(act answer) string {
		if slices.ContainsFunc(act.all([]any{"targets"}, "node", "id"), func(id string) bool { return slices.Contains(who, id) }) {
			out = append(out, line(act)...)
		}
		return ""
	}, "actions", "nodes")
	return out
}

// cypherAgrees compares the answers to questions, by their titles, with those of the API.
var cypherAgrees = map[string]func(a cypherAnswer, api func(string) answer){
	"What was done about a vendor and its group, in order of time?": func(a cypherAnswer, api func(string) answer) {
		a.are(targeting(api, "", func(act answer) []string { return []string{act.text("id")} }), "id")
	},
	"What led to an act, up to five steps back?": func(a cypherAnswer, api func(string) answer) {
		steps := api(`{ lineage(of: ["kaspersky-us-exit"], depth: 5, relations: [RESPONDS_TO, ISSUED_UNDER, IMPLEMENTS, AMENDS, EXTENDS, RELIES_ON, FOLLOWS]) { steps { links { from relation to } } } }`)
		var want []string
		steps.each(func(step answer) string {
			want = append(want, step.each(func(l answer) string { return l.text("from") + " " + l.text("relation") + " " + l.text("to") }, "links")...)
			return ""
		}, "lineage", "steps")
		a.are(want, "act", "relation", "earlier")
	},
	"What rests on an authority?": func(a cypherAnswer, api func(string) answer) {
		rests := api(`{ lineage(of: ["us-eo-13873"], direction: INCOMING, depth: 5, relations: [ISSUED_UNDER, IMPLEMENTS, AMENDS, EXTENDS, REDESIGNATES, CORRECTS]) { steps { depth node { id } } } }`)
		a.are(rests.each(func(s answer) string { return s.text("depth") + " " + s.text("node", "id") }, "lineage", "steps"), "steps", "id")
	},
	"How do two acts hang together?": func(a cypherAnswer, api func(string) answer) {
		path := api(`{ path(from: "us-fcc-covered-list-2024-07-23", to: "us-ieepa") { links { relation inferred } } }`)
		got := a.lines("relation", "inferred")
		want := path.each(func(l answer) string {
			return l.text("relation") + " " + strings.TrimSuffix(l.text("inferred"), "false")
		}, "path", "links")
		slices.Sort(want)
		if !slices.Equal(got, want) {
			a.t.Errorf("%v, the API %v", got, want)
		}
	},
	"What did a body and its parts do in a year?": func(a cypherAnswer, api func(string) answer) {
		steps := api(`{ timeline(agency: "us-doc", from: "2024-01-01", to: "2024-12-31", first: 200) { nodes { id when { text } owner { __typename } } pageInfo { hasNextPage } } }`)
		steps.is(false, "timeline", "pageInfo", "hasNextPage")
		a.are(steps.each(func(m answer) string {
			if m.text("owner", "__typename") != "Action" {
				return "" // a step of a row, which the question leaves out
			}
			return m.text("id") + " " + m.text("when", "text")
		}, "timeline", "nodes"), "id", "when")
	},
	"Which acts share an authority with this one?": func(a cypherAnswer, api func(string) answer) {
		const act = "us-bis-entity-list-2024-06-24"
		authorities := api(`{ action(id: "` + act + `") { relations(types: [ISSUED_UNDER], first: 200) { nodes { id ... on Action { relations(direction: INCOMING, types: [ISSUED_UNDER], first: 200) { nodes { id } } } } } } }`)
		var want []string
		authorities.each(func(n answer) string {
			for _, id := range n.all([]any{"relations", "nodes"}, "id") {
				if id != act {
					want = append(want, n.text("id")+" "+id)
				}
			}
			return ""
		}, "action", "relations", "nodes")
		a.are(want, "authority", "id")
	},
	"How many days lie between two milestones?": func(a cypherAnswer, api func(string) answer) {
		both := api(`{ a: between(from: "us-dhs-bod-17-01#issued", to: "us-doc-kaspersky-determination#effective/new-agreements") { days least greatest }
  b: between(from: "us-dhs-bod-17-01-final-decision#decided", to: "us-ddc-kaspersky-suit-1#filed") { days least greatest } }`)
		var want []string
		for _, pair := range []string{"a", "b"} {
			want = append(want, both.text(pair, "days")+" "+both.text(pair, "least")+" "+both.text(pair, "greatest"))
		}
		a.are(want, "days", "least", "greatest")
	},
	"What binds somebody on a day?": func(a cypherAnswer, api func(string) answer) {
		rows := api(`{ inForce(on: "2019-08-20", capacities: ["us-federal-contractors"]) { rows { verdict restriction { id conduct } touches { how } } } }`)
		a.are(rows.each(func(r answer) string {
			if r.text("verdict") == "NOT_IN_FORCE" || !slices.Contains(r.all([]any{"touches"}, "how"), "BOUND") {
				return ""
			}
			return r.text("restriction", "conduct") + " " + r.text("restriction", "id")
		}, "inForce", "rows"), "conduct", "id")
	},
	"Which rows does an official list have, since when, and by which act?": func(a cypherAnswer, api func(string) answer) {
		rows := api(`{ listEntries(list: "us-bis-entity-list", first: 200) { nodes { id listed { text } delisted { text } } pageInfo { hasNextPage } } }`)
		rows.is(false, "listEntries", "pageInfo", "hasNextPage")
		a.are(rows.each(func(e answer) string {
			gone := ""
			if e.at("delisted") != nil {
				gone = e.text("delisted", "text")
			}
			return e.text("id") + " " + e.text("listed", "text") + " " + gone
		}, "listEntries", "nodes"), "id", "listed", "delisted")
	},
	"Which governments say that they follow another's act?": func(a cypherAnswer, api func(string) answer) {
		var want []string
		about := targeting(api, "", func(act answer) []string { return []string{act.text("id")} })
		rows := api(`{ jurisdictions(vendor: "kaspersky-group") { follows { from relation to } } }`)
		rows.each(func(row answer) string {
			want = append(want, row.each(func(l answer) string {
				if !slices.Contains(about, l.text("from")) {
					return ""
				}
				return l.text("from") + " " + l.text("relation") + " " + l.text("to")
			}, "follows")...)
			return ""
		}, "jurisdictions")
		a.are(want, "act", "relation", "earlier")
	},
	"Who says what about an act?": func(a cypherAnswer, api func(string) answer) {
		said := api(`{ statements(about: "us-doc-kaspersky-determination", first: 200) { nodes { id manner } pageInfo { hasNextPage } } }`)
		said.is(false, "statements", "pageInfo", "hasNextPage")
		a.are(said.each(func(s answer) string { return s.text("id") + " " + s.text("manner") }, "statements", "nodes"), "id", "manner")
	},
	"Which dates are not settled?": func(a cypherAnswer, api func(string) answer) {
		a.are(targeting(api, "milestones { id when { text standing precision uncertain } }", func(act answer) []string {
			return act.each(func(m answer) string {
				if m.text("when", "standing") == "ESTABLISHED" && m.text("when", "precision") == "DAY" && m.text("when", "uncertain") == "false" {
					return ""
				}
				return m.text("id") + " " + m.text("when", "text") + " " + m.text("when", "standing")
			}, "milestones")
		}), "id", "when", "standing")
	},
	"About what do sources disagree most?": func(a cypherAnswer, api func(string) answer) {
		all := api(`{ discrepancies(first: 200) { nodes { owner { id } } pageInfo { hasNextPage } } }`)
		all.is(false, "discrepancies", "pageInfo", "hasNextPage")
		count := make(map[string]int)
		for _, id := range all.all([]any{"discrepancies", "nodes"}, "owner", "id") {
			count[id]++
		}
		var want []string
		for id, n := range count {
			want = append(want, fmt.Sprint(n, " ", id))
		}
		a.are(want, "disagreements", "id")
	},
	"Which authorities carry most acts?": func(a cypherAnswer, api func(string) answer) {
		for _, line := range a.lines("id", "acts") {
			id, acts, _ := strings.Cut(line, " ")
			got := api(fmt.Sprintf(`{ action(id: %q) { relations(direction: INCOMING, types: [ISSUED_UNDER, IMPLEMENTS], first: 200) { nodes { id } } } }`, id))
			ids := got.all([]any{"action", "relations", "nodes"}, "id")
			slices.Sort(ids)
			if n := len(slices.Compact(ids)); fmt.Sprint(n) != acts {
				a.t.Errorf("%s carries %s acts, the API says %d", id, acts, n)
			}
		}
	},
	"Draw an act with what surrounds it.": func(a cypherAnswer, api func(string) answer) {
		const act = "us-doc-kaspersky-determination"
		around := api(`{ action(id: "` + act + `") {
  out: relations(direction: OUTGOING, types: [BY, TARGETS, ISSUED_UNDER, RELIES_ON, RESPONDS_TO, HAS_RESTRICTION], first: 200) { edges { link { relation from to } } }
  in: relations(direction: INCOMING, types: [BY, TARGETS, ISSUED_UNDER, RELIES_ON, RESPONDS_TO, HAS_RESTRICTION], first: 200) { edges { link { relation from to } } } } }`)
		var want []string
		for _, d := range []string{"out", "in"} {
			want = append(want, around.each(func(e answer) string {
				from, rel, to := e.text("link", "from"), e.text("link", "relation"), e.text("link", "to")
				if rel == "BY" { // drawn from the body to the act
					from, rel, to = to, "TOOK", from
				}
				return fmt.Sprintf("(%s)-[:%s]->(%s)", from, rel, to)
			}, "action", d, "edges")...)
		}
		a.are(want, "p")
	},
}
