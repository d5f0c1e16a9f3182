// Package persisted answers named operations by GET, so that an answer can be linked to and cached, and makes receipts
// of answers, by which anybody can ask again and see whether the answer is the same.
package persisted

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/validator/rules"

	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/timeline"
)

// Parameters of an address that are no variables.
const (
	paramRelease = "release"
	paramReceipt = "receipt"
)

// ErrOperation says that a document cannot be persisted.
var ErrOperation = errors.New("the operation cannot be persisted")

// Document is a GraphQL document with one operation.
type Document struct {
	Name string
	// Query is the text that is executed, and whose hash a receipt holds.
	Query string
	// Variables are those that the address does not give, a JSON object or empty.
	Variables string
}

// Versions are those of the rules by which the program answers.
type Versions struct {
	Rules      int `json:"rules"`
	Vocabulary int `json:"vocabulary"`
}

// Operations answers the documents over a store.
type Operations struct {
	store    timeline.Store
	graph    *graph.Handler
	versions Versions
	all      []*operation
}

// operation is a document that fits the schema.
type operation struct {
	Document
	defaults map[string]any
	declared ast.VariableDefinitionList
	// pinned says that the text itself says @asKnown.
	pinned bool
}

// New reads the documents. The error wraps [ErrOperation] with the name of the first that does not fit the schema, holds
// several operations, or has a variable of a name that addresses use otherwise.
func New(store timeline.Store, g *graph.Handler, versions Versions, documents []Document) (*Operations, error) {
	o := &Operations{store: store, graph: g, versions: versions}
	for _, d := range documents {
		op, err := read(g.Schema(), d)
		if err != nil {
			return nil, fmt.Errorf("%s: %w: %w", d.Name, ErrOperation, err)
		}
		o.all = append(o.all, op)
	}
	return o, nil
}

func read(schema *ast.Schema, d Document) (*operation, error) {
	doc, errs := gqlparser.LoadQueryWithRules(schema, d.Query, rules.NewDefaultRules())
	if errs != nil {
		return nil, errs
	}
	if len(doc.Operations) != 1 {
		return nil, fmt.Errorf("it holds %d operations: write one", len(doc.Operations))
	}
	op := &operation{Document: d, declared: doc.Operations[0].VariableDefinitions, pinned: doc.Operations[0].Directives.ForName("asKnown") != nil}
	for _, v := range op.declared {
		if v.Variable == paramRelease || v.Variable == paramReceipt {
			return nil, fmt.Errorf("the variable $%s: addresses use this name otherwise", v.Variable)
		}
	}
	if d.Variables != "" {
		if err := decode([]byte(d.Variables), &op.defaults); err != nil {
			return nil, err
		}
	}
	return op, nil
}

// lookup is nil where there is no operation of the name.
func (o *Operations) lookup(name string) *operation {
	for _, op := range o.all {
		if op.Name == name {
			return op
		}
	}
	return nil
}

// InputError lists all faults of an address. It matches [timeline.ErrBadInput].
type InputError struct{ Faults []string }

func (e *InputError) Error() string { return strings.Join(e.Faults, "; ") }

// Is makes errors.Is(err, timeline.ErrBadInput) true.
func (e *InputError) Is(target error) bool { return target == timeline.ErrBadInput }

// question is what an address asks.
type question struct {
	variables map[string]any
	at        timeline.KnownAt
	receipt   bool
}

// question reads the query of an address: each variable by its name, a list by repetition, an input object as JSON, an
// empty value as null; what is not given is as in the document. The error is an [*InputError].
func (op *operation) question(values url.Values) (question, error) {
	q := question{variables: make(map[string]any, len(op.declared))}
	for name, v := range op.defaults {
		q.variables[name] = v
	}
	var faults []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		given := values[name]
		switch v := op.declared.ForName(name); {
		case name == paramReceipt:
			q.receipt = true
		case name == paramRelease:
			n, err := strconv.Atoi(given[0])
			if err != nil || n < 1 || len(given) > 1 {
				faults = append(faults, fmt.Sprintf("release: %.40q: releases are numbered from 1", strings.Join(given, " ")))
			} else if op.pinned {
				faults = append(faults, "release: the operation says @asKnown itself: leave this out")
			}
			q.at.Release = n
		case v == nil:
			faults = append(faults, fmt.Sprintf("%.50q is no variable: there are %s", name, op.variableNames()))
		default:
			value, err := coerce(v, given)
			if err != nil {
				faults = append(faults, fmt.Sprintf("%s: %v", name, err))
			}
			q.variables[name] = value
		}
	}
	if faults != nil {
		return question{}, &InputError{faults}
	}
	return q, nil
}

func (op *operation) variableNames() string {
	var names []string
	for _, v := range op.declared {
		names = append(names, v.Variable)
	}
	return strings.Join(append(names, paramRelease, paramReceipt), ", ")
}

// coerce makes the value of a variable of texts. What does not fit the schema otherwise is found when it is executed.
func coerce(v *ast.VariableDefinition, given []string) (any, error) {
	if v.Type.Elem != nil {
		if len(given) == 1 && given[0] == "" {
			return nil, nil
		}
		list := make([]any, len(given))
		for i, text := range given {
			var err error
			if list[i], err = coerceOne(v.Definition, v.Type.Elem.Name(), text); err != nil {
				return nil, err
			}
		}
		return list, nil
	}
	if len(given) > 1 {
		return nil, fmt.Errorf("given %d times: give it once", len(given))
	}
	if given[0] == "" {
		return nil, nil
	}
	return coerceOne(v.Definition, v.Type.Name(), given[0])
}

func coerceOne(def *ast.Definition, kind, text string) (any, error) {
	if !utf8.ValidString(text) {
		return nil, errors.New("not UTF-8")
	}
	switch {
	case kind == "Int":
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return nil, fmt.Errorf("%.40q is no integer", text)
		}
		return json.Number(strconv.FormatInt(n, 10)), nil
	case kind == "Boolean":
		if text != "true" && text != "false" {
			return nil, fmt.Errorf("%.40q: write true or false", text)
		}
		return text == "true", nil
	case def != nil && def.Kind == ast.InputObject:
		var value map[string]any
		if err := decode([]byte(text), &value); err != nil {
			return nil, err
		}
		return value, nil
	}
	return text, nil
}

// ask executes an operation.
func (o *Operations) ask(ctx context.Context, op *operation, q question) *graph.Response {
	return o.graph.ExecuteAt(ctx, q.at, op.Query, q.variables, "")
}
