package curated_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/loaders/curated"
)

func TestFormat(t *testing.T) {
	archives, err := filepath.Glob("testdata/format/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(filepath.Base(name), func(t *testing.T) {
			ar, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			file, before, want := strings.TrimSpace(string(ar.Files[0].Data)), ar.Files[1].Data, ar.Files[2].Data
			got := formatted(t, file, before)
			if *update && !bytes.Equal(got, want) {
				ar.Files[2].Data = got
				if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

// testing.T and rapid.T.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// formatted formats a file, and proves that the canonical form is its own and says the same.
func formatted(t failer, file string, src []byte) []byte {
	t.Helper()
	out, err := curated.Format(file, src)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	again, err := curated.Format(file, out)
	if err != nil {
		t.Fatalf("the canonical form is refused: %v\n%s", err, out)
	}
	if !bytes.Equal(again, out) {
		t.Fatalf("not idempotent:\n%s\nbecame\n%s", out, again)
	}
	if d := cmp.Diff(claims(file, src), claims(file, out)); d != "" {
		t.Fatalf("the claims changed:\n%s\nfrom\n%s\nto\n%s", d, src, out)
	}
	return out
}

// claims are the claims of one file in any order, without their places.
func claims(file string, src []byte) []string {
	in, _ := curated.Load(context.Background(), fstest.MapFS{file: {Data: src}})
	for i := range in.Assertions {
		in.Assertions[i].At = compile.Place{}
	}
	for i := range in.Declarations {
		in.Declarations[i].At = compile.Place{}
	}
	lines := strings.Split(describe(in), "\n")
	slices.Sort(lines)
	return lines
}

// TestFormatOfData proves for every fact file that its canonical form is stable and says the same.
func TestFormatOfData(t *testing.T) {
	tree := os.DirFS(dataDir)
	count := 0
	err := fs.WalkDir(tree, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(file) != ".yaml" {
			return err
		}
		src, err := fs.ReadFile(tree, file)
		if err != nil {
			return err
		}
		formatted(t, file, src)
		count++
		return nil
	})
	if err != nil || count < 10 {
		t.Errorf("%d files: %v", count, err)
	}
}

func TestFormatRefuses(t *testing.T) {
	for _, c := range []struct {
		name, file, src string
		want            error
	}{
		{"another file", "README.md", "id: x", curated.ErrNotFactFile},
		{"not YAML", "persons.yaml", "a: [", curated.ErrFormat},
		{"a key twice", "persons.yaml", "a: {}\na: {}\n", curated.ErrFormat},
		{"a list", "persons.yaml", "- a\n", curated.ErrFormat},
		{"an empty file", "persons.yaml", "# nothing\n", curated.ErrFormat},
		{"an anchor", "persons.yaml", "a: &x b\n", curated.ErrFormat},
	} {
		t.Run(c.name, func(t *testing.T) {
			if out, err := curated.Format(c.file, []byte(c.src)); !errors.Is(err, c.want) || out != nil {
				t.Errorf("%q, %v: want none and %v", out, err, c.want)
			}
		})
	}
}

// TestFormatIsIdempotent writes acts with their fields in any order, in brackets or over lines, with any indentation,
// empty lines and comments.
func TestFormatIsIdempotent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := writer{t: t}
		w.mapping(drawAct(t), 0)
		formatted(t, "actions/example-act.yaml", []byte(w.String()))
	})
}

// value is a scalar (text), a list or a mapping to be written.
type value struct {
	text  string
	items []value
	pairs []pair
}

type pair struct {
	key string
	value
}

func scalar(s string) value { return value{text: s} }

func drawAct(t *rapid.T) []pair {
	item := func() value {
		return value{pairs: rapid.Permutation([]pair{
			{"ref", scalar(rapid.SampledFrom([]string{"us-dhs", "kaspersky-lab-ao"}).Draw(t, "ref"))},
			{"cite", scalar("issued")},
			{"reading", scalar(drawText(t))},
		}).Draw(t, "fields")}
	}
	fields := []pair{
		{"id", scalar("example-act")},
		{"kind", scalar("directive")},
		{"label", value{pairs: []pair{{"en", scalar(drawText(t))}, {"de", scalar(drawText(t))}}}},
		{"summary", scalar(drawText(t))},
		{"by", value{items: []value{item(), item()}}},
		{"targets", item()},
		{"milestones", value{pairs: []pair{
			{"issued", value{pairs: []pair{{"cite", value{items: []value{scalar("issued")}}}, {"on", scalar("2017-09-13")}}}},
			{"effective/new-agreements", value{pairs: []pair{{"cite", scalar("wanted")}, {"on", scalar("2018")}}}},
		}}},
		{"quotes", value{pairs: []pair{{"issued", value{pairs: []pair{{"text", scalar(drawText(t))}, {"in", scalar("a-source")}}}}}}},
	}
	return rapid.Permutation(fields).Draw(t, "order")
}

// drawText is a text that can be written plain, in quotes or as a block.
func drawText(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"Der", "Kongreß", "verabschiedete", "it's", "2017", "a:b", "x#y", "-", "Ltd."}), 1, 40).Draw(t, "words")
	return "A " + strings.Join(words, " ")
}

// writer writes values in a style that rapid chooses.
type writer struct {
	strings.Builder
	t *rapid.T
}

func (w *writer) chance(name string) bool { return rapid.IntRange(0, 3).Draw(w.t, name) == 0 }

func (w *writer) noise(indent string) {
	if w.chance("gap") {
		w.WriteString("\n")
	}
	if w.chance("comment") {
		w.WriteString(indent + "# a comment: {x\n")
	}
}

func (w *writer) tail() {
	if w.chance("tail") {
		w.WriteString("  # behind")
	}
	w.WriteString("\n")
}

func (w *writer) mapping(pairs []pair, depth int) {
	indent := strings.Repeat(" ", depth)
	for _, p := range pairs {
		w.noise(indent)
		w.WriteString(indent + p.key + ":")
		w.value(p.value, depth)
	}
}

// value writes what follows a colon.
func (w *writer) value(v value, depth int) {
	step := rapid.IntRange(1, 4).Draw(w.t, "step")
	switch {
	case v.text != "":
		w.scalar(v.text, depth+step)
	case w.chance("brackets"):
		w.WriteString(" " + w.inBrackets(v))
		w.tail()
	case v.pairs != nil:
		w.tail()
		w.mapping(v.pairs, depth+step)
	default:
		w.tail()
		indent := strings.Repeat(" ", depth+step)
		for _, item := range v.items {
			w.noise(indent)
			if item.text != "" || w.chance("brackets") {
				w.WriteString(indent + "- " + w.inBrackets(item))
				w.tail()
				continue
			}
			var in writer
			in.t = w.t
			in.mapping(item.pairs, depth+step+2)
			body := strings.TrimLeft(in.String(), "\n")
			if strings.HasPrefix(strings.TrimSpace(body), "#") {
				w.WriteString(indent + "-\n" + body)
				continue
			}
			w.WriteString(indent + "- " + strings.TrimLeft(body, " "))
		}
	}
}

func (w *writer) inBrackets(v value) string {
	var parts []string
	switch {
	case v.text != "":
		return w.quote(v.text)
	case v.pairs != nil:
		for _, p := range v.pairs {
			parts = append(parts, p.key+": "+w.inBrackets(p.value))
		}
		return "{ " + strings.Join(parts, ", ") + "}"
	}
	for _, item := range v.items {
		parts = append(parts, w.inBrackets(item))
	}
	return "[" + strings.Join(parts, ", ") + " ]"
}

func (w *writer) quote(s string) string {
	switch rapid.IntRange(0, 2).Draw(w.t, "quotes") {
	case 0:
		return `"` + s + `"`
	case 1:
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	return s
}

func (w *writer) scalar(s string, depth int) {
	indent := strings.Repeat(" ", depth)
	words := strings.Fields(s)
	half := len(words) / 2
	switch style := rapid.IntRange(0, 3).Draw(w.t, "style"); {
	case style == 0 && half > 0:
		w.WriteString(" " + rapid.SampledFrom([]string{">-", ">", "|"}).Draw(w.t, "header") + "\n")
		w.WriteString(indent + strings.Join(words[:half], " ") + "\n" + indent + strings.Join(words[half:], " ") + "\n")
	case style == 1 && half > 0 && words[half] != "-":
		w.WriteString(" " + strings.Join(words[:half], " ") + "\n" + indent + strings.Join(words[half:], " "))
		w.tail()
	case style == 2 && half > 0:
		w.WriteString(` "` + strings.Join(words[:half], " ") + "\n" + indent + strings.Join(words[half:], " ") + `"`)
		w.tail()
	default:
		w.WriteString(" " + w.quote(s))
		w.tail()
	}
}

// FuzzFormat formats any text as an act: it is refused, or its canonical form is stable and says the same.
func FuzzFormat(f *testing.F) {
	seed(f)
	f.Add([]byte("{#\np:}"))
	f.Add([]byte("0: \r\r\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		const file = "actions/us-dhs-bod-17-01.yaml"
		if _, err := curated.Format(file, src); err == nil {
			formatted(t, file, src)
		}
	})
}
