package curated

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// SchemaFiles are the JSON Schemas of all kinds of fact file, made from the shapes by which the loader checks. They
// are of draft 7, which editors read.
func SchemaFiles() (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, k := range kinds() {
		g := generator{names: map[string]string{}, definitions: map[string]any{}}
		root := g.shape(k.shape)
		root["$schema"] = "http://json-schema.org/draft-07/schema#"
		root["$comment"] = fmt.Sprintf("Made from the vocabulary, version %d. Do not edit: run `go test ./loaders/curated -update`.", timeline.VocabularyVersion)
		root["title"] = k.where
		root["definitions"] = g.definitions
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", " ")
		if err := enc.Encode(root); err != nil {
			return nil, err
		}
		out[k.schema+".schema.json"] = b.Bytes()
	}
	return out, nil
}

// SchemaOf is the name of the schema of a file.
func SchemaOf(file string) (string, bool) {
	k, _, ok := kindOf(file)
	return k.schema + ".schema.json", ok
}

type generator struct {
	// names are the definitions by their JSON.
	names       map[string]string
	definitions map[string]any
}

type object = map[string]any

func (g *generator) shape(s *shape) object {
	var ways []any
	if s.scalar != nil {
		ways = append(ways, g.form(*s.scalar))
	}
	if s.record != nil {
		ways = append(ways, g.record(s.record))
	}
	if s.names != nil {
		ways = append(ways, object{"type": "object", "minProperties": 1, "propertyNames": g.form(s.names.key), "additionalProperties": g.shape(s.names.value)})
	}
	if s.list != nil {
		ways = append(ways, object{"type": "array", "minItems": 1, "items": g.define(s.list.what, g.shape(s.list))})
	}
	if len(ways) == 1 {
		return ways[0].(object)
	}
	return g.define(s.what, object{"anyOf": ways})
}

func (g *generator) form(f form) object {
	out := object{}
	var types []any
	for _, t := range []struct {
		kind shapeKind
		name string
	}{{text, "string"}, {integer, "integer"}, {boolean, "boolean"}} {
		if f.takes(t.kind) {
			types = append(types, t.name)
		}
	}
	out["type"] = types[0]
	if len(types) > 1 {
		out["type"] = types
	}
	switch {
	case f.takes(boolean):
		out["const"] = true
	case f.terms != nil:
		var about []string
		for _, t := range f.terms {
			about = append(about, t.Definition)
		}
		out["enum"], out["enumDescriptions"] = termNames(f.terms), about
	case f.pattern != "":
		out["pattern"] = f.pattern
	}
	if len(f.terms) > 4 {
		return g.define(f.terms[0].Name, out)
	}
	return out
}

func (g *generator) record(r *record) object {
	properties := object{}
	required := []string{}
	for _, f := range r.fields {
		p := object{}
		for k, v := range g.shape(f.shape) {
			p[k] = v
		}
		if f.about != "" {
			p["description"] = f.about
		}
		properties[f.name] = p
		if f.required {
			required = append(required, f.name)
		}
	}
	out := object{"type": "object", "additionalProperties": false, "properties": properties}
	if len(required) > 0 {
		out["required"] = required
	}
	var all []any
	dependencies := object{}
	for _, rule := range r.rules {
		var each []any
		for _, name := range rule.names {
			each = append(each, object{"required": []string{name}})
		}
		switch rule.kind {
		case exactlyOne:
			all = append(all, object{"oneOf": each})
		case atLeastOne:
			all = append(all, object{"anyOf": each})
		case atMostOne:
			all = append(all, object{"not": object{"required": rule.names}})
		case needs:
			dependencies[rule.names[0]] = []string{rule.names[1]}
		}
	}
	if len(all) > 0 {
		out["allOf"] = all
	}
	if len(dependencies) > 0 {
		out["dependencies"] = dependencies
	}
	return g.define("mapping", out)
}

var notWord = regexp.MustCompile(`[^a-z0-9]+`)

// define keeps a schema once, under a name made of what it is.
func (g *generator) define(what string, schema object) object {
	if _, defined := schema["$ref"]; defined {
		return schema
	}
	src, err := json.Marshal(schema)
	if err != nil {
		panic(err) // maps of strings, numbers and lists alone
	}
	name, known := g.names[string(src)]
	if !known {
		stem := strings.Trim(notWord.ReplaceAllString(strings.ToLower(what), "-"), "-")
		if len(stem) > 40 {
			stem = strings.Trim(stem[:40], "-")
		}
		name = stem
		for i := 2; g.definitions[name] != nil; i++ {
			name = fmt.Sprintf("%s-%d", stem, i)
		}
		g.names[string(src)], g.definitions[name] = name, schema
	}
	return object{"$ref": "#/definitions/" + name}
}

// FieldNames are the names of all fields of all kinds of file, each once.
func FieldNames() []string {
	seen := map[string]bool{}
	var out []string
	var walk func(s *shape)
	walk = func(s *shape) {
		if s == nil {
			return
		}
		walk(s.list)
		if s.names != nil {
			walk(s.names.value)
		}
		if s.record == nil {
			return
		}
		for _, f := range s.record.fields {
			if !seen[f.name] {
				seen[f.name] = true
				out = append(out, f.name)
			}
			walk(f.shape)
		}
	}
	for _, k := range kinds() {
		walk(k.shape)
	}
	return out
}

// PredicateField is a field that the vocabulary gives.
type PredicateField struct {
	Name, Definition string
	Kinds            []string
}

// PredicateFields are the fields that the vocabulary gives, in its order.
func PredicateFields() []PredicateField {
	var out []PredicateField
	for _, d := range timeline.Predicates() {
		f := PredicateField{Name: fieldName(d.Name), Definition: d.Definition}
		for _, kind := range d.Subjects {
			if slices.ContainsFunc(attributes(kind), func(a field) bool { return a.says.Name == d.Name }) && kind != timeline.KindDiscrepancy {
				f.Kinds = append(f.Kinds, string(kind))
			}
		}
		if len(f.Kinds) > 0 {
			out = append(out, f)
		}
	}
	return out
}
