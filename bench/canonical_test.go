package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// forms are answers of regline and of the peer to the same question.
var forms = []struct {
	operation, regline, peer string
}{
	{
		"action",
		`{"data":{"action":{"id":"a","label":"A","kind":"ORDER","jurisdiction":null,"by":[{"node":{"id":"g","label":"G"}}],"targets":[{"node":{"id":"v2","label":"V2"}},{"node":{"id":"v1","label":"V1"}}],
		  "milestones":[{"id":"a#issued","role":"ISSUED","when":{"text":"2020-01-01"}},{"id":"a#effective","role":"EFFECTIVE","when":{"text":"2020-02"}}],"relations":{"nodes":[{"id":"b","label":"B"}]}}},"extensions":{"release":{"number":1}}}`,
		`{"data":{"actions":[{"id":"a","label":"A","kind":"ORDER","jurisdiction":null,"by":[{"id":"g","label":"G"}],"targets":[{"id":"v1","label":"V1"},{"id":"v2","label":"V2"}],
		  "milestones":[{"id":"a#effective","role":"EFFECTIVE","when":"2020-02"},{"id":"a#issued","role":"ISSUED","when":"2020-01-01"}],"issuedUnder":[{"id":"b","label":"B"}]}]}}`,
	},
	{
		"timeline",
		`{"data":{"timeline":{"nodes":[{"id":"a#issued","role":"ISSUED","when":{"text":"2020-01-01"},"owner":{"id":"a","label":"A","targets":[{"node":{"id":"v","label":"V"}}]}},{"id":"r#listed","role":"LISTED","when":{"text":"2020-01-02"},"owner":{"id":"r","label":"R"}}]}}}`,
		`{"data":{"milestones":[{"id":"a#issued","role":"ISSUED","when":"2020-01-01","owner":[{"id":"a","label":"A","targets":[{"id":"v","label":"V"}]}]},{"id":"r#listed","role":"LISTED","when":"2020-01-02","owner":[{"id":"r","label":"R","targets":[]}]}]}}`,
	},
	{
		"lineage",
		`{"data":{"lineage":{"steps":[{"depth":1,"node":{"id":"b","label":"B"},"links":[{"from":"a","relation":"CITES","to":"b"}]},{"depth":2,"node":{"id":"c","label":"C"},"links":[{"from":"b","relation":"AMENDS","to":"c"}]}]}}}`,
		// The peer gives nodes in any order, and the edge from c back to b too.
		`{"data":{"lineage":{"nodes":[{"id":"c","label":"C","depth":2},{"id":"b","label":"B","depth":1}],"edges":[{"from":"c","relation":"CITES","to":"b"},{"from":"b","relation":"AMENDS","to":"c"},{"from":"a","relation":"CITES","to":"b"}]}}}`,
	},
	{
		"search",
		`{"data":{"search":{"nodes":[{"id":"b","label":"B"},{"id":"a","label":"A"}]}}}`,
		`{"data":{"found":[{"id":"b","label":"B"},{"id":"a","label":"A"}]}}`,
	},
}

func operationNamed(t *testing.T, name string) operation {
	t.Helper()
	for _, o := range operations() {
		if o.Name == name {
			return o
		}
	}
	t.Fatalf("no operation %s", name)
	return operation{}
}

func TestFormsAreEqual(t *testing.T) {
	for _, f := range forms {
		t.Run(f.operation, func(t *testing.T) {
			op := operationNamed(t, f.operation)
			a, err := op.ofRegline([]byte(f.regline))
			if err != nil {
				t.Fatal(err)
			}
			b, err := op.ofPeer([]byte(f.peer))
			if err != nil {
				t.Fatal(err)
			}
			if d := diff(a, b); d != "" {
				t.Errorf("regline (-) and the peer (+) differ:\n%s", d)
			}
			if size(a) == 0 {
				t.Error("the form of the answer is empty")
			}
		})
	}
}

// TestDifferencesAreSeen changes one thing at a time in the peer's answer: each must make the forms differ.
func TestDifferencesAreSeen(t *testing.T) {
	for _, f := range forms {
		op := operationNamed(t, f.operation)
		a, err := op.ofRegline([]byte(f.regline))
		if err != nil {
			t.Fatal(err)
		}
		tried := 0
		for i := range f.peer {
			if i < len(`{"data":{"`) || f.peer[i-1] != '"' || f.peer[i] == ':' || f.peer[i] == ',' || f.peer[i] == '}' {
				continue
			}
			changed := []byte(f.peer)
			changed[i] = 'z'
			b, err := op.ofPeer(changed)
			tried++
			if err == nil && diff(a, b) == "" {
				if f.operation == "lineage" && !outsideBack(f.peer, i) {
					continue // in the edge that leads back
				}
				t.Errorf("%s: %q at %d became z, and nothing was seen: %s", f.operation, f.peer[i], i, changed)
			}
		}
		if tried < 5 {
			t.Errorf("%s: only %d changes were tried", f.operation, tried)
		}
	}
}

// outsideBack says whether a place lies outside of the edge from c back to b.
func outsideBack(peer string, i int) bool {
	const back = `{"from":"c","relation":"CITES","to":"b"}`
	at := strings.Index(peer, back)
	return at < 0 || i < at || i >= at+len(back)
}

// TestOrderOfPagesCounts: a page in another order is another answer.
func TestOrderOfPagesCounts(t *testing.T) {
	op := operationNamed(t, "search")
	a, err := op.ofRegline([]byte(`{"data":{"search":{"nodes":[{"id":"a","label":"A"},{"id":"b","label":"B"}]}}}`))
	if err != nil {
		t.Fatal(err)
	}
	b, err := op.ofPeer([]byte(`{"data":{"found":[{"id":"b","label":"B"},{"id":"a","label":"A"}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	if diff(a, b) == "" {
		t.Error("the order of a page was lost")
	}
}

func TestErrorsAreNoAnswers(t *testing.T) {
	for _, body := range []string{
		``, `[]`, `{}`, `{"data":null}`, `{"errors":[{"message":"no"}],"data":{"actions":[]}}`, `{"data":{"another":7}}`,
	} {
		for _, op := range operations() {
			for system, form := range map[string]func([]byte) (any, error){"regline": op.ofRegline, "the peer": op.ofPeer} {
				if got, err := form([]byte(body)); !errors.Is(err, errAnswer) {
					t.Errorf("%s of %s: %q was taken for the answer %v, %v", op.Name, system, body, got, err)
				}
			}
		}
	}
}

func TestCursorsAt(t *testing.T) {
	c, err := cursorsLike("eyJyIjoiMS5mYTMzYzc4ODEwZmMiLCJmIjoiNDZlYjZlYjNlMWQxIiwiayI6IjE5NzctMTItMjh8dXMtaWVlcGEifQ")
	if err != nil {
		t.Fatal(err)
	}
	got, err := c.at("2014-12-18|us-fisma-2014")
	if err != nil {
		t.Fatal(err)
	}
	there, err := cursorsLike(got)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"r": "1.fa33c78810fc", "f": "46eb6eb3e1d1", "k": "2014-12-18|us-fisma-2014"}
	if d := cmp.Diff(want, there.pattern); d != "" {
		t.Errorf("the cursor differs:\n%s", d)
	}
	if _, err := cursorsLike("e30"); !errors.Is(err, errCursor) {
		t.Errorf("a cursor without a key gave %v", err)
	}
}
