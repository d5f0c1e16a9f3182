package persisted

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// maxPlaces bounds the places that are told, maxShown the bytes of a value.
const (
	maxPlaces = 20
	maxShown  = 120
)

// Place is where two answers differ, such as data.inForce.rows[0].verdict. A value that is not there is empty; long ones
// are cut.
type Place struct {
	Path   string `json:"path"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// places compares two JSON values and gives the first places that differ, with the number of all.
func places(before, after any) (first []Place, total int) {
	d := differ{}
	d.walk("data", before, after)
	return d.places, d.total
}

type differ struct {
	places []Place
	total  int
}

// absent stands for a value that is not there.
type absent struct{}

func (d *differ) walk(path string, a, b any) {
	switch x := a.(type) {
	case map[string]any:
		if y, ok := b.(map[string]any); ok {
			d.objects(path, x, y)
			return
		}
	case []any:
		if y, ok := b.([]any); ok {
			d.lists(path, x, y)
			return
		}
	}
	before, after := whole(a), whole(b)
	if before == after {
		return
	}
	if d.total++; len(d.places) < maxPlaces {
		d.places = append(d.places, Place{path, shown(before), shown(after)})
	}
}

func (d *differ) objects(path string, a, b map[string]any) {
	names := slices.Collect(maps.Keys(a))
	for name := range b {
		if _, both := a[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		d.walk(path+"."+name, member(a, name), member(b, name))
	}
}

func member(m map[string]any, name string) any {
	if v, ok := m[name]; ok {
		return v
	}
	return absent{}
}

func (d *differ) lists(path string, a, b []any) {
	for i := range max(len(a), len(b)) {
		d.walk(fmt.Sprintf("%s[%d]", path, i), item(a, i), item(b, i))
	}
}

func item(list []any, i int) any {
	if i < len(list) {
		return list[i]
	}
	return absent{}
}

// whole is the value as JSON, empty where there is none.
func whole(v any) string {
	if _, none := v.(absent); none {
		return ""
	}
	b, _ := json.Marshal(v) // decoded from JSON
	return string(b)
}

// shown is the beginning of a text.
func shown(text string) string {
	s := []rune(text)
	if len(s) > maxShown {
		return string(s[:maxShown]) + "..."
	}
	return text
}
