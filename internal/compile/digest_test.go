package compile

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/regline/regline/internal/timeline"
)

var update = flag.Bool("update", false, "write the golden files")

// goldenDraft has a claim of every kind.
func goldenDraft() *draft {
	d := keptDraft()
	d.node(timeline.KindVendor, "vendor")
	d.node(timeline.KindAction, "law")
	d.say("vendor", timeline.Label, "Vendor & <Söhne>\u2028", in("en"))
	d.say("act", timeline.Targets, "vendor", from("journal"), quoting("The Secretary determines"))
	d.say("act", timeline.IssuedUnder, "law", inferred)
	d.say(issued, timeline.On, "2024-06-20", from("journal"), quoting("from July 20."))
	d.say(issued, timeline.On, "2024-06-21", from("paper"), func(cl *timeline.Claim) { cl.Original = "Friday" })
	d.say("act#effective", timeline.On, "", rule("issued + 30 days"))
	d.say("act#published", timeline.On, "2024-06", from("firm"), unverified)
	d.say("act#restriction/x", "CONDUCT", "RESELL")
	d.say("act#restriction/x", timeline.WindowFrom, "act#effective")
	d.Files = []File{{Name: "list.csv", SHA256: "00", Loader: "list", Version: 1}}
	return d
}

// The digest and the claim IDs are what published releases are known by: a change of this file is a change of all of
// them, and asks for a new version of the rules or of the vocabulary.
func TestGoldenDigest(t *testing.T) {
	first := goldenDraft().compile(t)
	second, problems := Compile(goldenDraft().Input, 2, true, &first.Release)
	if problems != nil {
		t.Fatal(problems)
	}
	got := "release 1 " + first.Release.Digest + "\nrelease 2 " + second.Release.Digest + "\n"
	for _, r := range first.Records {
		if cl, ok := r.Node.(*timeline.Claim); ok {
			got += string(cl.ID) + " " + string(cl.Subject) + " " + string(cl.Predicate) + " " + strings.TrimSpace(cl.Value) + "\n"
		}
	}
	name := filepath.Join("testdata", "digest.golden")
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// What counts for the digest, and what does not.
func TestDigestOfWhat(t *testing.T) {
	base := goldenDraft().compile(t)
	rows := []struct {
		proves  string
		change  func(*draft)
		changes bool
	}{
		{"places in files do not count", func(d *draft) {
			for i := range d.Assertions {
				d.Assertions[i].At = Place{File: "other.yaml", Line: 7, Column: 7}
				d.Assertions[i].Field = "x"
			}
			for i := range d.Declarations {
				d.Declarations[i].At = Place{}
			}
		}, false},
		{"since does not count", func(d *draft) { d.Assertions[0].Since = 9 }, false},
		{"the name of an input does not count, its hash does", func(d *draft) { d.Files[0].Name = "renamed.csv" }, false},
		{"an input read twice counts once", func(d *draft) { d.Files = append(d.Files, d.Files[0]) }, false},
		{"the hash of an input counts", func(d *draft) { d.Files[0].SHA256 = "01" }, true},
		{"the version of a loader counts", func(d *draft) { d.Files[0].Version++ }, true},
		{"a node that is declared counts", func(d *draft) { d.node(timeline.KindVendor, "new") }, true},
		{"a claim counts", func(d *draft) { d.say("vendor", "ALIAS", "V") }, true},
		{"a rank counts", func(d *draft) { ranked(timeline.RankPreferred)(&d.Assertions[len(d.Assertions)-1].Claim) }, true},
		{"a reason counts", func(d *draft) { d.Assertions[0].Reason = "why" }, true},
		{"a kept text counts", func(d *draft) { d.Texts["more.txt"] = "More." }, true},
		{"the name of a kept text counts", func(d *draft) { d.Texts["renamed.txt"] = d.Texts["journal.txt"]; delete(d.Texts, "journal.txt") }, true},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			d := goldenDraft()
			row.change(d)
			c := d.compile(t)
			if changed := c.Release.Digest != base.Release.Digest; changed != row.changes {
				t.Errorf("changed: %t", changed)
			}
			if !row.changes {
				if diff := cmp.Diff(marks(base), marks(c)); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

// marks are the keys of records and edges with their digests.
func marks(c *timeline.Content) map[string]string {
	out := make(map[string]string)
	for _, r := range c.Records {
		out[r.Mark().Key] = r.Digest
	}
	for _, e := range c.Edges {
		out[e.Mark().Key] = e.Digest
	}
	return out
}

// Any order of declarations and assertions gives the same release, byte for byte.
func TestOrderDoesNotCount(t *testing.T) {
	drafts := []func() *draft{goldenDraft, hostileDraft, chainDraft}
	var base [][]byte
	for _, make := range drafts {
		base = append(base, contentJSON(t, make().compile(t)))
	}
	rapid.Check(t, func(rt *rapid.T) {
		i := rapid.IntRange(0, len(drafts)-1).Draw(rt, "draft")
		d := drafts[i]()
		d.Declarations = rapid.Permutation(d.Declarations).Draw(rt, "declarations")
		d.Assertions = rapid.Permutation(d.Assertions).Draw(rt, "assertions")
		if got := contentJSON(t, d.compile(t)); string(got) != string(base[i]) {
			rt.Fatal("another order gives another release")
		}
	})
}

// chainDraft has rivals at every step of a chain of derived dates, and ties.
func chainDraft() *draft {
	d := rivalDraft()
	d.say(issued, timeline.On, "2020-01-01", from("paper"))
	d.say(issued, timeline.On, "2020-01-03", from("herald"))
	d.say(issued, timeline.On, "2020-01", from("firm"))
	d.say("act#published", timeline.On, "", rule("issued + 1 week"))
	d.say("act#published", timeline.On, "2020-01-09", from("journal-quoted"))
	d.say("act#published", timeline.On, "2020-01-10", from("gazette-reprint"))
	d.say("act#effective", timeline.On, "", rule("published + 1 month"))
	d.say("act#expires", timeline.On, "", rule("effective + 1 year"))
	d.say("act", timeline.Label, "One", in("en"), from("paper"))
	d.say("act", timeline.Label, "Two", in("en"), from("herald"))
	return d
}

func contentJSON(t testing.TB, c *timeline.Content) []byte {
	t.Helper()
	b, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A claim about one subject changes no record that does not name it: what is compiled of one act does not depend on
// what is known of another.
func TestUnrelatedClaims(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d := goldenDraft()
		d.node(timeline.KindAction, "unrelated")
		d.node(timeline.KindVendor, "bystander")
		d.say("unrelated#issued", timeline.On, "2000-01", from("firm"))
		before := marks(d.compile(t))
		for range rapid.IntRange(1, 4).Draw(rt, "claims") {
			source := from(rapid.SampledFrom([]timeline.ID{"journal", "paper", "herald"}).Draw(rt, "source"))
			words := quoting("The Secretary may not.")
			switch rapid.IntRange(0, 3).Draw(rt, "claim") {
			case 0:
				d.say("unrelated#issued", timeline.On, rapid.StringMatching(`20[12][0-9]-0[1-9]`).Draw(rt, "on"), source, words, unverified, ranked(timeline.RankDeprecated))
			case 1:
				d.say("unrelated", "SUMMARY", rapid.StringMatching(`[a-z]{1,9}`).Draw(rt, "summary"))
			case 2:
				d.say("unrelated", timeline.Targets, "bystander", source, words)
			case 3:
				d.say("unrelated", "CITES", "act", source, words)
			}
		}
		content, problems := Compile(d.Input, 1, false, nil)
		if content == nil { // the same claim twice
			for _, p := range problems {
				if !strings.Contains(p.Text, "the same claim") {
					rt.Fatal(p)
				}
			}
			rt.Skip()
		}
		after := marks(content)
		for _, key := range slices.Sorted(maps.Keys(before)) {
			if names := strings.Contains(key, "unrelated") || strings.Contains(key, "bystander"); !names && after[key] != before[key] {
				rt.Errorf("%s changed", key)
			}
		}
	})
}

// The canonical form is that of RFC 8785: the names in order, no white space, nothing escaped that need not be.
func TestCanonicalJSON(t *testing.T) {
	rows := []struct {
		proves string
		value  any
		want   string
	}{
		{"names in order, no white space", struct {
			B int
			A []string
		}{1, []string{"x"}}, `{"A":["x"],"B":1}`},
		{"marks of HTML are not escaped", "<a href='x'>&</a>", `"<a href='x'>&</a>"`},
		{"the separators of lines and paragraphs are not escaped", "a\u2028b\u2029", "\"a\u2028b\u2029\""},
		{"a backslash ahead of what looks like an escape stays", `a\u2028`, `"a\\u2028"`},
		{"a backslash ahead of a separator", "\\\u2028", "\"\\\\\u2028\""},
		{"control characters and quotes are escaped", "\"\\\b\f\n\r\t\x01", `"\"\\\b\f\n\r\t\u0001"`},
		{"letters are not escaped", "Zürich 华 😀", `"Zürich 华 😀"`},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			got := canonicalJSON(row.value)
			if string(got) != row.want {
				t.Errorf("%s, want %s", got, row.want)
			}
			if !json.Valid(got) {
				t.Error("not JSON")
			}
		})
	}
}
