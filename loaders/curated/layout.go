package curated

import (
	"path"
	"strings"
)

// fileKind is a kind of fact file.
type fileKind struct {
	// schema is the name of its JSON Schema; where says which files it describes.
	schema, where string
	shape         *shape
	read          func(r *reader, root spot, name string)
}

// What the folders of a tree hold.
const (
	actionsDir = "actions"
	sourcesDir = "sources"
	reportsDir = "reports"
	textsDir   = "texts"
)

var (
	actionFile = fileKind{"action", "actions/*.yaml", &shape{what: "an act: a mapping from `id` on", record: actionRecord}, (*reader).action}
	reportFile = fileKind{"report", "reports/*.yaml", &shape{what: "a report: a mapping with `source` and `says`", record: reportRecord}, (*reader).report}
	sourceFile = fileKind{"sources", "sources/*.yaml", byID("a mapping of IDs to sources", "a source", sourceRecord),
		func(r *reader, root spot, _ string) { r.sources(root) }}
	redirectFile = fileKind{"redirects", "redirects.yaml", byID("a mapping of old IDs to what took their place", "a redirect", redirectRecord), (*reader).redirects}
	entityFiles  = newEntityFiles()
)

func byID(what, each string, rec *record) *shape {
	return &shape{what: what, names: &names{key: nodeForm, value: &shape{what: each + ": a mapping", record: rec}}}
}

func newEntityFiles() map[string]fileKind {
	kinds := map[string]fileKind{}
	for _, e := range entityKinds {
		rec := entityRecord(e.kind)
		kinds[e.file] = fileKind{
			strings.TrimSuffix(e.file, ".yaml"), e.file, byID("a mapping of IDs to entities", "an entity", rec),
			func(r *reader, root spot, _ string) { r.entities(root, e.kind, rec) },
		}
	}
	return kinds
}

// kindOf tells what a file of the tree holds, and its name without folder and ending.
func kindOf(file string) (fileKind, string, bool) {
	dir, base := path.Split(file)
	name, isYAML := strings.CutSuffix(base, ".yaml")
	if !isYAML {
		return fileKind{}, "", false
	}
	switch strings.TrimSuffix(dir, "/") {
	case "":
		if base == redirectFile.where {
			return redirectFile, name, true
		}
		k, ok := entityFiles[base]
		return k, name, ok
	case actionsDir:
		return actionFile, name, true
	case sourcesDir:
		return sourceFile, name, true
	case reportsDir:
		return reportFile, name, true
	}
	return fileKind{}, "", false
}

// kinds are all kinds of fact file.
func kinds() []fileKind {
	out := []fileKind{actionFile, sourceFile, reportFile}
	for _, e := range entityKinds {
		out = append(out, entityFiles[e.file])
	}
	return append(out, redirectFile)
}

// knownPlaces are for the remedy about a file in no known place.
func knownPlaces() string {
	var out []string
	for _, k := range kinds() {
		out = append(out, k.where)
	}
	return strings.Join(append(out, textsDir+"/*.txt"), ", ")
}
