package web

import (
	"net/url"
	"strconv"

	"github.com/regline/regline/internal/edtf"
)

// maxMarks is how many steps a picture draws one by one. More are counted by year.
const maxMarks = 450

// post counts the steps of one year in a lane.
type post struct {
	Href     string
	Title    string
	X, Width float64
	Y        int
	Height   int
	Count    int
}

// postRoom is the height of the tallest post.
const postRoom = 26

// count places the posts of the lane below y and gives the lower edge.
func (l *lane) count(v *visit, s scale, y int) int {
	counts := make(map[int]int)
	most := 0
	for _, m := range l.moments {
		year, _, _ := dayOr(m.step.When).Date()
		counts[year]++
		most = max(most, counts[year])
	}
	for _, p := range s.pieces {
		if p.folded {
			continue
		}
		first, _, _ := p.from.Date()
		last, _, _ := p.to.Date()
		for year := first; year <= last; year++ {
			n := counts[year]
			if n == 0 {
				continue
			}
			delete(counts, year)
			l.Posts = append(l.Posts, newPost(v, s, l, year, n, most, y))
		}
	}
	return y + postRoom
}

func newPost(v *visit, s scale, l *lane, year, n, most, y int) post {
	day := func(month, day int) edtf.Day {
		d, _ := edtf.DayOf(year, month, day) // the year comes from a day
		return d
	}
	from, to := s.at(max(day(1, 1), s.pieces[0].from)), s.at(day(12, 31))
	height := max(postRoom*n/most, 3)
	q := v.sel.Values()
	for _, k := range []string{"release", "lang"} { // [visit.to] adds them
		q.Del(k)
	}
	for k, d := range map[string]edtf.Day{"from": day(1, 1), "to": day(12, 31)} {
		q.Set(k, d.String())
	}
	return post{
		Href: v.to("/", url.Values(q)), Title: l.label() + ", " + strconv.Itoa(year) + ": " + v.sayCount("steps", n),
		X: from, Width: max(to-from, 2.0/pictureWidth) * 0.86, Y: y + postRoom - height, Height: height, Count: n,
	}
}
