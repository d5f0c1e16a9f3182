package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/regline/regline"

// layer says what a package may import of this module and of others, beside the standard library. Patterns are those
// of path.Match; what belongs to another module is named by its root.
type layer struct {
	pkg          string
	own, foreign []string
}

// domain is what every layer above the domain may see of it.
var domain = []string{"internal/timeline", "internal/edtf", "internal/citation"}

// layers is the table of arrows: a package imports only what stands further down. The first row that matches counts,
// and a package without a row fails the test.
var layers = []layer{
	{".", []string{"internal/cli"}, nil},
	{"internal/cli", append([]string{"graph", "internal/web", "internal/web/playground", "internal/export", "internal/persisted", "loaders", "loaders/*",
		"internal/ledger", "internal/generate", "internal/releasefile", "internal/store/memory", "internal/store/neo4j", "data", "examples", "internal/compile"}, domain...),
		[]string{"github.com/alecthomas/kong", "golang.org/x/term"}},
	{"bench", append([]string{"bench/bare", "graph", "internal/store/neo4j"}, domain...),
		[]string{"github.com/alecthomas/kong", "github.com/google/go-cmp", "github.com/google/pprof", "github.com/neo4j/neo4j-go-driver"}},
	{"bench/bare", nil, []string{"github.com/neo4j/neo4j-go-driver"}},
	{"internal/persisted", append([]string{"graph"}, domain...), []string{"github.com/gowebpki/jcs", "github.com/vektah/gqlparser"}},
	{"graph", domain, []string{"github.com/99designs/gqlgen", "github.com/vektah/gqlparser"}},
	{"graph/rewrite", nil, nil},
	{"internal/web/playground", nil, nil},
	{"internal/web", append([]string{"internal/export"}, domain...), []string{"golang.org/x/text"}},
	{"internal/export", domain, []string{"github.com/arran4/golang-ical", "github.com/google/uuid", "modernc.org/sqlite"}},
	{"loaders", append([]string{"loaders/*", "internal/compile"}, domain...), nil},
	{"loaders/curated", append([]string{"internal/compile"}, domain...), []string{"github.com/goccy/go-yaml", "github.com/agnivade/levenshtein", "golang.org/x/text"}},
	{"loaders/*", append([]string{"internal/compile"}, domain...), nil},
	{"internal/ledger", append([]string{"internal/compile"}, domain...), nil},
	{"internal/generate", append([]string{"internal/compile", "internal/releasefile"}, domain...), nil},
	{"internal/releasefile", domain, nil},
	{"internal/store/memory", domain, nil},
	{"internal/store/neo4j", domain, []string{"github.com/neo4j/neo4j-go-driver"}},
	{"internal/store/neo4j/neo4jtest", nil, nil},
	{"internal/store/storetest", domain, []string{"pgregory.net/rapid"}},
	{"test/faults", nil, nil},
	{"data", nil, nil},
	{"examples", nil, nil},
	{"internal/compile", domain, []string{"github.com/agnivade/levenshtein"}},
	{"internal/timeline", []string{"internal/edtf", "internal/citation"}, nil},
	{"internal/edtf", nil, nil},
	{"internal/citation", nil, nil},
}

// listed is a package as `go list -json` gives it.
type listed struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Module     *struct{ Path string }
}

// list gives all packages of the module and all that they depend on. Imports of tests do not count.
func list(t *testing.T) map[string]listed {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-json=ImportPath,Standard,Imports,Module", "./...")
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaint.String())
	}
	all := make(map[string]listed)
	d := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all[p.ImportPath] = p
	}
}

// name is a package of this module by its folder, "" for another's.
func name(importPath string) string {
	if importPath == module {
		return "."
	}
	if folder, ok := strings.CutPrefix(importPath, module+"/"); ok {
		return folder
	}
	return ""
}

func matches(pattern, folder string) bool {
	ok, _ := path.Match(pattern, folder)
	return ok
}

// below says whether the module is that of the root, of any major version.
func below(root, modulePath string) bool {
	return modulePath == root || strings.HasPrefix(modulePath, root+"/v")
}

// TestArrows asserts the table over the packages as they are.
func TestArrows(t *testing.T) {
	all := list(t)
	found := 0
	for _, p := range all {
		folder := name(p.ImportPath)
		if folder == "" {
			continue
		}
		found++
		at := slices.IndexFunc(layers, func(l layer) bool { return matches(l.pkg, folder) })
		if at < 0 {
			t.Errorf("%s has no row in the table", folder)
			continue
		}
		for _, text := range layers[at].strays(p, all) {
			t.Error(text)
		}
		for _, root := range layers[at].idle(p, all) {
			t.Errorf("%s need not be allowed %s", folder, root)
		}
	}
	if found < 10 {
		t.Errorf("%d packages found: the test does not see the module", found)
	}
}

// strays are the imports of a package that its layer does not allow.
func (l layer) strays(p listed, all map[string]listed) []string {
	var out []string
	for _, imported := range p.Imports {
		q := all[imported]
		switch folder := name(imported); {
		case q.Standard, imported == "C":
		case folder != "":
			if !slices.ContainsFunc(l.own, func(own string) bool { return matches(own, folder) }) {
				out = append(out, name(p.ImportPath)+" imports "+folder)
			}
		case q.Module == nil || !slices.ContainsFunc(l.foreign, func(root string) bool { return below(root, q.Module.Path) }):
			out = append(out, name(p.ImportPath)+" imports "+imported)
		}
	}
	return out
}

// idle are the modules that a layer allows and the package does not use.
func (l layer) idle(p listed, all map[string]listed) []string {
	return slices.DeleteFunc(slices.Clone(l.foreign), func(root string) bool {
		return slices.ContainsFunc(p.Imports, func(imported string) bool {
			m := all[imported].Module
			return m != nil && below(root, m.Path)
		})
	})
}

// TestArrowsPoint proves that the table itself has no arrow back: no row allows a package of an earlier row, but for
// the formats of package loaders.
func TestArrowsPoint(t *testing.T) {
	for i, l := range layers {
		for _, own := range l.own {
			if at := slices.IndexFunc(layers, func(o layer) bool { return o.pkg == own }); at <= i && at >= 0 {
				t.Errorf("%s may import %s, which stands above it", l.pkg, own)
			}
		}
	}
}

// TestStray proves that the test above can fail.
func TestStray(t *testing.T) {
	l := layer{"internal/timeline", []string{"internal/edtf"}, []string{"example.org/yaml"}}
	all := map[string]listed{
		"context":                  {Standard: true},
		module + "/internal/edtf":  {},
		module + "/graph":          {},
		"example.org/yaml/v3/ast":  {Module: &struct{ Path string }{"example.org/yaml/v3"}},
		"example.org/yamlish/more": {Module: &struct{ Path string }{"example.org/yamlish"}},
	}
	p := listed{ImportPath: module + "/internal/timeline"}
	for imported := range all {
		p.Imports = append(p.Imports, imported)
	}
	got := l.strays(p, all)
	slices.Sort(got)
	want := []string{"internal/timeline imports example.org/yamlish/more", "internal/timeline imports graph"}
	if !slices.Equal(got, want) {
		t.Errorf("strays %q, want %q", got, want)
	}
}
