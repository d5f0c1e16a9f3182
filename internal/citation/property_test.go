package citation

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// drawText draws a citation from a space so small that two of them often meet.
func drawText(t *rapid.T) string {
	n := func(lo, hi int) int { return rapid.IntRange(lo, hi).Draw(t, "n") }
	pick := func(s ...string) string { return rapid.SampledFrom(s).Draw(t, "pick") }
	path := func() string {
		return pick("", "", "(a)", "(a)(1)", "(b)", "(a)-(c)", "(b)-(e)", "(a)(i)-(v)", "(a)(ii)", "(a)(1)-(3)")
	}
	switch n(0, 11) {
	case 0:
		first := n(100, 180)
		s := fmt.Sprintf("%d %s %d", n(88, 89), pick("FR", "Stat.", "F.R."), first)
		if pick("", "-") == "-" {
			first += n(1, 80)
			s += fmt.Sprintf("-%d", first)
		}
		if pick("", "", ",") == "," {
			s += fmt.Sprintf(", %d", first+n(1, 90))
		}
		return s
	case 1:
		return "Pub. L. 115-" + pick("91", "92") + pick("", " div. A") + pick("", " title X") +
			pick("", " s. 5"+path(), " s. 5-9", " s. 4-6", " s. 6A", " s. 7")
	case 2:
		return "44 U.S.C. " + pick("5", "6", "62", "63a", "5-9", "60-130", "6-90", "63a-2") + pick("", " et seq.", " note")
	case 3:
		return "44 U.S.C. 5" + path()
	case 4:
		return pick("15", "48") + " CFR " + pick("part 4", "parts 2-5", "parts 3-9", "4", "5")
	case 5:
		return "48 CFR " + pick("4.204", "4.204-23", "4.204-23-1", "4.2002", "4.2001-4.2004", "4.204-20-4.204-25", "subpart 4.20", "subpart 4.2")
	case 6:
		return "15 CFR 4." + pick("5", "6", "5-4.9", "10b-5", "10")
	case 7:
		return "E.O. 138" + pick("73", "74") + pick("", " s. 1"+path(), "(2)")
	case 8:
		return pick("909", "910") + " " + pick("F.3d", "U.S.", "F. Supp. 3d") + " 44" + pick("", "6") + pick("", ", 450", ", 448-455")
	case 9:
		return pick("", "No. ") + pick("", "1:") + "17-cv-" + pick("7", "00007", "8")
	case 10:
		return pick("H.R. 5", "S. 5", "DA 22-5", "FCC 22-5", "BOD 17-01", "Docket No. 18-89", "WC Docket No. 18-89", "No. 18-89",
			"RIN 0694-AJ73", "FR Doc. 2024-13532", "OMB M-23-13", "Case No. ICTS-2021-002", "FAR Case 2018-010",
			"FR Vol. 88, No. 151", "H.R. 5 (115th Cong.)", "H.R. 5 (116th Cong.)")
	}
	return pick("Regulation (EU) 2016/679", "CELEX 32016R0679", "Regulation (EU) 2016/679 art. 5", "Regulation (EU) 2016/679 art. 5(1)",
		"some text", "Some  text", "other", "")
}

func TestMatchingLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := Parse(drawText(t)), Parse(drawText(t))
		if !a.Matches(a) || !a.Equal(a) {
			t.Fatalf("%q does not match itself", a.Text())
		}
		if a.Matches(b) && !slices.Contains(a.Terms(), b.Term()) {
			t.Fatalf("%q matches %q but is not filed under %q: %q", a.Text(), b.Text(), b.Term(), a.Terms())
		}
		if a.Within(b) && !slices.Contains(b.Terms(), a.Term()) {
			t.Fatalf("%q is within %q but %q is not among %q", a.Text(), b.Text(), a.Term(), b.Terms())
		}
		if back := Parse(a.String()); !back.Equal(a) || back.String() != a.String() || back.Kind() != a.Kind() {
			t.Fatalf("%q has the normal form %q, which is read as %q", a.Text(), a, back)
		}
		if a.Equal(b) != (a.Contains(b) && a.Within(b)) {
			t.Fatalf("%q, %q: Equal is not containment both ways", a.Text(), b.Text())
		}
	})
}

func TestContainsIsTransitive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cs := make([]Citation, 24)
		for i := range cs {
			cs[i] = Parse(drawText(t))
		}
		checkTransitive(t, cs)
	})
}

// TestContainsIsTransitiveOverCases goes through all triples of one kind of the written-out cases and the spellings of ranges.
func TestContainsIsTransitiveOverCases(t *testing.T) {
	var cs []Citation
	for _, c := range parseCases() {
		cs = append(cs, Parse(c.in))
	}
	for _, section := range []string{
		"5", "6", "5-9", "6-8", "8a", "6 note", "5 et seq.", "6(a)", "6(a)(1)", "6(a)-(c)", "6(a)-(x)", "6(i)-(v)",
		"6(ii)-(iv)", "6(c)-(i)", "6(i)", "6(iii)", "6(d)(1)-(3)", "6(d)", "6(v)", "6(v)-(x)", "6(i)-(x)",
	} {
		cs = append(cs, Parse("44 U.S.C. "+section))
	}
	checkTransitive(t, cs)
}

func checkTransitive(t interface{ Fatalf(string, ...any) }, cs []Citation) {
	for _, a := range cs {
		for _, b := range cs {
			if !a.Contains(b) {
				continue
			}
			for _, c := range cs {
				if b.Contains(c) && !a.Contains(c) {
					t.Fatalf("%q contains %q, which contains %q, which the first does not", a.Text(), b.Text(), c.Text())
				}
			}
		}
	}
}

// checkCitation asserts what holds for every citation, whatever it was read from.
func checkCitation(t *testing.T, c Citation) {
	t.Helper()
	if Parse(c.Text()) != c {
		t.Fatalf("the text %q is read again as another citation", c.Text())
	}
	if back := Parse(c.String()); back.Kind() != c.Kind() || !back.Equal(c) || back.String() != c.String() {
		t.Fatalf("%q has the normal form %q, which is read as %v %q", c.Text(), c, back.Kind(), back)
	}
	if !slices.Contains(c.Terms(), c.Term()) {
		t.Fatalf("%q: term %q is not among %q", c.Text(), c.Term(), c.Terms())
	}
	if len(c.Terms()) > 256 {
		t.Fatalf("%q has %d terms", c.Text(), len(c.Terms()))
	}
	for _, term := range c.Terms() {
		if strings.ContainsFunc(term, func(r rune) bool { return r <= ' ' || r > '~' || r >= 'A' && r <= 'Z' }) {
			t.Fatalf("%q has the term %q", c.Text(), term)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range parseCases() {
		f.Add(c.in)
	}
	f.Add("\xff\xfe 89 FR 5")
	f.Add(strings.Repeat(" ", 1000) + "89 FR 5")
	f.Fuzz(func(t *testing.T, s string) {
		c := Parse(s)
		if c.Text() != s {
			t.Fatalf("text %q kept as %q", s, c.Text())
		}
		checkCitation(t, c)
	})
}

func FuzzParseList(f *testing.F) {
	cases := parseCases()
	for i, joint := range []string{"; ", "\n", ", ", " and ", " "} {
		for j := i; j+1 < len(cases); j += 5 {
			f.Add(cases[j].in + joint + cases[j+1].in)
		}
	}
	f.Add("Nos. 18-5176, 18-5177, (E.O. 13873), 13874 & 5")
	f.Fuzz(func(t *testing.T, s string) {
		for _, c := range ParseList(s) {
			if c.IsZero() {
				t.Fatalf("an empty citation in %q", s)
			}
			checkCitation(t, c)
		}
	})
}

// hostile are texts of a megabyte that a scanner without bounds would go through again and again.
func hostile() []string {
	var texts []string
	for _, unit := range []string{
		" ", "(", "1", "1,", "89 FR 1, ", "E.O. 1 and ", ", ( ", "No. ", "as amended ", "x, ", "\u00a0", "§", "1-", "F. ", "Docket A-",
	} {
		texts = append(texts, strings.Repeat(unit, 1<<20/len(unit)))
	}
	return texts
}

func TestLongTextsAreKept(t *testing.T) {
	for _, s := range hostile() {
		if c := Parse(s); c.Text() != s || c.Kind() != Unknown {
			t.Errorf("a megabyte of %q is read as %v", s[:4], c.Kind())
		}
		for _, c := range ParseList(s[:maxList-1]) {
			if c.IsZero() {
				t.Errorf("an empty citation in a list of %q", s[:4])
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	cases := parseCases()
	for i := 0; b.Loop(); i++ {
		Parse(cases[i%len(cases)].in)
	}
}

func BenchmarkParseListHostile(b *testing.B) {
	for _, s := range hostile() {
		s = s[:maxList-1]
		b.Run(fmt.Sprintf("%.8q", s), func(b *testing.B) {
			for b.Loop() {
				ParseList(s)
			}
		})
	}
}
