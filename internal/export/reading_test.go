package export

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-ical"
	"github.com/mmcdole/gofeed"
	"github.com/piprate/json-gold/ld"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	goldhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
)

// reading is what a program of a format's own field makes of a file.
type reading struct {
	// shape counts the parts of the file: rows, elements, components, properties. No text of a fact changes it.
	shape map[string]int
	// texts are all that it takes for text.
	texts []string
}

func newReading() *reading { return &reading{shape: make(map[string]int)} }

func (r *reading) text(texts ...string) { r.texts = append(r.texts, texts...) }

// says whether some text holds this one.
func (r *reading) says(text string) bool {
	return slices.ContainsFunc(r.texts, func(s string) bool { return strings.Contains(s, text) })
}

// readers are the programs, by the name of the format.
var readers = map[string]func(testing.TB, []byte) *reading{
	"csv": readCSV, "csvw": readJSON, "jsonl": readJSONLines, "md": readMarkdown, "html": readHTML, "ics": readCalendar, "atom": readAtom,
	"jsonld": readJSONLD, "graphml": readGraphML, "dot": readDOT, "timelinejs": readTimelineJS, "sqlite": readSQLite,
}

func readCSV(t testing.TB, b []byte) *reading {
	out := newReading()
	r := csv.NewReader(bytes.NewReader(b))
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out.shape["rows"]++
		out.shape["cells"] += len(cells)
		for _, c := range cells {
			if strings.IndexAny(strings.TrimSpace(c), "=+-@＝＋－＠") == 0 || strings.ContainsAny(c, "\t\r\n") {
				t.Errorf("a spreadsheet would compute %q", c)
			}
		}
		out.text(cells...)
	}
}

// walkJSON counts the values of a document by their paths, and collects the strings.
func (r *reading) walkJSON(path string, v any) {
	r.shape[path]++
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			r.walkJSON(path+"."+k, x)
		}
	case []any:
		for _, x := range v {
			r.walkJSON(path+"[]", x)
		}
	case string:
		r.text(v)
	}
}

func readJSON(t testing.TB, b []byte) *reading {
	out := newReading()
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b, []byte("</")) {
		t.Error("the JSON would end the script element that holds it")
	}
	out.walkJSON("", v)
	return out
}

func readJSONLines(t testing.TB, b []byte) *reading {
	out := newReading()
	lines := bufio.NewScanner(bytes.NewReader(b))
	for lines.Scan() {
		line := readJSON(t, lines.Bytes())
		for k, n := range line.shape {
			out.shape[k] += n
		}
		out.text(line.texts...)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// readMarkdown renders GitHub's Markdown with footnotes, raw HTML let through, as a lax page would show it.
func readMarkdown(t testing.TB, b []byte) *reading {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithParserOptions(parser.WithAttribute()), goldmark.WithRendererOptions(goldhtml.WithUnsafe()))
	var page bytes.Buffer
	if err := md.Convert(b, &page); err != nil {
		t.Fatal(err)
	}
	return readHTML(t, page.Bytes())
}

// readHTML counts elements and attributes by name. Text is collected by the block that holds it.
func readHTML(t testing.TB, b []byte) *reading {
	out := newReading()
	root, err := html.Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.CommentNode {
			out.shape["comments"]++
		}
		if n.Type == html.ElementNode {
			out.shape["<"+n.Data+">"]++
			for _, a := range n.Attr {
				out.shape[n.Data+" "+a.Key]++
				if a.Key == "href" && !strings.HasPrefix(a.Val, "http") && !strings.HasPrefix(a.Val, "#") {
					t.Errorf("a link to %q", a.Val)
				}
			}
			switch n.Data {
			case "td", "th", "li", "p", "h1", "h2", "title", "a", "code":
				out.text(textOf(n))
			}
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(root)
	return out
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(textOf(c))
	}
	return b.String()
}

func readCalendar(t testing.TB, b []byte) *reading {
	for line := range bytes.SplitSeq(b, []byte("\r\n")) {
		if len(line) > 75 || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	out := newReading()
	cal, err := ical.NewDecoder(bytes.NewReader(b)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	var walk func(*ical.Component)
	walk = func(c *ical.Component) {
		out.shape[c.Name]++
		for name, props := range c.Props {
			out.shape[c.Name+" "+name] += len(props)
			for _, p := range props {
				if text, err := p.Text(); err == nil {
					out.text(text)
				}
			}
		}
		for _, child := range c.Children {
			walk(child)
		}
	}
	walk(cal.Component)
	return out
}

func readAtom(t testing.TB, b []byte) *reading {
	out := newReading()
	f, err := gofeed.NewParser().Parse(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	out.text(f.Title)
	for _, item := range f.Items {
		out.shape["entries"]++
		out.text(item.Title)
		content := readHTML(t, []byte(item.Content))
		out.text(content.texts...)
		for k, n := range content.shape {
			out.shape[k] += n
		}
	}
	return out
}

// noDocuments refuses to load a context from elsewhere.
type noDocuments struct{}

func (noDocuments) LoadDocument(u string) (*ld.RemoteDocument, error) {
	return nil, fmt.Errorf("%s is asked for, and a document must stand alone", u)
}

// quads are the statements of a JSON-LD document. Every term must expand to an absolute IRI.
func quads(t testing.TB, b []byte) []*ld.Quad {
	t.Helper()
	doc, err := ld.DocumentFromReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	options := ld.NewJsonLdOptions("")
	options.DocumentLoader = noDocuments{}
	options.ProcessingMode = ld.JsonLd_1_1
	options.SafeMode = true
	set, err := ld.NewJsonLdProcessor().ToRDF(doc, options)
	if err != nil {
		t.Fatal(err)
	}
	return set.(*ld.RDFDataset).GetQuads("@default")
}

func readJSONLD(t testing.TB, b []byte) *reading {
	out := newReading()
	for _, q := range quads(t, b) {
		out.shape[q.Predicate.GetValue()]++
		if _, literal := q.Object.(ld.Literal); literal {
			out.text(q.Object.GetValue())
		}
	}
	return out
}

// graphmlData are data of an element.
type graphmlData []struct {
	Key  string `xml:"key,attr"`
	Text string `xml:",chardata"`
}

// graphmlFile is what a reader of GraphML takes in.
type graphmlFile struct {
	XMLName xml.Name `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
	Keys    []struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Name string `xml:"attr.name,attr"`
		Type string `xml:"attr.type,attr"`
	} `xml:"key"`
	Graph struct {
		Direction string      `xml:"edgedefault,attr"`
		Data      graphmlData `xml:"data"`
		Nodes     []struct {
			ID   string      `xml:"id,attr"`
			Data graphmlData `xml:"data"`
		} `xml:"node"`
		Edges []struct {
			Source string      `xml:"source,attr"`
			Target string      `xml:"target,attr"`
			Data   graphmlData `xml:"data"`
		} `xml:"edge"`
	} `xml:"graph"`
}

// readGraphML checks what the schema of GraphML demands: IDs that are NMTOKENs and each once, ends of edges that are
// nodes, data of declared keys on the elements that they are for, each once.
func readGraphML(t testing.TB, b []byte) *reading {
	out := newReading()
	var doc graphmlFile
	if err := xml.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	keys := make(map[string]string)
	for _, k := range doc.Keys {
		if _, twice := keys[k.ID]; twice || k.Name == "" || !slices.Contains([]string{"boolean", "int", "long", "float", "double", "string"}, k.Type) {
			t.Errorf("key %+v", k)
		}
		keys[k.ID] = k.For
	}
	data := func(on string, all graphmlData) {
		seen := make(map[string]bool)
		for _, d := range all {
			if keys[d.Key] != on || seen[d.Key] {
				t.Errorf("datum %q of a %s", d.Key, on)
			}
			seen[d.Key] = true
			out.shape[on+" "+d.Key]++
			out.text(d.Text)
		}
	}
	data("graph", doc.Graph.Data)
	nodes := make(map[string]bool)
	for _, n := range doc.Graph.Nodes {
		if nodes[n.ID] || strings.ContainsAny(n.ID, " \t\r\n") || n.ID == "" {
			t.Errorf("node %q", n.ID)
		}
		nodes[n.ID] = true
		out.shape["nodes"]++
		data("node", n.Data)
	}
	for _, e := range doc.Graph.Edges {
		if !nodes[e.Source] || !nodes[e.Target] {
			t.Errorf("edge from %q to %q", e.Source, e.Target)
		}
		out.shape["edges"]++
		data("edge", e.Data)
	}
	if doc.Graph.Direction != "directed" {
		t.Errorf("edges are %q", doc.Graph.Direction)
	}
	return out
}

// program gives a program of Debian, which CI has; elsewhere a test without it is skipped.
func program(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil && os.Getenv("CI") != "" {
		t.Fatalf("CI must have %s: %v", name, err)
	}
	if err != nil {
		t.Skipf("no %s here: %v", name, err)
	}
	return path
}

// readDOT has Graphviz draw the graph and reads the drawing.
func readDOT(t testing.TB, b []byte) *reading {
	cmd := exec.CommandContext(t.Context(), program(t, "dot"), "-Tsvg")
	cmd.Stdin = bytes.NewReader(b)
	var complaint strings.Builder
	cmd.Stderr = &complaint
	drawing, err := cmd.Output()
	if err != nil || complaint.Len() > 0 {
		t.Fatalf("%v: %s", err, complaint.String())
	}
	out := newReading()
	d := xml.NewDecoder(bytes.NewReader(drawing))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			out.shape[x.Name.Local]++
			for _, a := range x.Attr {
				switch a.Name.Local {
				case "class":
					out.shape[a.Value]++
				case "title":
					out.text(a.Value)
				}
			}
		case xml.CharData:
			// The drawing keeps the spaces of a label as no-break spaces.
			out.text(strings.ReplaceAll(string(x), "\u00a0", " "))
		}
	}
}

func readTimelineJS(t testing.TB, b []byte) *reading {
	out := readJSON(t, b)
	out.texts = nil
	var doc struct {
		Title  slide   `json:"title"`
		Events []slide `json:"events"`
	}
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	for _, s := range append(doc.Events, doc.Title) {
		for _, markup := range []string{s.Text.Headline, s.Text.Text, s.DisplayDate, s.Group} {
			page := readHTML(t, []byte("<p>"+markup+"</p>"))
			out.text(page.texts...)
			for k, n := range page.shape {
				out.shape[k] += n
			}
		}
	}
	return out
}

// readSQLite asks the program sqlite3.
func readSQLite(t testing.TB, b []byte) *reading {
	out := newReading()
	for _, table := range []string{"release", "node", "source", "claim", "step", "step_claim", "relation", "relation_claim", "timeline"} {
		for _, row := range ask(t, b, "SELECT * FROM "+table) {
			out.shape[table]++
			for name, v := range row {
				if text, ok := v.(string); ok {
					out.shape[table+" "+name]++
					out.text(text)
				}
			}
		}
	}
	return out
}

// ask puts a question to a database.
func ask(t testing.TB, database []byte, question string) []map[string]any {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.sqlite")
	if err := os.WriteFile(file, database, 0o600); err != nil {
		t.Fatal(err)
	}
	answer, err := exec.CommandContext(t.Context(), program(t, "sqlite3"), "-readonly", "-json", file, question).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", question, err, answer)
	}
	if len(answer) == 0 {
		return nil
	}
	var rows []map[string]any
	if err := json.Unmarshal(answer, &rows); err != nil {
		t.Fatalf("%v: %s", err, answer)
	}
	return rows
}

// TestEveryFormatIsRead: no format is without a program that reads it back.
func TestEveryFormatIsRead(t *testing.T) {
	for _, f := range Formats() {
		if readers[f.Name] == nil {
			t.Errorf("nothing reads %s", f.Name)
		}
	}
	if len(readers) != len(Formats()) {
		t.Errorf("readers for %v", slices.Sorted(maps.Keys(readers)))
	}
}
