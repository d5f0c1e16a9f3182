package citation

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestParseList(t *testing.T) {
	for _, test := range []struct {
		in   string
		want []string // normal forms with their dates; unknown text behind a question mark
	}{
		{"", nil},
		{" ; , \n", nil},
		{"82 F.R. 48792 10/20/2017; 84 FR 22963, 5/21/19", []string{"82 FR 48792 2017-10-20", "84 FR 22963 2019-05-21"}},
		{"Nos. 18-5176, 18-5177", []string{"No. 18-5176", "No. 18-5177"}},
		{"WC Docket Nos. 19-351 and 19-352", []string{"WC Docket No. 19-351", "WC Docket No. 19-352"}},
		{"54 F.R. 9537 3/7/89 and 54 F.R. 13715 4/5/89", []string{"54 FR 9537 1989-03-07", "54 FR 13715 1989-04-05"}},
		{"67 F.R. 62225 10/4/02 68 F.R. 15982 4/2/03", []string{"67 FR 62225 2002-10-04", "68 FR 15982 2003-04-02"}},
		{"84 FR 22963,\n5/21/19.\n85 FR 83416, 12/22/20", []string{"84 FR 22963 2019-05-21", "85 FR 83416 2020-12-22"}},
		{"82 FR 16786, 83 FR 28801", []string{"82 FR 16786", "83 FR 28801"}},
		{"82 F.R. 16786, 16787 4/6/2017, 82 F.R. 16789, 16790 4/6/2017",
			[]string{"82 FR 16786-16787 2017-04-06", "82 FR 16789-16790 2017-04-06"}},
		{"82 F.R. 2312 1/9/2017, F.R. 30823 7/3/2017, 82 F.R. 61745 12/29/2017",
			[]string{"82 FR 2312 2017-01-09", "? F.R. 30823 7/3/2017", "82 FR 61745 2017-12-29"}},
		{"[83 FR 28143, June 15, 2018, as amended at 88 FR 69510, Oct. 5, 2023]",
			[]string{"83 FR 28143 2018-06-15", "88 FR 69510 2023-10-05"}},
		{"Pub. L. 115-232, 132 Stat. 1636, 1917 (Aug. 13, 2018)",
			[]string{"Pub. L. 115-232", "132 Stat. 1636, 1917 2018-08-13"}},
		{"Kaspersky Lab, Inc. v. DHS, 909 F.3d 446 (D.C. Cir. 2018)",
			[]string{"? Kaspersky Lab, Inc. v. DHS", "909 F.3d 446 2018"}},
		{"44 U.S.C. 3552(b)(1), 3553", []string{"44 U.S.C. 3552(b)(1)", "44 U.S.C. 3553"}},
		{"50 U.S.C. 1701, 2019", []string{"50 U.S.C. 1701", "? 2019"}},
		{"15 CFR 7.103, 7.109(a)", []string{"15 CFR 7.103", "15 CFR 7.109(a)"}},
		{"15 CFR part 7, 12", []string{"15 CFR part 7", "? 12"}},
		{"E.O. 13942, 13943 and 13971", []string{"E.O. 13942", "E.O. 13943", "E.O. 13971"}},
		{"FAR case 2018-010 / FAR 52.204-23", []string{"FAR Case 2018-010", "48 CFR 52.204-23"}},
		{"BOD 17-01, 18-01; FCC 21-114, 22-84; No. 1:17-cv-02697, 18-5", []string{"BOD 17-01", "BOD 18-01",
			"FCC 21-114", "FCC 22-84", "No. 1:17-cv-02697", "No. 18-5"}},
		{"84 FR 22689; 3 CFR, 2019 Comp., p. 317", []string{"84 FR 22689", "? 3 CFR, 2019 Comp., p. 317"}},
		{"89 FR 52434 top of page", []string{"? 89 FR 52434 top of page"}},
		{"(see below); (89 FR 52434)", []string{"? (see below)", "89 FR 52434"}},
		{"Vol. 88, No. 151, 08/08/2023", []string{"FR Vol. 88, No. 151 2023-08-08"}},
	} {
		var got []string
		for _, c := range ParseList(test.in) {
			switch {
			case c.Kind() == Unknown:
				got = append(got, "? "+c.String())
			default:
				got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s", c, c.Date())))
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("ParseList(%q)\n got %q\nwant %q", test.in, got, test.want)
		}
	}
}

func TestParseListKeepsTexts(t *testing.T) {
	got := ParseList("82\u00a0F.R.  48792 10/20/2017 ;\n44 U.S.C. 3552(b)(1), 3553")
	want := []string{"82\u00a0F.R.  48792 10/20/2017", "44 U.S.C. 3552(b)(1)", "44 U.S.C. 3553"}
	if len(got) != len(want) {
		t.Fatalf("%d citations, want %d: %v", len(got), len(want), got)
	}
	for i, c := range got {
		if c.Text() != want[i] {
			t.Errorf("text %d = %q, want %q", i, c.Text(), want[i])
		}
	}
}

func TestParseListLeavesLongTextWhole(t *testing.T) {
	in := strings.Repeat("89 FR 52434; ", maxList/12)
	got := ParseList(in)
	if len(got) != 1 || got[0].Kind() != Unknown || got[0].Text() != in {
		t.Errorf("%d citations, want the text whole", len(got))
	}
}
