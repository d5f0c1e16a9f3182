package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// planActs is how many acts stand in the database whose plans are looked at: enough for a scan to be a bad plan.
const planActs = 600

// Every reading statement finds its way by an index, walks prune, and the work does not grow with what is not asked
// for. Plans come from PROFILE: the driver reads the children of EXPLAIN wrongly.
func TestPlans(t *testing.T) {
	s := empty(t)
	storetest.Apply(t, s, acts(t, 1, planActs, "one"))
	lead := func(facet ...string) string {
		return leadOf(append([]string{string(timeline.IndexActions)}, facet...)...)
	}
	ids := []any{"act-00040", "act-00041"}
	facets := []string{lead("agency", "1"), lead("kind", "DIRECTIVE")}
	params := map[string]any{
		"r": 1, "ids": ids, "owner": "act-00040", "number": 1, "after": "act-005", "n": 5, "last": "",
		"next": 2, "open": open, "plain": noPlain(), "until": 2, "kept": 0, "grace": 0,
		"lo": keysBegin, "from": keyAfter("2017-09-13|act-00300"), "to": keysEnd, "hi": keysEnd,
	}
	hub := []any{[]string{"us-dhs", "act-00040"}}
	at := lead() + keyAt("2017-09-13|act-00040")
	rows := map[string]any{
		"former records": ids, "neighbours of ended records": ids, "ends of edges": ids, "what is to be shown": ids,
		"former edges": hub, "write former edges": hub, "write vacuum edges": hub,
		"holders of suspected keys": []any{at}, "write check keys": []any{[]string{at, "actions"}}, "write check ends": ids,
		"write vacuum versions": ids, "write vacuum postings": []any{at}, "write vacuum identities": ids,
	}
	statements := reading(s.drawing)
	statements["all edge marks"] = readEdgeMarks(s.drawing.all())
	for name, statement := range writing() {
		// Without rows, or with those given, they change nothing and have the same plan.
		if strings.Contains(statement, "UNWIND $rows") {
			statements["write "+name] = statement
		}
	}
	for name, statement := range statements {
		t.Run(name, func(t *testing.T) {
			params["rows"] = []any{}
			if r, given := rows[name]; given {
				params["rows"] = r
			}
			params["lists"] = []any{map[string]any{"lead": lead(), "others": []any{}}}
			if strings.Contains(name, "several") {
				params["lists"] = []any{
					map[string]any{"lead": facets[1], "others": []any{facets[0]}},
					map[string]any{"lead": facets[0], "others": []any{facets[1]}},
				}
			}
			p := profile(t, s, statement, params)
			for _, op := range p.operators {
				for _, scan := range []string{"AllNodesScan", "NodeByLabelScan", "RelationshipTypeScan", "NodeIndexScan", "CartesianProduct of many"} {
					if strings.Contains(op, scan) {
						t.Errorf("%s in the plan:\n%s", scan, p.text)
					}
				}
			}
			seeks := func(op string) bool { return strings.Contains(op, "IndexSeek") }
			if !strings.Contains(statement, "\nCREATE") && !slices.ContainsFunc(p.operators, seeks) {
				t.Errorf("no index is used:\n%s", p.text)
			}
			if strings.HasPrefix(name, "reach") && !slices.Contains(p.operators, "VarLengthExpand(Pruning,BFS,All)") {
				t.Errorf("the walk does not prune:\n%s", p.text)
			}
			if strings.Contains(name, "page") && slices.ContainsFunc(p.operators, func(op string) bool { return strings.HasPrefix(op, "Sort") }) {
				t.Errorf("the index is sorted:\n%s", p.text)
			}
			if most := int64(dearest(name)); p.hits > most {
				t.Errorf("%d database hits, more than %d:\n%s", p.hits, most, p.text)
			}
		})
	}
}

// dearest is how many database hits a statement may take here. Those in the second list pass all edges of a hub, count
// all, or count a thousand postings of each list before they choose one.
func dearest(name string) int {
	switch {
	case strings.Contains(name, "several"), strings.HasPrefix(name, "count"):
		return 12 * planActs
	case strings.Contains(name, "both ways"), name == "edges in, all backwards", name == "neighbours in, all backwards":
		return 12 * planActs
	}
	return 400
}

type plan struct {
	operators []string
	hits      int64
	text      string
}

func profile(t *testing.T, s *Store, statement string, params map[string]any) plan {
	t.Helper()
	ctx := context.Background()
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: s.config.Database, BookmarkManager: s.bookmarks})
	defer func() { _ = session.Close(ctx) }()
	result, err := session.Run(ctx, "PROFILE "+statement, params)
	if err != nil {
		t.Fatal(err)
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s.note(ctx, summary)
	var p plan
	p.add(summary.Profile(), "")
	return p
}

func (p *plan) add(step neo4j.ProfiledPlan, indent string) {
	op, _, _ := strings.Cut(step.Operator(), "@")
	if op == "CartesianProduct" && slices.ContainsFunc(step.Children(), func(child neo4j.ProfiledPlan) bool {
		return !strings.HasPrefix(child.Operator(), "NodeUniqueIndexSeek")
	}) {
		op += " of many"
	}
	p.operators = append(p.operators, op)
	p.hits += step.DbHits()
	p.text += fmt.Sprintf("%s%s %v: %d hits\n", indent, op, step.Arguments()["Details"], step.DbHits())
	for _, child := range step.Children() {
		p.add(child, indent+"  ")
	}
}
