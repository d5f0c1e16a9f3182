package curated_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/goccy/go-yaml"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/regline/regline/loaders/curated"
)

const schemaDir = dataDir + "/schema"

// TestSchemasAreMadeFromTheShapes compares the schemas of the data with those that the loader's own description gives.
func TestSchemasAreMadeFromTheShapes(t *testing.T) {
	files, err := curated.SchemaFiles()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		file := filepath.Join(schemaDir, name)
		got, err := os.ReadFile(file)
		if bytes.Equal(got, want) {
			continue
		}
		if !*update {
			t.Errorf("%s is stale (%v): run this test with -update", file, err)
			continue
		}
		if err := os.MkdirAll(schemaDir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	found, _ := filepath.Glob(filepath.Join(schemaDir, "*"))
	for _, file := range found {
		if files[filepath.Base(file)] == nil {
			t.Errorf("%s is the schema of no kind of file", file)
		}
	}
}

// schemas compiles all schemas, by their names.
func schemas(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	files, err := curated.SchemaFiles()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*jsonschema.Schema{}
	for name, src := range files {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource(name, doc); err != nil {
			t.Fatal(err)
		}
		if out[name], err = c.Compile(name); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// validate reads a file as an editor does and checks it by the schema of its kind.
func validate(t *testing.T, all map[string]*jsonschema.Schema, file string, src []byte) error {
	t.Helper()
	name, ok := curated.SchemaOf(file)
	if !ok {
		t.Fatalf("%s has no schema", file)
	}
	var value any
	if err := yaml.Unmarshal(src, &value); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	asJSON, err := json.Marshal(value)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(asJSON))
	if err != nil {
		t.Fatal(err)
	}
	return all[name].Validate(doc)
}

func TestDataFitsTheSchemas(t *testing.T) {
	all := schemas(t)
	tree := os.DirFS(dataDir)
	checked := 0
	err := fs.WalkDir(tree, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(file) != ".yaml" {
			return err
		}
		src, err := fs.ReadFile(tree, file)
		if err != nil {
			return err
		}
		if err := validate(t, all, file, src); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		checked++
		return nil
	})
	if err != nil || checked < 10 {
		t.Errorf("%d files checked: %v", checked, err)
	}
}

func TestGoodSamplesFitTheSchemas(t *testing.T) {
	all := schemas(t)
	archives, err := filepath.Glob("testdata/claims/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no samples", err)
	}
	for _, name := range archives {
		ar, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range ar.Files {
			if strings.HasSuffix(f.Name, ".yaml") {
				if err := validate(t, all, f.Name, f.Data); err != nil {
					t.Errorf("%s: %s: %v", name, f.Name, err)
				}
			}
		}
	}
}

// A good act, and the places in which it is broken.
const sampleFile = "actions/example-act.yaml"

const sample = `id: example-act
kind: directive
label: {en: Example act}
zone: America/New_York
by: [{ref: us-dhs, cite: issued}]
issued_under: [{ref: us-fisma-2014, inferred: no other power}]
milestones:
  issued: {on: 2017-09-13, cite: issued}
  compliance_deadline/begin: {rule: issued + 90 days}
restrictions:
  use: {conduct: use, binds: [us-federal-agencies], unstated: true, from: issued, cite: issued}
effects:
  lift: {kind: lifts, upon: ["other-act#restriction/use"], on: 2018, cite: wanted, in: fr-2017-19838}
entries:
  example-row: {label: Row, list: us-ofac-sdn, names: [{ref: kaspersky-lab-ao, cite: issued}]}
quotes:
  issued: {in: fr-2017-19838, at: 82 FR 43782, text: issued on September 13}
`

var breaks = []struct{ name, from, to string }{
	{"missing field", "kind: directive\n", ""},
	{"unknown field", "zone:", "zonne:"},
	{"unknown term", "kind: directive", "kind: directives"},
	{"term in capitals", "kind: directive", "kind: DIRECTIVE"},
	{"bad ID", "id: example-act", "id: Example"},
	{"ID of a part", "id: example-act", "id: example-act#issued"},
	{"number for a text", "zone: America/New_York", "summary: 12"},
	{"empty text", "zone: America/New_York", "summary: ''"},
	{"list for a mapping", "milestones:\n  issued: {on: 2017-09-13, cite: issued}\n  compliance_deadline/begin: {rule: issued + 90 days}", "milestones: [a]"},
	{"bare relation", "[{ref: us-dhs, cite: issued}]", "us-dhs"},
	{"relation without citation", "{ref: us-dhs, cite: issued}", "{ref: us-dhs}"},
	{"relation without value", "{ref: us-dhs, cite: issued}", "{cite: issued}"},
	{"bare milestone", "{on: 2017-09-13, cite: issued}", "2017-09-13"},
	{"milestone without citation", "{on: 2017-09-13, cite: issued}", "{on: 2017-09-13}"},
	{"day and rule", "{rule: issued + 90 days}", "{rule: issued + 90 days, on: 2017}"},
	{"unknown role", "  issued: {on", "  isued: {on"},
	{"bad scope", "deadline/begin", "deadline/Begin"},
	{"not a date", "on: 2017-09-13", "on: tomorrow"},
	{"true for a date", "on: 2018", "on: true"},
	{"flag that is false", "unstated: true", "unstated: false"},
	{"restriction without citation", "from: issued, cite: issued", "from: issued"},
	{"restriction without conduct", "conduct: use, ", ""},
	{"window that is no milestone", "from: issued", "from: 2017-09-13"},
	{"cited and inferred", "inferred: no other power", "inferred: no other power, cite: issued"},
	{"rank without reason", "{ref: us-dhs, cite: issued}", "{ref: us-dhs, cite: issued, rank: deprecated}"},
	{"reason without rank", "{ref: us-dhs, cite: issued}", "{ref: us-dhs, cite: issued, reason: because}"},
	{"unknown rank", "{ref: us-dhs, cite: issued}", "{ref: us-dhs, cite: issued, rank: best, reason: because}"},
	{"quotation without source", "in: fr-2017-19838, at", "at"},
	{"quotation without words", ", text: issued on September 13", ""},
	{"empty list", "[{ref: us-dhs, cite: issued}]", "[]"},
	{"nothing", "{en: Example act}", ""},
}

// TestRowNeedsSupport: the schemas do not know it, but nothing shows that a row without a name, a wording or a day with
// a cite stands on the list.
func TestRowNeedsSupport(t *testing.T) {
	const names = ", names: [{ref: kaspersky-lab-ao, cite: issued}]"
	src := strings.Replace(sample, names, "", 1)
	_, problems := curated.Load(t.Context(), fstest.MapFS{sampleFile: {Data: []byte(src)}})
	if len(problems) != 1 || !strings.Contains(problems[0].Text, "a row needs a name") {
		t.Errorf("%v", problems)
	}
}

// TestLoaderAndSchemasAgree breaks a good act in one place at a time: loader and schema must both refuse it. The sample
// itself passes both.
func TestLoaderAndSchemasAgree(t *testing.T) {
	all := schemas(t)
	check := func(src string) (loader []string, schema error) {
		_, problems := curated.Load(t.Context(), fstest.MapFS{sampleFile: {Data: []byte(src)}})
		for _, p := range problems {
			loader = append(loader, p.Error())
		}
		return loader, validate(t, all, sampleFile, []byte(src))
	}
	if loader, schema := check(sample); len(loader) > 0 || schema != nil {
		t.Fatalf("the sample is refused: %v; %v", loader, schema)
	}
	for _, c := range breaks {
		t.Run(c.name, func(t *testing.T) {
			src := strings.Replace(sample, c.from, c.to, 1)
			if src == sample {
				t.Fatal("the sample breaks nothing")
			}
			loader, schema := check(src)
			if len(loader) == 0 || schema == nil {
				t.Errorf("loader %v, schema %v: want both to refuse it", loader, schema)
			}
		})
	}
}
