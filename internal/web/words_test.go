package web

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

// TestTerms: every term that a page may show has a word in both languages, and there is no word for what is no term.
func TestTerms(t *testing.T) {
	lists := map[string][]timeline.TermDef{
		"kind": timeline.ActionKinds, "vendor": timeline.VendorKinds, "node": timeline.NodeKinds, "role": timeline.Roles,
		"conduct": timeline.Conducts, "effect": timeline.EffectKinds, "discrepancy": timeline.DiscrepancyKinds,
		"source": timeline.SourceKinds, "document": timeline.Documents, "fidelity": timeline.Fidelities, "licence": timeline.Licences,
		"claim": timeline.ClaimKinds, "manner": timeline.Manners, "verdict": timeline.Verdicts, "state": timeline.SegmentStates,
		"standing": timeline.Standings, "stage": timeline.StageTerms(), "touch": timeline.Touches,
	}
	for _, p := range timeline.Predicates() {
		if p.Value == timeline.ValueRef {
			if r, ok := relations[string(p.Name)]; !ok || r.forward.en == "" || r.forward.de == "" || r.backward.en == "" || r.backward.de == "" {
				t.Errorf("no words for the relation %s", p.Name)
			}
			continue
		}
		lists["attribute"] = append(lists["attribute"], timeline.TermDef{Name: string(p.Name)})
	}
	count := 0
	for list, all := range lists {
		for _, term := range all {
			count++
			if p, ok := terms[list+"."+term.Name]; !ok || p.en == "" || p.de == "" {
				t.Errorf("no word for the %s %s", list, term.Name)
			}
		}
	}
	if count != len(terms) {
		t.Errorf("%d words for %d terms", len(terms), count)
	}
}

// TestFamilies: every kind of act has one family, and every family a word.
func TestFamilies(t *testing.T) {
	seen := make(map[string]string)
	for _, f := range families {
		if _, ok := phrases["family."+f.Name]; !ok {
			t.Errorf("no word for the family %s", f.Name)
		}
		for _, k := range f.kinds {
			if seen[k] != "" {
				t.Errorf("%s is of %s and of %s", k, seen[k], f.Name)
			}
			seen[k] = f.Name
		}
	}
	for _, k := range timeline.ActionKinds {
		if seen[k.Name] == "" {
			t.Errorf("%s is of no family", k.Name)
		}
	}
}

// named finds the phrases that templates and program name; what follows them tells whether they come in two numbers.
var named = regexp.MustCompile(`(?:\bt |\bsay\((?:v\.lang, )?|\bkey: |\b(n) |\b(sayCount)\()"([a-z][a-z.]*[a-z])"|failure\{http\.\w+, "([a-z.]+)"|\{"(nav\.[a-z]+)", "/`)

// TestPhrases: what templates and program name is there in both languages, and nothing is there that nothing names.
func TestPhrases(t *testing.T) {
	used := make(map[string]bool)
	for _, pattern := range []string{"templates/*.html", "*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(name, "_test.go") || name == "phrases.go" {
				continue
			}
			for _, m := range named.FindAllStringSubmatch(string(src), -1) {
				if m[1] != "" || m[2] != "" {
					used[m[3]+".one"], used[m[3]+".many"] = true, true
					continue
				}
				used[m[3]+m[4]+m[5]] = true
			}
		}
	}
	for _, prefix := range []string{"family.", "in.", "country.", "lanes.", "group.", "file.", "language.", "decided."} { // named by a value
		for key := range phrases {
			if strings.HasPrefix(key, prefix) {
				used[key] = true
			}
		}
	}
	for key := range used {
		if p, ok := phrases[key]; !ok || p.en == "" || p.de == "" {
			t.Errorf("no phrase %q in both languages", key)
		}
	}
	verbs := regexp.MustCompile(`%[a-z]`)
	for key, p := range phrases {
		if !used[key] {
			t.Errorf("nothing says %q", key)
		}
		if a, b := verbs.FindAllString(p.en, -1), verbs.FindAllString(p.de, -1); strings.Join(a, "") != strings.Join(b, "") {
			t.Errorf("%q takes %v in English and %v in German", key, a, b)
		}
	}
}
