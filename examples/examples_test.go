package examples

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	tests := []struct {
		name, src string
		want      Example
		err       error
	}{
		{"no comments", "{ a }\n", Example{Query: "{ a }\n"}, nil},
		{"no variables", "# Why?\n{ a }\n", Example{Query: "# Why?\n{ a }\n"}, nil},
		{"variables", "# Why?\n# variables: {\"a\": 1}\n{ a }\n", Example{Query: "# Why?\n{ a }\n", Variables: `{"a": 1}`}, nil},
		{"several lines", "# variables: {\"a\": [\n#   1]}\n# Why?\n{ a }\n", Example{Query: "# Why?\n{ a }\n", Variables: "{\"a\": [\n   1]}"}, nil},
		{"further down is a comment", "{ a }\n# variables: {\"a\": 1}\n", Example{Query: "{ a }\n# variables: {\"a\": 1}\n"}, nil},
		{"not JSON", "# variables: {a: 1}\n{ a }\n", Example{}, ErrVariables},
		{"not an object", "# variables: [1]\n{ a }\n", Example{}, ErrVariables},
		{"null", "# variables: null\n{ a }\n", Example{}, ErrVariables},
		{"never ends", "# variables: {\"a\":\n{ a }\n", Example{}, ErrVariables},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := read(fstest.MapFS{"x.graphql": {Data: []byte(tt.src)}, "x.md": {}})
			if !errors.Is(err, tt.err) {
				t.Fatalf("error %v, want %v", err, tt.err)
			}
			if err != nil {
				if !strings.Contains(err.Error(), "x.graphql") {
					t.Errorf("error %q does not name the file", err)
				}
				return
			}
			tt.want.Name = "x"
			if diff := cmp.Diff([]Example{tt.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAll(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no example is embedded")
	}
	for _, e := range all {
		if !strings.HasPrefix(e.Query, "# ") {
			t.Errorf("%s does not say in its first line what it answers", e.Name)
		}
	}
}
