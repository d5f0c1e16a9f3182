package compile

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/regline/regline/internal/timeline"
)

const keptText = "Preamble.\n\n  The Secretary\n\tdetermines  that “Kaspersky” may\r\nnot sell — from July\u00a020.\nThe Secretary may not."

func TestPassages(t *testing.T) {
	rows := []struct {
		proves, words, at string // at is where in the text the quotation begins
	}{
		{"words within a line", "determines", "determines"},
		{"words over breaks of lines and tabs", "The Secretary determines that", "The Secretary\n"},
		{"words over a break of two characters, and letters of several bytes", "“Kaspersky” may not sell — from", "“Kaspersky”"},
		{"a space that does not break is a space", "July 20.", "July"},
		{"of two places the first", "The Secretary", "The Secretary\n"},
		{"white space around the quotation does not count", " \n Preamble. ", "Preamble."},
		{"to the end of the text", "may not.", "may not."},
		{"the whole text", strings.Join(strings.Fields(keptText), " "), "Preamble."},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			d := keptDraft()
			d.say(issued, timeline.On, "2024-07-20", from("journal"), quoting(row.words))
			c := d.compile(t)
			p := node[*timeline.Claim](t, c, factOf(t, c, issued, timeline.On).ClaimIDs[0]).Passage
			if p.Check != timeline.CheckTextKept || !strings.HasPrefix(keptText[p.Offset:], row.at) || p.Offset != strings.Index(keptText, row.at) {
				t.Errorf("%s at %d: %.20q", p.Check, p.Offset, keptText[p.Offset:])
			}
			if p.Quotation != row.words {
				t.Errorf("the quotation became %q", p.Quotation)
			}
			if cov := c.Release.Coverage; cov.Quotations != 1 || cov.TextChecked != 1 {
				t.Errorf("coverage %+v", cov)
			}
		})
	}
}

func keptDraft() *draft {
	d := rivalDraft()
	d.Texts = map[string]string{"journal.txt": keptText}
	d.say("journal", "TEXT", sha256Hex(keptText))
	return d
}

func TestPassageFaults(t *testing.T) {
	rows := []struct{ proves, words string }{
		{"a word is missing", "The Secretary that"},
		{"a letter differs", "The secretary determines"},
		{"a mark differs", `"Kaspersky" may`},
		{"nothing is quoted", ""},
		{"only white space is quoted", " \n"},
		{"words that no break parts", "TheSecretary"},
	}
	d := keptDraft()
	lines := make([]int, len(rows))
	for i, row := range rows {
		lines[i] = d.say(issued, timeline.On, "2024-07-20", from("journal"), quoting(row.words))
	}
	problems := d.faults(t)
	if len(problems) != len(rows) {
		t.Errorf("%d problems of %d", len(problems), len(rows))
	}
	for i, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			wantProblem(t, problems, lines[i], "not in the text kept for journal", "copy it exactly")
		})
	}
}

// A long quotation is shortened at a letter's end.
func TestExcerpt(t *testing.T) {
	long := strings.Repeat("ä", 31)
	if got := excerpt(long); got != `"`+strings.Repeat("ä", 30)+`"...` {
		t.Error(got)
	}
	if got := excerpt("x" + long); got != `"x`+strings.Repeat("ä", 29)+`"...` {
		t.Error(got)
	}
}

// Where no text is kept the claim says so, whatever a loader wrote.
func TestTextNotKept(t *testing.T) {
	d := keptDraft()
	d.say(issued, timeline.On, "2024-07-20", from("paper"), quoting("anything"), func(cl *timeline.Claim) {
		cl.Passage.Check, cl.Passage.Offset = timeline.CheckTextKept, 7
	})
	c := d.compile(t)
	p := node[*timeline.Claim](t, c, factOf(t, c, issued, timeline.On).ClaimIDs[0]).Passage
	if p.Check != timeline.CheckNone || p.KeptOffset() != nil {
		t.Errorf("%+v", p)
	}
}

func TestTextMissing(t *testing.T) {
	d := rivalDraft()
	line := d.say("journal", "TEXT", sha256Hex("never kept"))
	wantProblem(t, d.faults(t), line, "no text with the hash", "texts/")
}

// Any words of a text are found, and where they are found the text reads so, but for white space.
func TestEveryPassageIsFound(t *testing.T) {
	letters := rapid.SampledFrom([]rune("ab \n\t\u00a0\u2003äß—\ufffd"))
	rapid.Check(t, func(t *rapid.T) {
		runes := rapid.SliceOfN(letters, 1, 30).Draw(t, "text")
		from := rapid.IntRange(0, len(runes)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(runes)).Draw(t, "to")
		text, words := string(runes), strings.Join(strings.Fields(string(runes[from:to])), " ")
		at, ok := foldText(text).find(words)
		if words == "" {
			if ok {
				t.Fatal("nothing is found")
			}
			return
		}
		if !ok || !strings.HasPrefix(strings.Join(strings.Fields(text[at:]), " "), words) || at > len(string(runes[:to])) {
			t.Fatalf("%q in %q: %d, %t", words, text, at, ok)
		}
	})
}
