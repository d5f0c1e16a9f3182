package citation

import (
	"encoding/json"
	"testing"
)

func TestContains(t *testing.T) {
	for _, test := range []struct {
		stored, probe string
		want          bool
	}{
		{"89 FR 52362-52364", "89 FR 52363", true},
		{"89 FR 52362-52364", "89 FR 52363, 6/24/24", true},
		{"89 FR 52434-52437", "89 FR 52363", false},
		{"89 FR 52362-52364", "89 FR 52362-52363", true},
		{"89 FR 52362-52364", "89 FR 52362-52365", false},
		{"89 FR 52363", "89 FR 52362-52364", false},
		{"88 FR 52362-52364", "89 FR 52363", false},
		{"84 FR 22961", "84 FR 22963, 5/21/19", false},
		{"84 FR 22963", "84 FR 22963, 5/21/19", true},
		{"132 Stat. 1636, 1917", "132 Stat. 1917", true},
		{"132 Stat. 1636, 1917", "132 Stat. 1700", false},
		{"132 Stat. 1636", "132 Fed. Reg. 1636", false},
		{"Pub. L. 115-91", "Pub. L. 115-91 s. 1634", true},
		{"Pub. L. 115-91 s. 1634", "Pub. L. 115-91", false},
		{"Pub. L. 115-91 s. 1634", "Public Law 115-91, div. A, s.1634(a)", true},
		{"Pub. L. 115-91 div. A s. 1634", "Pub. L. 115-91 s. 1634", false},
		{"Pub. L. 115-91 s. 1634", "Pub. L. 115-91 s. 163", false},
		{"Pub. L. 115-91 s. 1634-1636", "Pub. L. 115-91 s. 1635(a)", true},
		{"50 U.S.C. 1701 et seq.", "50 U.S.C. 1701", true},
		{"50 U.S.C. 1701", "50 U.S.C. 1701 et seq.", false},
		{"50 U.S.C. 1701 et seq.", "50 U.S.C. 1702", false},
		{"47 U.S.C. 1601-1609", "47 U.S.C. 1603(a)", true},
		{"47 U.S.C. 1601-1609", "47 U.S.C. 1603a", true},
		{"47 U.S.C. 1601-1609", "47 U.S.C. 1609", true},
		{"47 U.S.C. 1601-1609", "47 U.S.C. 1610", false},
		{"47 U.S.C. 1601-1609", "47 U.S.C. 1600", false},
		{"47 U.S.C. 1601-1609", "47 U.S.C. 1609a", false},
		{"47 U.S.C. 1601-1609", "47 U.S.C. 1601 note", false},
		{"47 U.S.C. 1601", "47 U.S.C. 1601 note", false},
		{"44 U.S.C. 3553(d)-(e)", "44 U.S.C. 3553(e)(1)", true},
		{"44 U.S.C. 3553(d)-(e)", "44 U.S.C. 3553(b)(2)", false},
		{"44 U.S.C. 3553(b)", "44 U.S.C. 3553(b)(2)", true},
		{"44 U.S.C. 3553(b)(2)", "44 U.S.C. 3553(b)(3)", false},
		{"44 U.S.C. 3553(b)(1)-(4)", "44 U.S.C. 3553(b)(2)", true},
		{"44 U.S.C. 3553(a)(i)-(v)", "44 U.S.C. 3553(a)(iii)", false}, // letters or numerals: not sure
		{"44 U.S.C. 3553(a)(ii)-(v)", "44 U.S.C. 3553(a)(iii)", true},
		{"15 CFR part 7", "15 CFR 7.109(a)", true},
		{"15 CFR 7.109(a)", "15 CFR part 7", false},
		{"15 CFR part 7", "15 CFR 791.109", false},
		{"15 CFR part 7", "15 CFR 7.109 and 15 CFR 7.110", false},
		{"15 CFR parts 730-774", "15 CFR 744.11(b)", true},
		{"15 CFR 744", "15 CFR part 744 supp. 4", true},
		{"47 CFR 1.50000-1.50007", "47 CFR 1.50002", true},
		{"FAR 52.204-23", "48 CFR 52.204-23", true},
		{"48 CFR 52.204-23", "FAR 52.204-23(d)", true},
		{"48 CFR 52.204-23", "48 CFR 52.204-25", false},
		{"48 CFR 52.204", "48 CFR 52.204-23", true},
		{"17 CFR 240.10", "17 CFR 240.10-5", false},
		{"FAR subpart 4.20", "48 CFR 4.2002", true},
		{"FAR subpart 4.2", "48 CFR 4.2002", false},
		{"FAR part 4", "FAR subpart 4.20", true},
		{"E.O. 14024", "EO 14024 s.1(a)(i)", true},
		{"E.O. 14024", "E.O. 14034", false},
		{"909 F.3d 446", "909 F.3d 446, 453", true},
		{"909 F.3d 446, 453", "909 F.3d 446", false},
		{"909 F.3d 446", "909 F.3d 450", false},
		{"H.R. 2810", "H.R. 2810, 115th Cong.", true},
		{"H.R. 2810, 115th Cong.", "H.R. 2810, 116th Cong.", false},
		{"Docket No. 18-89", "WC Docket No. 18-89", true},
		{"WC Docket No. 18-89", "PS Docket No. 18-89", false},
		{"No. 17-cv-02697", "No. 1:17-cv-02697 (CKK)", true},
		{"DA 22-84", "FCC 22-84", false},
		{"Regulation (EU) 2016/679", "CELEX 32016R0679", true},
		{"Regulation (EU) 2016/679", "Directive (EU) 2016/679", false},
		{"az. 1  L 466/22", "Az. 1 L 466/22", true},
		{"Az. 1 L 466/22", "Az. 1 L 466/23", false},
		{"", "89 FR 52363", false},
	} {
		stored, probe := Parse(test.stored), Parse(test.probe)
		if got := stored.Contains(probe); got != test.want {
			t.Errorf("%q contains %q: %v, want %v", test.stored, test.probe, got, test.want)
		}
		if stored.Matches(probe) != test.want || probe.Within(stored) != test.want {
			t.Errorf("%q, %q: Matches and Within differ from Contains", test.stored, test.probe)
		}
	}
}

func TestTerms(t *testing.T) {
	for _, test := range []struct {
		in   string
		want int
	}{
		{"89 FR 52363", 1},
		{"89 FR 52362-52364", 1},
		{"89 FR 52415-52418", 2}, // 52416 begins a bucket
		{"89 FR 10000-10299", 5},
		{"132 Stat. 1636, 1917", 2},
		{"132 Stat. 1636, 1640", 1},
		{"47 U.S.C. 1601-1609", 1},
		{"15 CFR parts 730-774", 45},
		{"Pub. L. 115-91 s. 1634", 1},
		{"some text", 1},
	} {
		if got := Parse(test.in).Terms(); len(got) != test.want {
			t.Errorf("%q has terms %q, want %d", test.in, got, test.want)
		}
	}
}

func TestJSONKeepsTheText(t *testing.T) {
	for _, in := range []string{"82 F.R. 48792 10/20/2017", "no citation", ""} {
		c := Parse(in)
		b, err := json.Marshal(map[string]Citation{"c": c})
		if err != nil {
			t.Fatal(err)
		}
		var back map[string]Citation
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		if back["c"] != c {
			t.Errorf("%q came back as %#v", in, back["c"])
		}
	}
}

func TestIsZero(t *testing.T) {
	if !Parse("").IsZero() || Parse("x").IsZero() || (Citation{}).Kind() != Unknown {
		t.Error("only the empty citation is zero")
	}
}
