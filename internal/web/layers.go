package web

import (
	"cmp"
	"slices"
)

// arc joins two vertices of a drawing by their numbers: from the later one to the earlier one.
type arc struct{ from, to int }

// layered is a drawing in columns after Sugiyama: the earlier vertices stand to the left of those that lead to them,
// arcs that pass a column bend at a vertex without a box, and the order within a column keeps crossings few.
type layered struct {
	column []int   // of each vertex, boxes first
	row    []int   // of each vertex in its column
	routes [][]int // of each arc: the vertices from its beginning to its end
}

// layer draws n vertices and their arcs. An arc that would close a circle is drawn and does not order.
func layer(n int, arcs []arc) layered {
	ordering := withoutCircles(n, arcs)
	d := layered{column: columns(n, ordering)}
	for _, a := range arcs {
		d.routes = append(d.routes, d.route(a))
	}
	d.order()
	return d
}

// withoutCircles leaves out the arcs that lead back to a vertex from which a walk came, and those of a vertex to itself.
func withoutCircles(n int, arcs []arc) []arc {
	out := make([][]int, n)
	for i, a := range arcs {
		out[a.from] = append(out[a.from], i)
	}
	const fresh, open, done = 0, 1, 2
	state := make([]int, n)
	var kept []arc
	var visit func(v int)
	visit = func(v int) {
		state[v] = open
		for _, i := range out[v] {
			to := arcs[i].to
			if state[to] == open {
				continue
			}
			kept = append(kept, arcs[i])
			if state[to] == fresh {
				visit(to)
			}
		}
		state[v] = done
	}
	for v := range n {
		if state[v] == fresh {
			visit(v)
		}
	}
	return kept
}

// columns puts each vertex behind all that its arcs lead to, and then as near as it may to those that lead to it.
func columns(n int, arcs []arc) []int {
	col := make([]int, n)
	for range n { // no walk is longer
		moved := false
		for _, a := range arcs {
			if col[a.from] <= col[a.to] {
				col[a.from], moved = col[a.to]+1, true
			}
		}
		if !moved {
			break
		}
	}
	for range n {
		moved := false
		nearest := make(map[int]int)
		for _, a := range arcs {
			if c, ok := nearest[a.to]; !ok || col[a.from]-1 < c {
				nearest[a.to] = col[a.from] - 1
			}
		}
		for v, c := range nearest {
			if c > col[v] {
				col[v], moved = c, true
			}
		}
		if !moved {
			break
		}
	}
	least := slices.Min(append(slices.Clone(col), n))
	for v := range col {
		col[v] -= least
	}
	return col
}

// route gives the vertices of an arc, with new ones in the columns that it passes.
func (d *layered) route(a arc) []int {
	route := []int{a.from}
	step := 1
	if d.column[a.to] < d.column[a.from] {
		step = -1
	}
	for c := d.column[a.from] + step; d.column[a.to] != d.column[a.from] && c != d.column[a.to]; c += step {
		d.column = append(d.column, c)
		route = append(route, len(d.column)-1)
	}
	return append(route, a.to)
}

// order sorts each column by the mean row of the neighbours, column by column there and back, and keeps the order with
// the fewest crossings.
func (d *layered) order() {
	n := len(d.column)
	cols := make([][]int, slices.Max(append(slices.Clone(d.column), 0))+1)
	for v := range n {
		cols[d.column[v]] = append(cols[d.column[v]], v)
	}
	near := make([][]int, n)
	for _, r := range d.routes {
		for i := 1; i < len(r); i++ {
			near[r[i-1]] = append(near[r[i-1]], r[i])
			near[r[i]] = append(near[r[i]], r[i-1])
		}
	}
	d.row = make([]int, n)
	number := func() {
		for _, c := range cols {
			for i, v := range c {
				d.row[v] = i
			}
		}
	}
	number()
	best, fewest := slices.Clone(d.row), d.crossings()
	const sweeps = 16
	for sweep := range sweeps {
		for i := range cols {
			c := i
			if sweep%2 == 1 {
				c = len(cols) - 1 - i
			}
			d.sortColumn(cols[c], near, sweep%2 == 0)
			for row, v := range cols[c] {
				d.row[v] = row
			}
		}
		if x := d.crossings(); x < fewest {
			best, fewest = slices.Clone(d.row), x
		}
	}
	d.row = best
}

// sortColumn sorts the vertices by the mean row of their neighbours in the column before or behind.
func (d *layered) sortColumn(c []int, near [][]int, before bool) {
	mean := make(map[int]float64, len(c))
	for _, v := range c {
		sum, count := 0, 0
		for _, w := range near[v] {
			if (d.column[w] < d.column[v]) == before && d.column[w] != d.column[v] {
				sum, count = sum+d.row[w], count+1
			}
		}
		mean[v] = float64(d.row[v])
		if count > 0 {
			mean[v] = float64(sum) / float64(count)
		}
	}
	slices.SortStableFunc(c, func(a, b int) int { return cmp.Compare(mean[a], mean[b]) })
}

// crossings counts how often arcs cross between neighbouring columns.
func (d *layered) crossings() int {
	type leg struct{ left, right int }
	legs := make(map[int][]leg)
	for _, r := range d.routes {
		for i := 1; i < len(r); i++ {
			a, b := r[i-1], r[i]
			if d.column[a] > d.column[b] {
				a, b = b, a
			}
			legs[d.column[a]] = append(legs[d.column[a]], leg{d.row[a], d.row[b]})
		}
	}
	n := 0
	for _, ls := range legs {
		for i, a := range ls {
			for _, b := range ls[i+1:] {
				if (a.left-b.left)*(a.right-b.right) < 0 {
					n++
				}
			}
		}
	}
	return n
}
