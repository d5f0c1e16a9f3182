package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/regline/regline/graph"
)

// answer is a JSON document to look into.
type answer struct {
	t    *testing.T
	name string
	doc  any
}

// at follows object members and list positions, as in at("between", "days") or at("rows", 0). Objects in a list are
// also found by a member: "id=us-ieepa".
func (a answer) at(path ...any) any {
	a.t.Helper()
	v := a.doc
	for i, step := range path {
		next, ok := child(v, step)
		if !ok {
			a.t.Fatalf("%s: no %v in %v: %s", a.name, step, path[:i], brief(v))
		}
		v = next
	}
	return v
}

func (a answer) sub(path ...any) answer { return answer{a.t, a.name, a.at(path...)} }

func child(v, step any) (any, bool) {
	switch s := step.(type) {
	case int:
		list, ok := v.([]any)
		if !ok || s >= len(list) {
			return nil, false
		}
		return list[s], true
	case string:
		if list, ok := v.([]any); ok {
			path, want, _ := strings.Cut(s, "=")
			for _, item := range list {
				found, ok := item, true
				for _, member := range strings.Split(path, ".") {
					if found, ok = child(found, member); !ok {
						break
					}
				}
				if ok && fmt.Sprint(found) == want {
					return item, true
				}
			}
			return nil, false
		}
		object, ok := v.(map[string]any)
		if !ok {
			return nil, false
		}
		member, ok := object[s]
		return member, ok
	}
	return nil, false
}

func brief(v any) string {
	b, _ := json.Marshal(v)
	if len(b) > 600 {
		b = append(b[:600], "..."...)
	}
	return string(b)
}

// is asserts a value by its printed form: null is "<nil>".
func (a answer) is(want any, path ...any) {
	a.t.Helper()
	if got := a.at(path...); fmt.Sprint(got) != fmt.Sprint(want) {
		a.t.Errorf("%s: %v is %s, want %v", a.name, path, brief(got), want)
	}
}

// all gives the values of a member path over a list.
func (a answer) all(list []any, path ...any) []string {
	a.t.Helper()
	items, ok := a.at(list...).([]any)
	if !ok {
		a.t.Fatalf("%s: %v is no list", a.name, list)
	}
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = fmt.Sprint(answer{a.t, a.name, item}.at(path...))
	}
	return out
}

// has asserts that some text stands anywhere below the path.
func (a answer) has(text string, path ...any) {
	a.t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(a.at(path...))
	if !strings.Contains(b.String(), text) {
		a.t.Errorf("%s: %v does not say %q: %.1500s", a.name, path, text, b.String())
	}
}

// execute runs an operation on every store, compares the bytes, and gives the data.
func execute(t *testing.T, handlers map[string]*graph.Handler, name, query, variables string) answer {
	t.Helper()
	var vars map[string]any
	if variables != "" {
		if err := json.Unmarshal([]byte(variables), &vars); err != nil {
			t.Fatalf("%s: variables: %v", name, err)
		}
	}
	bodies := make(map[string][]byte)
	for store, h := range handlers {
		bodies[store] = h.Execute(context.Background(), query, vars, "").Body()
	}
	for store, body := range bodies {
		if !bytes.Equal(body, bodies["memory"]) {
			t.Errorf("%s: %s and memory differ:\n%.2000s\n%.2000s", name, store, body, bodies["memory"])
		}
	}
	var doc struct {
		Errors []any          `json:"errors"`
		Data   map[string]any `json:"data"`
	}
	if err := json.Unmarshal(bodies["memory"], &doc); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(doc.Errors) > 0 {
		t.Fatalf("%s: %s", name, brief(doc.Errors))
	}
	return answer{t, name, doc.Data}
}
