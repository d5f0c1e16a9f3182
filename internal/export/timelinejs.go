package export

import (
	"context"
	"encoding/json"
	"html"
	"io"
	"strings"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// slide is an event of TimelineJS. Its headline and text are HTML.
type slide struct {
	ID          timeline.ID `json:"unique_id"`
	Start       *slideDay   `json:"start_date,omitempty"`
	End         *slideDay   `json:"end_date,omitempty"`
	DisplayDate string      `json:"display_date,omitempty"`
	Group       string      `json:"group,omitempty"`
	Text        slideText   `json:"text"`
}

// slideDay is a date of TimelineJS, no more exact than it is known.
type slideDay struct {
	Year  int `json:"year"`
	Month int `json:"month,omitempty"`
	Day   int `json:"day,omitempty"`
}

type slideText struct {
	Headline string `json:"headline"`
	Text     string `json:"text"`
}

// writeTimelineJS writes the JSON that TimelineJS reads. A month or a year is written as such; between two days a slide
// begins with the earliest and ends with the latest, and its display date says so. A slide must have a beginning, so
// steps whose date is open towards the past are told on the title slide, with those open towards the future.
func writeTimelineJS(ctx context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) error {
	if _, err := io.WriteString(w, `{"events":[`); err != nil {
		return err
	}
	var undated []string
	separator := "\n"
	err := rows(ctx, r, s, m, func(x *row) error {
		start, end, ok := slideDays(x)
		if !ok {
			undated = append(undated, "<li>"+html.EscapeString(oneLine(x.Sentence))+"</li>")
			return nil
		}
		b, err := json.Marshal(slide{x.ID, start, end, html.EscapeString(x.Date.Words), html.EscapeString(partyLabels(x.By)), x.slideText(s)})
		if err != nil {
			return err
		}
		_, err = io.WriteString(w, separator+string(b))
		separator = ",\n"
		return err
	})
	if err != nil {
		return err
	}
	rel := r.Release()
	text := "<p>" + html.EscapeString(strings.Join([]string{"Release", named(rel)}, " ")) + "</p>"
	if undated != nil {
		text += "<ul>" + strings.Join(undated, "") + "</ul>"
	}
	title, err := json.Marshal(slide{ID: "regline", Text: slideText{"Regline", text}})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n],\n\"title\":"+string(title)+"}\n")
	return err
}

// slideDays are the ends of a slide; false where the date is open.
func slideDays(x *row) (start, end *slideDay, ok bool) {
	first, last := x.when.Earliest(), x.when.Latest()
	if first == nil || last == nil {
		return nil, nil, false
	}
	y, m, d := first.Date()
	y2, m2, d2 := last.Date()
	wholeMonth := y == y2 && m == m2 && d == 1 && isFirst(*last+1)
	wholeYear := y == y2 && m == 1 && d == 1 && m2 == 12 && d2 == 31
	switch {
	case *first == *last:
		return &slideDay{y, m, d}, nil, true
	case wholeYear:
		return &slideDay{Year: y}, nil, true
	case wholeMonth:
		return &slideDay{Year: y, Month: m}, nil, true
	}
	return &slideDay{y, m, d}, &slideDay{y2, m2, d2}, true
}

func isFirst(d edtf.Day) bool {
	_, _, day := d.Date()
	return day == 1
}

// slideText is the act with its step, and the passages behind the date.
func (x *row) slideText(s Selection) slideText {
	t := teller{language: s.In()}
	var b strings.Builder
	line := func(text string) { b.WriteString("<p>" + html.EscapeString(text) + "</p>") }
	line(oneLine(x.Sentence))
	line("EDTF " + x.Date.EDTF)
	for _, c := range x.Claims {
		line(t.passage(c))
	}
	for _, c := range x.Rivals {
		line(t.words().rival + " " + oneLine(c.Value) + ": " + t.passage(c))
	}
	b.WriteString(`<p><a href="` + html.EscapeString(x.Link) + `">` + html.EscapeString(x.Link) + "</a></p>")
	return slideText{html.EscapeString(oneLine(x.Act.Label + " " + x.step)), b.String()}
}
