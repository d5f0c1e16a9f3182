// Package examples holds named GraphQL operations that answer the questions Regline is made for. They are the names that
// `regline query` knows, some are the tabs of the playground, and a test runs each of them.
//
// A file begins with comments that say in words what it answers. Its variables follow there as a JSON object:
//
//	# variables: {"on": "2024-08-01"}
//
// The object may go on over further comment lines.
package examples

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

//go:embed *.graphql
var files embed.FS

const (
	ending = ".graphql"
	marker = "# variables:"
)

// ErrVariables says that the variables at the head of a document are not a JSON object.
var ErrVariables = errors.New("the variables are not a JSON object")

// Example is one operation.
type Example struct {
	// Name is the name of the file without its ending, such as "t1-directive-to-sales-ban".
	Name string
	// Query is the document with its comments, without the variables.
	Query string
	// Variables is a JSON object as it is written, empty where there are none.
	Variables string
}

// All gives the examples by name. The error wraps [ErrVariables] with the name of the file.
func All() ([]Example, error) { return read(files) }

func read(tree fs.FS) ([]Example, error) {
	names, err := fs.Glob(tree, "*"+ending)
	if err != nil {
		return nil, err
	}
	out := make([]Example, 0, len(names))
	for _, name := range names {
		src, err := fs.ReadFile(tree, name)
		if err != nil {
			return nil, err
		}
		e, err := Parse(string(src))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		e.Name = strings.TrimSuffix(name, ending)
		out = append(out, e)
	}
	return out, nil
}

// Parse takes the variables out of the comments at the head of a document. The example has no name. The error is
// [ErrVariables].
func Parse(src string) (Example, error) {
	lines := strings.SplitAfter(src, "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, "#") {
			break
		}
		if !strings.HasPrefix(line, marker) {
			continue
		}
		text := strings.TrimPrefix(line, marker)
		end := i + 1
		for ; !json.Valid([]byte(text)) && end < len(lines) && strings.HasPrefix(lines[end], "#"); end++ {
			text += strings.TrimPrefix(lines[end], "#")
		}
		var object map[string]json.RawMessage
		if err := json.Unmarshal([]byte(text), &object); err != nil || object == nil {
			return Example{}, ErrVariables
		}
		query := strings.Join(lines[:i], "") + strings.Join(lines[end:], "")
		return Example{Query: query, Variables: strings.TrimSpace(text)}, nil
	}
	return Example{Query: src}, nil
}

// tabs are the examples that the playground opens with: one for each kind of question.
var tabs = []string{
	"a1-what-led-to-the-exit", "t1-directive-to-sales-ban", "c1-what-a-reseller-may-not-do", "j1-the-story", "j2-a-year-later",
}

// Tabs gives the examples that the playground opens with.
func Tabs() ([]Example, error) {
	all, err := All()
	if err != nil {
		return nil, err
	}
	out := make([]Example, 0, len(tabs))
	for _, name := range tabs {
		i := slices.IndexFunc(all, func(e Example) bool { return e.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("the tab %s is no example", name)
		}
		out = append(out, all[i])
	}
	return out, nil
}
