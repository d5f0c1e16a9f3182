package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/regline/regline/data"
	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/store/storetest"
)

// refusedTexts are the hostile texts that a fact file cannot hold as a name, with words of the reason.
var refusedTexts = map[string]string{
	"control":   "control character U+007F",
	"empty":     "empty: write it or leave the field out",
	"long":      "the value has 100000 characters, more than 500: shorten it",
	"long wide": "the value has 75000 characters, more than 500: shorten it",
	"megabyte":  "too long: more than 1048576 bytes",
}

// agencyFile is a fact file with an agency of the name, which is also its alias and description.
func agencyFile(t *testing.T, id, name string) string {
	t.Helper()
	quoted, err := json.Marshal(name) // JSON strings are YAML
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s:\n  label: {en: %s}\n  jurisdiction: US\n  aliases: [%s]\n  description: %s\n", id, quoted, quoted, quoted)
}

// treeWith is the small tree with more agencies.
func treeWith(t *testing.T, agencies string) dataFlags {
	t.Helper()
	df, _ := tree(t)
	name := filepath.Join(df.Data, "agencies.yaml")
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, append(src, agencies...), 0o644); err != nil {
		t.Fatal(err)
	}
	return df
}

// problemsOf compiles the small tree with one more file of agencies, and gives its problems.
func problemsOf(t *testing.T, file string) []string {
	t.Helper()
	_, err := treeWith(t, file).release(t.Context())
	var found *problemsError
	if err == nil {
		return nil
	}
	if !errors.As(err, &found) {
		t.Fatal(err)
	}
	var out []string
	for _, p := range found.problems {
		if p.File == "" || p.Line < 1 || len(p.Text) > 400 {
			t.Errorf("a problem without a place, or too long to read: %.500v", p)
		}
		out = append(out, p.Text)
	}
	return out
}

// TestHostileIDs writes IDs that are none: each is refused at its place, in words, and nothing else is said.
func TestHostileIDs(t *testing.T) {
	for _, id := range []string{
		"Us-dhs", "us--dhs", "us-dhs-", "-us", "us_dhs", "us.dhs", "us dhs", "us|dhs", "us/dhs", "../../etc/passwd", "us-dhs#issued", "claim:0123",
		"us-dhs'}) DETACH DELETE n //", "us`dhs", "$id", "*:*", "us\u2028dhs", "us\u202edhs", "ＵＳ", "us\u0000dhs", "%27us", "head\n", strings.Repeat("a", 161), strings.Repeat("a-", 1<<17),
	} {
		quoted, err := json.Marshal(id)
		if err != nil {
			t.Fatal(err)
		}
		problems := problemsOf(t, agencyFile(t, string(quoted), "An office"))
		if len(problems) != 1 {
			t.Errorf("%.60q: %d problems: %.600q", id, len(problems), problems)
		}
	}
}

// TestHostileNames writes hostile texts where a fact file has names. What is not refused with a reason comes out of the
// API as it went in, from both stores, and the database holds it as data.
func TestHostileNames(t *testing.T) {
	texts := storetest.HostileTexts()
	var file strings.Builder
	want := make(map[string]string)
	for n, name := range slices.Sorted(maps.Keys(texts)) {
		id := fmt.Sprintf("hostile-%02d", n)
		alone := agencyFile(t, id, texts[name])
		problems := problemsOf(t, alone)
		reason, refused := refusedTexts[name]
		if refused != (len(problems) > 0) || !strings.Contains(strings.Join(problems, "\n"), reason) {
			t.Errorf("%s: %.300q, want %q", name, problems, reason)
		}
		if !refused {
			file.WriteString(alone)
			want[id] = strings.TrimSpace(texts[name]) // as the format has it
		}
	}
	df := treeWith(t, file.String())
	handlers := map[string]*graph.Handler{}
	s := memory.New()
	if _, err := fill(t.Context(), s, releaseFlags{dataFlags: df}, nil); err != nil {
		t.Fatal(err)
	}
	handlers["memory"] = newGraphQL(s, nil)
	if os.Getenv("REGLINE_TEST_NEO4J") != "" || os.Getenv("REGLINE_REQUIRE_NEO4J") == "1" {
		handlers["neo4j"] = hostileNeo4j(t, df)
	}
	a := execute(t, handlers, "names", `{ agencies(first: 200) { nodes { id label description aliases } } }`, "")
	found := 0
	for i, id := range a.all([]any{"agencies", "nodes"}, "id") {
		text, hostile := want[id]
		if !hostile {
			continue
		}
		found++
		n := a.sub("agencies", "nodes", i)
		for _, path := range [][]any{{"label"}, {"description"}, {"aliases", 0}} {
			if got := n.at(path...); got != text {
				t.Errorf("%s: %v is %q, want %q", id, path, got, text)
			}
		}
	}
	if found != len(want) {
		t.Errorf("%d of %d agencies are there", found, len(want))
	}
}

// hostileNeo4j loads the tree into the database, and the embedded files again when the test ends.
func hostileNeo4j(t *testing.T, df dataFlags) *graph.Handler {
	t.Helper()
	url, s := wiped(t)
	t.Cleanup(func() {
		contents, problems, err := compileRelease(context.Background(), data.Files)
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		if _, err := refill(context.Background(), url, contents); err != nil {
			t.Fatal(err)
		}
	})
	if _, err := fill(t.Context(), s, releaseFlags{dataFlags: df}, nil); err != nil {
		t.Fatal(err)
	}
	return newGraphQL(s, nil)
}
