package web

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// drawing is the lineage of an act as SVG draws it, in pixels: what led to it on the left, what rests on it on the right.
type drawing struct {
	Width, Height int
	Boxes         []box
	Arrows        []arrow
}

type box struct {
	X, Y, Width, Height int
	Lines               []textLine
	When                string
	WhenY               int
	TextX               int
	Href, Family        string
	Root                bool
	Title               string
}

type textLine struct {
	Y    int
	Text string
}

type arrow struct {
	Path     string
	Relation string
	TextX    int
	TextY    int
	Anchor   string // of the item of the list that tells the same
	Title    string
	Doubtful bool
}

// The measures of a drawing in pixels.
const (
	boxWidth       = 188
	boxPad         = 10
	lineHeight     = 16
	boxGap         = 18
	bendHeight     = 14
	columnGap      = 116 // at least, and the longest relation fits
	relationPad    = 30
	relationLetter = 6
	lineLength     = 23 // letters
)

// vertex is an act of a lineage, and edge a relation of it, before they are drawn.
type vertex struct {
	link
	when, family string
	root         bool
}

type edge struct {
	arc
	relation, anchor, title string
	doubtful                bool
}

// newDrawing draws the vertices and edges.
func newDrawing(vertices []vertex, edges []edge) *drawing {
	arcs := make([]arc, len(edges))
	for i, e := range edges {
		arcs[i] = e.arc
	}
	d := layer(len(vertices), arcs)
	g := &drawing{}
	heights := make([]int, len(d.column))
	for i := range heights {
		heights[i] = bendHeight
		if i < len(vertices) {
			lines := wrap(vertices[i].Text)
			b := box{Width: boxWidth, Height: 2*boxPad + lineHeight*(len(lines)+1), Href: vertices[i].Href, Family: vertices[i].family,
				Root: vertices[i].root, When: vertices[i].when, Title: strings.TrimSpace(vertices[i].when + " " + vertices[i].Text)}
			for _, l := range lines {
				b.Lines = append(b.Lines, textLine{Text: l})
			}
			heights[i] = b.Height
			g.Boxes = append(g.Boxes, b)
		}
	}
	middles := d.middles(heights)
	gap := columnGap
	for _, e := range edges {
		gap = max(gap, relationPad+len([]rune(e.relation))*relationLetter)
	}
	x := func(v int) int { return 4 + d.column[v]*(boxWidth+gap) }
	for i := range g.Boxes {
		g.Boxes[i].place(x(i), middles[i]-heights[i]/2)
		g.Width = max(g.Width, x(i)+boxWidth+4)
	}
	for i, m := range middles {
		g.Height = max(g.Height, m+heights[i]/2+6)
	}
	ports := d.ports(middles)
	for i, e := range edges {
		g.Arrows = append(g.Arrows, newArrow(e, d.routes[i], ports[i], middles, x))
	}
	return g
}

func (b *box) place(x, y int) {
	b.X, b.Y, b.TextX = x, y, x+boxPad+4
	at := y + boxPad + lineHeight - 4
	b.WhenY = at
	for i := range b.Lines {
		at += lineHeight
		b.Lines[i].Y = at
	}
}

// middles gives each vertex its place in its column: as near as may be to its neighbours, in the order of the rows.
func (d layered) middles(heights []int) []int {
	cols := make(map[int][]int)
	for v := range d.column {
		cols[d.column[v]] = append(cols[d.column[v]], v)
	}
	at := make([]int, len(d.column))
	for _, c := range cols {
		slices.SortFunc(c, func(a, b int) int { return cmp.Compare(d.row[a], d.row[b]) })
		whole := -boxGap
		for _, v := range c {
			whole += heights[v] + boxGap
		}
		y := -whole / 2
		for _, v := range c {
			at[v] = y + heights[v]/2
			y += heights[v] + boxGap
		}
	}
	near := make([][]int, len(d.column))
	for _, r := range d.routes {
		for i := 1; i < len(r); i++ {
			near[r[i-1]] = append(near[r[i-1]], r[i])
			near[r[i]] = append(near[r[i]], r[i-1])
		}
	}
	const sweeps = 24 // there and back
	for sweep := range sweeps {
		for i := range len(cols) {
			c := i
			if sweep%2 == 1 {
				c = len(cols) - 1 - i
			}
			settle(cols[c], near, at, heights)
		}
	}
	top := 1 << 30
	for v, m := range at {
		top = min(top, m-heights[v]/2)
	}
	for v := range at {
		at[v] += 6 - top
	}
	return at
}

// settle moves the vertices of a column to the mean of their neighbours and keeps them apart: those that want to stand too
// near to each other share the room around the middle of what they want.
func settle(column []int, near [][]int, at, heights []int) {
	type block struct{ first, last, sum, count, height int } // sum of the wanted tops of the block
	var blocks []block
	for i, v := range column {
		want := at[v]
		if len(near[v]) > 0 {
			sum := 0
			for _, w := range near[v] {
				sum += at[w]
			}
			want = sum / len(near[v])
		}
		b := block{first: i, last: i, sum: want - heights[v]/2, count: 1, height: heights[v] + boxGap}
		for len(blocks) > 0 {
			p := blocks[len(blocks)-1]
			if p.sum/p.count+p.height <= b.sum/b.count {
				break
			}
			b.sum += p.sum - p.height*b.count
			b.first, b.count, b.height = p.first, b.count+p.count, p.height+b.height
			blocks = blocks[:len(blocks)-1]
		}
		blocks = append(blocks, b)
	}
	for _, b := range blocks {
		y := b.sum / b.count
		for _, v := range column[b.first : b.last+1] {
			at[v] = y + heights[v]/2
			y += heights[v] + boxGap
		}
	}
}

// ports spreads the ends of the arcs along the sides of the boxes: for each arc the distance of its beginning and of its
// end from the middles.
func (d layered) ports(middles []int) [][2]int {
	out := make([][2]int, len(d.routes))
	for end := range 2 {
		byBox := make(map[int][]int)
		for i, r := range d.routes {
			v := r[0]
			if end == 1 {
				v = r[len(r)-1]
			}
			byBox[v] = append(byBox[v], i)
		}
		for _, arcs := range byBox {
			next := func(i int) int {
				r := d.routes[i]
				if end == 1 {
					return middles[r[len(r)-2]]
				}
				return middles[r[1]]
			}
			slices.SortStableFunc(arcs, func(a, b int) int { return cmp.Compare(next(a), next(b)) })
			for i, a := range arcs {
				step := min(14, 44/max(len(arcs)-1, 1))
				out[a][end] = (2*i - (len(arcs) - 1)) * step / 2
			}
		}
	}
	return out
}

func newArrow(e edge, route []int, port [2]int, middles []int, x func(int) int) arrow {
	last := len(route) - 1
	sx, sy := x(route[0]), middles[route[0]]+port[0]
	ex, ey := x(route[last])+boxWidth+7, middles[route[last]]+port[1]
	var path strings.Builder
	fmt.Fprintf(&path, "M%d %d", sx, sy)
	px, py := sx, sy
	curve := func(tx, ty int) {
		half := (px - tx) / 2
		fmt.Fprintf(&path, "C%d %d %d %d %d %d", px-half, py, tx+half, ty, tx, ty)
		px, py = tx, ty
	}
	firstX, firstY := ex, ey
	for i, v := range route[1:last] {
		curve(x(v)+boxWidth, middles[v])
		if i == 0 {
			firstX, firstY = px, py
		}
		fmt.Fprintf(&path, "H%d", x(v))
		px = x(v)
	}
	curve(ex, ey)
	return arrow{Path: path.String(), Relation: e.relation, TextX: (sx + firstX) / 2, TextY: (sy+firstY)/2 - 3, Anchor: e.anchor, Title: e.title, Doubtful: e.doubtful}
}

// wrap breaks a name into lines.
func wrap(text string) []string {
	var lines []string
	line := ""
	for _, w := range strings.Fields(text) {
		for _, part := range split(w) {
			if line != "" && len([]rune(line))+1+len([]rune(part)) > lineLength {
				lines = append(lines, line)
				line = ""
			}
			if line != "" {
				line += " "
			}
			line += part
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// split cuts a word that is longer than a line.
func split(word string) []string {
	var parts []string
	for r := []rune(word); len(r) > 0; {
		n := min(len(r), lineLength)
		parts = append(parts, string(r[:n]))
		r = r[n:]
	}
	return parts
}

// shorten cuts a text to so many letters.
func shorten(text string, letters int) string {
	r := []rune(text)
	if len(r) <= letters {
		return text
	}
	return strings.TrimRight(string(r[:letters-1]), " ,;") + "…"
}
