package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/store/neo4j"
	"github.com/regline/regline/internal/store/neo4j/neo4jtest"
	"github.com/regline/regline/internal/timeline"
)

// edit replaces a text in a file of the tree, once; without a text to replace it writes the file, without a text to put
// there it removes the text, without either the file.
type edit struct{ file, from, to string }

func (e edit) apply(t *testing.T, dir string) {
	t.Helper()
	name := filepath.Join(dir, e.file)
	if e.from == "" && e.to == "" {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
		return
	}
	text := e.to
	if e.from != "" {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(string(src), e.from) != 1 {
			t.Fatalf("%s does not hold %q once", e.file, e.from)
		}
		text = strings.Replace(string(src), e.from, e.to, 1)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

const (
	orderFile  = "actions/example-order.yaml"
	stayFile   = "actions/example-stay.yaml"
	noticeFile = "actions/example-notice.yaml"
)

// dating is an edit of the order's effective date, which is 2019-05-16.
func dating(to string) []edit {
	return []edit{{orderFile, "effective: {on: 2019-05-16", "effective: {on: " + to}}
}

type summaryTest struct {
	name  string
	edits []edit
	// want are sentences about nodes, or only those of one sort; about claims and discrepancies too where wantEvidence is
	// set.
	want         []string
	only         timeline.AlterationSort
	wantEvidence bool
}

func (tt summaryTest) wants(a *timeline.Alteration) bool {
	switch {
	case tt.only != "":
		return a.Sort == tt.only
	case a.Kind == timeline.KindClaim, a.Kind == timeline.KindDiscrepancy:
		return tt.wantEvidence
	case a.Sort == timeline.AlteredOtherwise:
		return tt.wantEvidence && a.Kind == timeline.KindMilestone
	}
	return true
}

var summaries = []summaryTest{
	{name: "nothing but layout", edits: []edit{{orderFile, "kind: order\n", "kind:   order\n"}}},
	{name: "a date years later", edits: dating("2021-05-16"), wantEvidence: true, want: []string{
		"1 effective date moved by 2 years (example-order#effective: 2019-05-16 to 2021-05-16, later)",
		"2 windows of restrictions changed (example-order#restriction/purchase: in force from 2019-05-16 until 2020-02-03, then stayed from 2020-02-03, now stayed from 2021-05-16; example-order#restriction/sale: in force from 2019-05-16, now in force from 2021-05-16)",
		"1 claim new (example-order#effective on: 2021-05-16)",
		"1 claim retracted (example-order#effective on: 2019-05-16)",
	}},
	{name: "a date months earlier", edits: dating("2019-02-16"), only: timeline.AlteredDate, want: []string{
		"1 effective date moved by 3 months (example-order#effective: 2019-05-16 to 2019-02-16, earlier)"}},
	{name: "a date some days later", edits: dating("2019-05-17"), only: timeline.AlteredDate, want: []string{
		"1 effective date moved by 1 day (example-order#effective: 2019-05-16 to 2019-05-17, later)"}},
	{name: "a day that becomes its month", edits: dating("2019-05"), only: timeline.AlteredDate, want: []string{
		"1 effective date changed (example-order#effective: 2019-05-16 to 2019-05, told less exactly)"}},
	{name: "a day that becomes a later month", edits: dating("2019-07"), only: timeline.AlteredDate, want: []string{
		"1 effective date changed (example-order#effective: 2019-05-16 to 2019-07, 46 to 76 days later)"}},
	{name: "a day that becomes doubtful", edits: dating("2019-06-16?"), only: timeline.AlteredDate, want: []string{
		"1 effective date changed (example-order#effective: 2019-05-16 to 2019-06-16?, about 1 month later)"}},
	{name: "a month that becomes a day", edits: []edit{{orderFile, "on: 2019-12,", "on: 2019-12-24,"}}, want: []string{
		"1 compliance deadline changed (example-order#compliance_deadline: 2019-12 to 2019-12-24, told more exactly)"}},
	{name: "a month that becomes a later one", edits: []edit{{orderFile, "on: 2019-12,", "on: 2020-02,"}}, want: []string{
		"1 compliance deadline moved by 2 months (example-order#compliance_deadline: 2019-12 to 2020-02, later)"}},
	{name: "a new date and one that goes", edits: []edit{{orderFile, "  issued: {on: 2019-05-01, cite: gazette}\n", "  published: {on: 2019-05-02, cite: gazette}\n"}}, want: []string{
		"1 published date new (example-order#published: 2019-05-02)",
		"1 issued date removed (example-order#issued: 2019-05-01)"}},
	{name: "an act new, with its parts", edits: []edit{{"actions/example-ban.yaml", "", "id: example-ban\nkind: order\nlabel: {en: Example ban}\nextends: [{ref: example-order, cite: wanted}]\nmilestones:\n  issued: {on: 2022-01-01, cite: wanted}\n"}}, want: []string{
		"1 act new (example-ban)"}},
	{name: "acts that go", edits: []edit{{file: stayFile}, {file: noticeFile}}, want: []string{
		"2 acts removed (example-notice, example-stay)",
		"1 window of a restriction changed (example-order#restriction/purchase: in force from 2019-05-16 until 2020-02-03, then stayed from 2020-02-03, now in force from 2019-05-16)"}},
	{name: "a restriction that goes", edits: []edit{{orderFile, "  sale:\n    label: {en: Sale}\n    conduct: sell\n    binds: [sellers]\n    from: effective\n    cite: gazette\n", ""}}, want: []string{
		"1 restriction removed (example-order#restriction/sale)"}},
	{name: "a restriction that gets an end", edits: []edit{
		{orderFile, "  compliance_deadline: {on: 2019-12, cite: gazette}\n", "  compliance_deadline: {on: 2019-12, cite: gazette}\n  expires: {on: 2024-05-16, cite: gazette}\n"},
		{orderFile, "binds: [sellers]\n    from: effective\n", "binds: [sellers]\n    from: effective\n    to: expires\n"}}, want: []string{
		"1 expires date new (example-order#expires: 2024-05-16)",
		"1 window of a restriction changed (example-order#restriction/sale: in force from 2019-05-16, now in force from 2019-05-16 until 2024-05-16)"}},
	{name: "a label", edits: []edit{{orderFile, "label: {en: Example order}", "label: {en: Order of May, de: Beispiel}"}}, want: []string{
		"2 labels of acts changed (example-order: “Example order” to “Order of May”; example-order in de: nothing to “Beispiel”)"}},
	{name: "facts of an act", edits: []edit{
		{orderFile, "targets: [{ref: vendor-one, cite: gazette}]", "targets: [{ref: vendor-two, cite: gazette}]"},
		{orderFile, "kind: order\n", "kind: directive\n"}}, want: []string{
		"1 value of an act changed (example-order kind: order to directive)",
		"1 fact added to an act (example-order targets: vendor-two)",
		"1 fact lost by an act (example-order targets: vendor-one)"}},
	{name: "a fact of a restriction", edits: []edit{{orderFile, "binds: [buyers]", "binds: [buyers, sellers]\n    products: [Example product]"}}, want: []string{
		"2 facts added to restrictions (example-order#restriction/purchase binds: sellers; example-order#restriction/purchase product: “Example product”)"}},
	{name: "a doubt", wantEvidence: true, edits: []edit{{stayFile, "decided: {on: 2020-02-03, cite: gazette}", "decided: {on: 2020-02-03, cite: gazette, unverified: the ruling was not read}"}}, want: []string{
		"1 standing of a milestone changed (example-stay#decided on: established to unverified)",
		"1 standing of a claim changed (example-stay#decided on: verified to unverified)"}},
	{name: "a stay that is lifted later", edits: []edit{{stayFile, `restriction/purchase", on: 2020-02-03`, `restriction/purchase", on: 2020-03-03`}}, want: []string{
		"1 effect date moved by 1 month (example-stay#effect/stay: 2020-02-03 to 2020-03-03, later)",
		"1 window of a restriction changed (example-order#restriction/purchase: in force from 2019-05-16 until 2020-02-03, then stayed from 2020-02-03, now in force from 2019-05-16 until 2020-03-03, then stayed from 2020-03-03)"}},
	{name: "a stay that narrows instead", edits: []edit{{stayFile, "kind: stays", "kind: narrows"}}, want: []string{
		"1 window of a restriction changed (example-order#restriction/purchase: in force from 2019-05-16 until 2020-02-03, then stayed from 2020-02-03, now in force from 2019-05-16)",
		"1 scope of a restriction narrowed otherwise (example-order#restriction/purchase: by nothing, now by example-stay#effect/stay)",
		"1 value of an effect changed (example-stay#effect/stay effect kind: stays to narrows)"}},
	{name: "a rival", wantEvidence: true, edits: []edit{
		{orderFile, "issued: {on: 2019-05-01, cite: gazette}", "issued:\n    - {on: 2019-05-01, cite: gazette}\n    - {on: 2019-05-03, cite: paper}"},
		{orderFile, "quotes:\n", "quotes:\n  paper: {in: example-paper, at: page 3, text: The order of May 3.}\n"}}, want: []string{
		"1 discrepancy new (example-order#issued on: 2019-05-01 | 2019-05-03)",
		"1 claim new (example-order#issued on: 2019-05-03)",
		"1 milestone changed in evidence or order alone (example-order#issued)"}},
	{name: "an ID that is redirected", edits: []edit{
		{"vendors.yaml", "vendor-two:\n  kind: legal_entity\n  label: {en: Vendor Two}\n", ""},
		{"redirects.yaml", "", "vendor-two: {to: vendor-one, reason: the same company}\n"}}, want: []string{
		"1 vendor removed (vendor-two)",
		"1 ID redirected (vendor-two to vendor-one)"}},
	{name: "many acts", edits: []edit{
		{"actions/a-1.yaml", "", "id: a-1\nkind: order\nlabel: {en: One}\n"}, {"actions/a-2.yaml", "", "id: a-2\nkind: order\nlabel: {en: Two}\n"},
		{"actions/a-3.yaml", "", "id: a-3\nkind: order\nlabel: {en: Three}\n"}, {"actions/a-4.yaml", "", "id: a-4\nkind: order\nlabel: {en: Four}\n"},
		{"actions/a-5.yaml", "", "id: a-5\nkind: order\nlabel: {en: Five}\n"}}, want: []string{
		"5 acts new (a-1, a-2, a-3 and 2 more)"}},
	{name: "a hostile label", edits: []edit{{orderFile, "label: {en: Example order}", `label: {en: "Clear \e[2J the ` + strings.Repeat("long ", 20) + `screen"}`}}, want: []string{
		"1 act's label changed (example-order: “Example order” to “Clear �[2J the " + strings.Repeat("long ", 9) + "…”)"}},
}

// TestSummaries makes edits of a small tree and compares what a load says of them, on every store. All rows use one
// store: the tree is loaded anew, a draft that replaces the draft of the row before.
func TestSummaries(t *testing.T) {
	t.Run("memory", func(t *testing.T) { testSummaries(t, memory.New()) })
	t.Run("neo4j", func(t *testing.T) {
		s, err := neo4j.Open(t.Context(), neo4j.Config{URL: neo4jtest.URL(t)})
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}()
		if err := s.Wipe(t.Context()); err != nil {
			t.Fatal(err)
		}
		testSummaries(t, s)
	})
}

func testSummaries(t *testing.T, store timeline.Store) {
	for _, tt := range summaries {
		t.Run(tt.name, func(t *testing.T) {
			files := releaseFlags{dataFlags: dataFlags{Data: t.TempDir()}}
			if err := os.CopyFS(files.Data, os.DirFS("testdata/tree")); err != nil {
				t.Fatal(err)
			}
			if _, err := fill(t.Context(), store, files, nil); err != nil {
				t.Fatal(err)
			}
			for _, e := range tt.edits {
				e.apply(t, files.Data)
			}
			releases, err := files.releases(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			l := loader{store: store}
			dry, err := l.compare(t.Context(), releases[len(releases)-1])
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range dry.Alterations {
				if tt.wants(a) {
					got = append(got, inSentence(a))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
			done, err := l.all(t.Context(), releases)
			if err != nil {
				t.Fatal(err)
			}
			if done.Written != (len(tt.want) > 0) {
				t.Errorf("written: %t", done.Written)
			}
			done.Written = false
			if diff := cmp.Diff(inJSON(t, dry), inJSON(t, done)); diff != "" {
				t.Error("a load says otherwise than its dry run:", diff)
			}
			var out bytes.Buffer
			if err := dry.words(&out); err != nil || strings.Count(out.String(), "\n") > 1+len(dry.Alterations) {
				t.Errorf("%q, %v", out.String(), err)
			}
		})
	}
}

func inJSON(t *testing.T, v any) string {
	t.Helper()
	var out bytes.Buffer
	if err := writeJSON(&out, v); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
