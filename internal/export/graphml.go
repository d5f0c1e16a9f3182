package export

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"

	"github.com/regline/regline/internal/timeline"
)

const graphmlNamespace = "http://graphml.graphdrawing.org/xmlns"

// graphKey is a datum of GraphML: on which element, and of which type.
type graphKey struct{ id, on, kind string }

var graphKeys = []graphKey{
	{"label", "node", "string"}, {"kind", "node", "string"}, {"type", "node", "string"}, {"jurisdiction", "node", "string"},
	{"first", "node", "string"}, {"selected", "node", "boolean"}, {"link", "node", "string"},
	{"relation", "edge", "string"}, {"doubt", "edge", "string"}, {"reason", "edge", "string"}, {"claims", "edge", "string"}, {"evidence", "edge", "string"},
	{"release", "graph", "int"}, {"digest", "graph", "string"},
}

// writeGraphML writes the graph of the selection's acts. The ID of a node is its own; "first" is a date in EDTF.
func writeGraphML(ctx context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	g := graphmlWriter{e: e}
	root := element("graphml", "xmlns", graphmlNamespace)
	graph := element("graph", "id", "regline", "edgedefault", "directed")
	g.start(root)
	for _, k := range graphKeys {
		g.empty(element("key", "id", k.id, "for", k.on, "attr.name", k.id, "attr.type", k.kind))
	}
	g.start(graph)
	g.data("release", fmt.Sprint(r.Release().Number))
	g.data("digest", r.Release().Digest)
	t := newTeller(r, s, m)
	err := network(ctx, r, s, m, g.node, func(x tie) error { return g.edge(t, x) })
	if err != nil {
		return err
	}
	g.end(graph)
	g.end(root)
	if err := errors.Join(g.err, e.Close()); err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n")
	return err
}

// graphmlWriter keeps the first error.
type graphmlWriter struct {
	e   *xml.Encoder
	err error
}

// element names an element with its attributes, pairwise.
func element(name string, attrs ...string) xml.StartElement {
	s := xml.StartElement{Name: xml.Name{Local: name}}
	for i := 0; i+1 < len(attrs); i += 2 {
		s.Attr = append(s.Attr, xml.Attr{Name: xml.Name{Local: attrs[i]}, Value: attrs[i+1]})
	}
	return s
}

func (g *graphmlWriter) token(t xml.Token) {
	if g.err == nil {
		g.err = g.e.EncodeToken(t)
	}
}

func (g *graphmlWriter) start(s xml.StartElement) { g.token(s) }
func (g *graphmlWriter) end(s xml.StartElement)   { g.token(s.End()) }
func (g *graphmlWriter) empty(s xml.StartElement) { g.token(s); g.token(s.End()) }

// data writes a datum that is not empty.
func (g *graphmlWriter) data(key, value string) {
	if value == "" {
		return
	}
	s := element("data", "key", key)
	g.token(s)
	g.token(xml.CharData(oneLine(value)))
	g.token(s.End())
}

func (g *graphmlWriter) node(v vertex) error {
	s := element("node", "id", string(v.ID))
	g.start(s)
	g.data("label", v.Label)
	g.data("kind", string(v.Kind))
	g.data("type", v.Sort)
	g.data("jurisdiction", v.Jurisdiction)
	g.data("first", v.First)
	g.data("selected", fmt.Sprint(v.Selected))
	g.data("link", v.Link)
	g.end(s)
	return g.err
}

func (g *graphmlWriter) edge(t teller, x tie) error {
	s := element("edge", "source", string(x.From), "target", string(x.To))
	g.start(s)
	g.data("relation", string(x.Rel))
	g.data("doubt", x.doubt())
	g.data("reason", x.Reason)
	g.data("claims", claimIDs(x.Claims))
	g.data("evidence", x.evidence(t))
	g.end(s)
	return g.err
}
