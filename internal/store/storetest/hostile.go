package storetest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// HostileTexts are texts that are commands, syntax or too much for some part of some store, by what they are.
func HostileTexts() map[string]string {
	var control strings.Builder
	for c := rune(1); c < 0x20; c++ {
		control.WriteRune(c)
	}
	return map[string]string{
		"quotes":     `it's "quoted" 'twice' ` + "`thrice` \\' \\\" \\\\",
		"cypher":     `'}) DETACH DELETE n // "}) MATCH (n) DETACH DELETE n; /* */ $id {id: 1} :Label [r*] CALL db.labels()`,
		"backslash":  `\u0027 \u005C' \n \`,
		"lucene":     `+a -b && || ! ( ) { } [ ] ^ " ~ * ? : \ / title:"x" AND (EU) 2016/679 OR NOT [a TO b] a~2^3`,
		"control":    control.String() + "\x7f\u0085\u2028\u2029",
		"null":       "a\x00b\x00",
		"markup":     `<script>alert(1)</script> &amp; ]]> <!-- --> {{.}} ${x} %s %n`,
		"unicode":    "e\u0301 é \u202egnp\u202c \ufeff\ufffd \U0001F600 Ⅷ ﬀ ß",
		"whitespace": " \t leading and trailing \r\n ",
		"separators": "n|a-1|r|x#y/z:1,2;3=4&5",
		"empty":      "",
		"long":       strings.Repeat("0123456789", 10_000),
		"long wide":  strings.Repeat("Ж\"'", 25_000),
	}
}

func hostileRules() []rule {
	var rules []rule
	for name, text := range HostileTexts() {
		// The text comes back as it went in, from every field that holds text, and as facet finds its record and no other.
		rules = append(rules, rule{name, func(t *testing.T, s timeline.Store) { staysData(t, s, text) }})
	}
	// All texts stand side by side: none hides, ends or finds another.
	return append(rules, rule{"SideBySide", func(t *testing.T, s timeline.Store) {
		texts := HostileTexts()
		var rs []*timeline.Record
		at := make(map[string]*timeline.Record)
		for name, text := range texts {
			r := hostileRecord(t, timeline.ID(fmt.Sprintf("a-%d", len(rs))), text)
			rs, at[name] = append(rs, r), r
		}
		Apply(t, s, Content(1, rs, nil))
		v := view(t, s, 0)
		for name, text := range texts {
			page, err := v.Page(context.Background(), timeline.IndexVendors, []timeline.Facet{{Name: "kind", Value: text}}, timeline.Window{First: 9})
			want := timeline.Page{Records: []*timeline.Record{at[name]}, Keys: []string{string(at[name].ID)}}
			sameAnswer(t, name, answerText(t, page, err), answerText(t, want, nil))
		}
	}})
}

func hostileRecord(t T, id timeline.ID, text string) *timeline.Record {
	t.Helper()
	r := Node{
		ID: id, Kind: timeline.KindVendor, Label: "x", Places: []timeline.Place{{Index: timeline.IndexVendors, Key: string(id)}},
		Facets: []timeline.Facet{{Name: "kind", Value: text}, {Name: text, Value: "name"}},
	}.Record(t)
	v := r.Node.(*timeline.Vendor)
	v.Labels, v.Description, v.Aliases = map[string]string{"en": text, text: "x"}, text, []string{text, text}
	wantNil(t, "Seal", r.Seal())
	return r
}

func staysData(t *testing.T, s timeline.Store, text string) {
	ctx := context.Background()
	r := hostileRecord(t, "a-1", text)
	plain := hostileRecord(t, "a-2", "plain")
	claim := Claim(t, 1, "a-1", text, timeline.RankNormal)
	edge := Edge(t, timeline.Edge{From: "a-1", Rel: timeline.PartOf, To: "a-2", Reason: text})
	Apply(t, s, Content(1, []*timeline.Record{r, plain, claim}, []*timeline.Edge{edge}))
	v := view(t, s, 0)

	records, err := v.Records(ctx, []timeline.ID{"a-1", "a-2"})
	sameAnswer(t, "records", answerText(t, records, err), answerText(t, []*timeline.Record{r, plain}, nil))
	edges, err := v.Edges(ctx, []timeline.ID{"a-1"}, testRelations(), timeline.Outgoing)
	sameAnswer(t, "edges", answerText(t, edges, err), answerText(t, []timeline.Edge{*edge}, nil))
	claims, err := v.Claims(ctx, []timeline.ID{"a-1"})
	sameAnswer(t, "claims", answerText(t, claims, err), answerText(t, []*timeline.Claim{claim.Node.(*timeline.Claim)}, nil))
	want := timeline.Page{Records: []*timeline.Record{r}, Keys: []string{"a-1"}}
	wantSelection(t, v, timeline.IndexVendors, []timeline.Facet{{Name: "kind", Value: text}}, timeline.Range{}, want)
	wantSelection(t, v, timeline.IndexVendors, []timeline.Facet{{Name: "kind", Value: text + "x"}}, timeline.Range{}, timeline.Page{})
	_, err = v.Page(ctx, timeline.IndexVendors, []timeline.Facet{{Name: text, Value: "name"}}, timeline.Window{First: 9})
	wantError(t, "the text as name of a facet", err, timeline.ErrBadInput)
	about, err := v.ClaimsAbout(ctx, timeline.ID(text))
	sameAnswer(t, "claims about the text", answerText(t, about, err), answerText(t, []*timeline.Record(nil), nil))
	for _, ix := range []timeline.Index{timeline.Index(text), timeline.IndexVendors + timeline.Index(text+"x")} {
		wantSelection(t, v, ix, nil, timeline.Range{}, timeline.Page{})
	}
	for _, w := range []timeline.Window{{After: text, First: 9}, {Before: text, Last: 9}, {Range: timeline.Range{From: text}, First: 9}, {Range: timeline.Range{To: text, LastFrom: text}, First: 9}} {
		got, err := v.Page(ctx, timeline.IndexVendors, nil, w)
		sameAnswer(t, "the text as bound", answerText(t, got, err), answerText(t, wantedPage([]*timeline.Record{r, plain}, timeline.IndexVendors, nil, w), nil))
	}
	_, err = v.Records(ctx, []timeline.ID{timeline.ID(text)})
	wantError(t, "the text as ID", err, timeline.ErrNotFound)
	none, err := v.Edges(ctx, []timeline.ID{"a-1"}, []timeline.Predicate{timeline.Predicate(text)}, timeline.Outgoing)
	sameAnswer(t, "the text as relation", answerText(t, none, err), answerText(t, []timeline.Edge(nil), nil))
}
