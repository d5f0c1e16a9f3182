package export

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSQLite asks the program sqlite3 what a reader would.
func TestSQLite(t *testing.T) {
	file := written(t, "sqlite", readerOf(t, stock(t, nil), 0), Selection{})
	for question, want := range map[string]string{
		"PRAGMA integrity_check":                                    "[map[integrity_check:ok]]",
		"PRAGMA foreign_key_check":                                  "[]",
		"SELECT count(*) AS n FROM step":                            "[map[n:9]]",
		"SELECT number, draft, known, rules FROM release":           "[map[draft:0 known:2025-03-01 number:2 rules:1]]",
		"SELECT \"to\" FROM relation WHERE type = 'ISSUED_UNDER'":   "[map[to:act-1]]",
		"SELECT id FROM step WHERE latest IS NULL":                  "[map[id:order-1#expires]]",
		"SELECT id FROM step WHERE mark = 'unverified'":             "[map[id:order-1#effective/agreements]]",
		"SELECT label FROM node WHERE selected = 0 ORDER BY id":     "[map[label:Example Office] map[label:Vendor 1 & Sons]]",
		"SELECT quotation, url FROM timeline WHERE role = 'SIGNED'": "[map[quotation:in December 2019 url:https://example.org/courier?a=1&b=2]]",
		"SELECT c.value, c.source FROM step_claim AS s JOIN claim AS c ON c.id = s.claim WHERE s.step = 'order-1#issued' AND s.side = 'rival'":                                                   "[map[source:courier value:2024-06-21]]",
		"SELECT count(*) AS n FROM relation WHERE NOT EXISTS (SELECT 1 FROM relation_claim AS c WHERE c.\"from\" = relation.\"from\" AND c.type = relation.type AND c.\"to\" = relation.\"to\")": "[map[n:0]]",
	} {
		if diff := cmp.Diff(want, fmt.Sprint(ask(t, file, question))); diff != "" {
			t.Errorf("%s: %s", question, diff)
		}
	}
}
