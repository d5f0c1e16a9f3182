package export

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// shapes are how kinds of node are drawn.
var shapes = map[timeline.Kind]string{
	timeline.KindAction: "box", timeline.KindListEntry: "note", timeline.KindAgency: "house", timeline.KindVendor: "ellipse",
	timeline.KindPerson: "ellipse", timeline.KindOrganization: "ellipse", timeline.KindOfficialList: "tab",
}

// writeDOT writes the graph of the selection's acts for Graphviz. Inferred and unverified relations are dashed, and say
// so; the tooltip of a relation is its evidence.
func writeDOT(ctx context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) error {
	t := newTeller(r, s, m)
	_, err := fmt.Fprintf(w, "digraph regline {\n  graph [rankdir=RL, comment=%s];\n  node [fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n",
		dotString("Regline release "+named(r.Release())))
	if err != nil {
		return err
	}
	node := func(v vertex) error {
		label := oneLine(v.Label)
		if v.First != "" {
			label += "\n" + v.First
		}
		_, err := fmt.Fprintf(w, "  %s [label=%s, shape=%s, URL=%s%s];\n", dotString(string(v.ID)), dotLabel(label), shapes[v.Kind], dotString(v.Link), faint(v.Selected))
		return err
	}
	edge := func(x tie) error {
		label, style := strings.ToLower(string(x.Rel)), ""
		if doubt := x.doubt(); doubt != "" {
			label, style = label+"\n("+doubt+")", ", style=dashed"
		}
		_, err := fmt.Fprintf(w, "  %s -> %s [label=%s, tooltip=%s%s];\n", dotString(string(x.From)), dotString(string(x.To)), dotLabel(label), dotLabel(x.evidence(t)), style)
		return err
	}
	if err := network(ctx, r, s, m, node, edge); err != nil {
		return err
	}
	_, err = io.WriteString(w, "}\n")
	return err
}

func faint(selected bool) string {
	if selected {
		return ""
	}
	return ", color=gray40, fontcolor=gray40"
}

// dotString quotes a text that Graphviz takes as it is. In such a text only the quotation mark is special, and a
// backslash before one or at the end of a line; ends of lines and controls are gone by then.
func dotString(s string) string {
	s = strings.ReplaceAll(oneLine(s), `\`, `\\`)
	return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
}

// dotLabel quotes a text that Graphviz shows: a backslash would begin an escape such as \N for the node's name, and an
// ampersand an entity. Ends of lines are kept.
func dotLabel(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		line = strings.ReplaceAll(oneLine(line), `\`, `\\`)
		line = strings.ReplaceAll(line, "&", "&amp;")
		lines[i] = strings.ReplaceAll(line, `"`, `\"`)
	}
	return `"` + strings.Join(lines, `\n`) + `"`
}
