package bare

import (
	"encoding/json"
	"testing"
)

// FuzzQuote: the text comes back from the standard library's reader as it was, except that what is no UTF-8 becomes
// the replacement character.
func FuzzQuote(f *testing.F) {
	for _, s := range []string{"", "a", `"\`, "\x00\x1f\x7f", "ä€😀", "a\xffb", "\xf0\x9f", "\u2028</script>", "\ufffd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var back string
		if err := json.Unmarshal(quote(nil, s), &back); err != nil {
			t.Fatalf("%q was written as %q: %v", s, quote(nil, s), err)
		}
		if want := string([]rune(s)); back != want { // each byte that is no UTF-8 is one replacement
			t.Errorf("%q came back as %q", s, back)
		}
	})
}

func TestLineageLeavesOutWhatLeadsBackOrAway(t *testing.T) {
	out := func(to string) []any { return []any{"CITES", to} }
	got := string(writeLineage(nil, []any{
		[]any{"a", "A", int64(0), []any{out("b")}},
		[]any{"b", "B", int64(1), []any{out("c")}},
		[]any{"c", nil, int64(2), []any{out("b"), out("elsewhere")}},
	}))
	want := `{"data":{"lineage":{"nodes":[{"id":"b","label":"B","depth":1},{"id":"c","label":null,"depth":2}],` +
		`"edges":[{"from":"a","relation":"CITES","to":"b"},{"from":"b","relation":"CITES","to":"c"}]}}}`
	if got != want {
		t.Errorf("written was %s, not %s", got, want)
	}
	if got := string(writeLineage(nil, []any{})); got != `{"data":{"lineage":{"nodes":[],"edges":[]}}}` {
		t.Errorf("an empty lineage was written as %s", got)
	}
}
