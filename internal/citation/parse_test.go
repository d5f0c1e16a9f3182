package citation

import (
	"strings"
	"testing"
)

// parsed is one citation as a publisher writes it, with what must be read from it.
type parsed struct {
	in     string
	kind   Kind
	normal string
	date   string
}

func parseCases() []parsed {
	return []parsed{
		{"89 FR 52434", FederalRegister, "89 FR 52434", ""},
		{"89 FR 52434-52437", FederalRegister, "89 FR 52434-52437", ""},
		{"89 FR 52434–52437", FederalRegister, "89 FR 52434-52437", ""},
		{"89 FR 52434-37", FederalRegister, "89 FR 52434-52437", ""},
		{"89 FR 52434 through 52437", FederalRegister, "89 FR 52434-52437", ""},
		{"89 Fed. Reg. 52,434", FederalRegister, "89 FR 52434", ""},
		{"89\u00a0FR\u00a052434", FederalRegister, "89 FR 52434", ""},
		{"  89 \t FR\n52434. ", FederalRegister, "89 FR 52434", ""},
		{"[89 FR 52434]", FederalRegister, "89 FR 52434", ""},
		{"82 F.R. 48792 10/20/2017", FederalRegister, "82 FR 48792", "2017-10-20"},
		{"84 FR 22963, 5/21/19", FederalRegister, "84 FR 22963", "2019-05-21"},
		{"84 FR 22963,\n5/21/19.", FederalRegister, "84 FR 22963", "2019-05-21"},
		{"49 F.R. 49666 12/21/84", FederalRegister, "49 FR 49666", "1984-12-21"},
		{"64 FR 5 1/4/00", FederalRegister, "64 FR 5", "2000-01-04"},
		{"65 FR 5 12/31/99", FederalRegister, "65 FR 5", "1999-12-31"},
		{"81.F.R. 22575 4/18/2016", FederalRegister, "81 FR 22575", "2016-04-18"},
		{"80 F.R.44930 7/28/15", FederalRegister, "80 FR 44930", "2015-07-28"},
		{"80 F.R 57572 9/24/15", FederalRegister, "80 FR 57572", "2015-09-24"},
		{"66 F.R. 47630 9/13/0", FederalRegister, "66 FR 47630", ""},
		{"66 F.R. 47630 2/30/2001", FederalRegister, "66 FR 47630", ""},
		{"84 FR 23468 (2019-05-22)", FederalRegister, "84 FR 23468", "2019-05-22"},
		{"89 FR 58265, July 18, 2024", FederalRegister, "89 FR 58265", "2024-07-18"},
		{"78 FR 75485 No. 239", FederalRegister, "78 FR 75485", ""},
		{"82 F.R. 16786, 16787 4/16/2017", FederalRegister, "82 FR 16786-16787", "2017-04-16"},
		{"85 FR 8722, 8725-8727", FederalRegister, "85 FR 8722, 8725-8727", ""},
		{"FR Doc. 2024-13532", FederalRegisterDocument, "FR Doc. 2024-13532", ""},
		{"FR Doc No: 2024-13695]", FederalRegisterDocument, "FR Doc. 2024-13695", ""},
		{"[FR Doc. 2019–17920 Filed 8–19–19; 8:45 am]", FederalRegisterDocument, "FR Doc. 2019-17920", ""},
		{"FR Doc. 93-32104", FederalRegisterDocument, "FR Doc. 93-32104", ""},
		{"FR Doc. c1-2026-16628", FederalRegisterDocument, "FR Doc. C1-2026-16628", ""},
		{"FR Doc. E9-1234", FederalRegisterDocument, "FR Doc. E9-1234", ""},
		{"Vol. 88, No. 151, 08/08/2023", FederalRegisterIssue, "FR Vol. 88, No. 151", "2023-08-08"},
		{"Vol. 85, No. 246 / Tuesday, December 22, 2020", FederalRegisterIssue, "FR Vol. 85, No. 246", "2020-12-22"},
		{"Pub. L. 115-91", PublicLaw, "Pub. L. 115-91", ""},
		{"Pub. Law No. 115-91", PublicLaw, "Pub. L. 115-91", ""},
		{"Public Law 118–50", PublicLaw, "Pub. L. 118-50", ""},
		{"Public Law 115-91 s. 1634", PublicLaw, "Pub. L. 115-91 s. 1634", ""},
		{"Pub. L. 115-91, div. A, s.1634", PublicLaw, "Pub. L. 115-91 div. A s. 1634", ""},
		{"Pub. L. No. 115-232, § 889(a)(1)(B)", PublicLaw, "Pub. L. 115-232 s. 889(a)(1)(B)", ""},
		{"Pub. L. 116-283 sec. 1260H", PublicLaw, "Pub. L. 116-283 s. 1260H", ""},
		{"P.L. 95-223, Title II", PublicLaw, "Pub. L. 95-223 title II", ""},
		{"Title II of P.L. 95-223 (October 28, 1977)", PublicLaw, "Pub. L. 95-223 title II", "1977-10-28"},
		{"section 1634(a) of Public Law 115-91", PublicLaw, "Pub. L. 115-91 s. 1634(a)", ""},
		{"Pub. L. 115-91 sections 1634-1636", PublicLaw, "Pub. L. 115-91 s. 1634-1636", ""},
		{"91 Stat. 1626", StatutesAtLarge, "91 Stat. 1626", ""},
		{"131 STAT. 1738", StatutesAtLarge, "131 Stat. 1738", ""},
		{"132 Stat. 1636, 1917 (Aug. 13, 2018)", StatutesAtLarge, "132 Stat. 1636, 1917", "2018-08-13"},
		{"50 U.S.C. 1701 et seq.", USCode, "50 U.S.C. 1701 et seq.", ""},
		{"50 USC § 1701", USCode, "50 U.S.C. 1701", ""},
		{"44 U.S.C. 3553(b)(2)", USCode, "44 U.S.C. 3553(b)(2)", ""},
		{"44 U.S.C. 3553(d)–(e)", USCode, "44 U.S.C. 3553(d)-(e)", ""},
		{"47 U.S.C. 1601-1609", USCode, "47 U.S.C. 1601-1609", ""},
		{"41 U.S.C. §§ 1321-1328", USCode, "41 U.S.C. 1321-1328", ""},
		{"47 U.S.C. 1601 note", USCode, "47 U.S.C. 1601 note", ""},
		{"42 U.S.C. 1395w-4(b)", USCode, "42 U.S.C. 1395w-4(b)", ""},
		{"Section 3553(b)(2) of title 44, U.S. Code", USCode, "44 U.S.C. 3553(b)(2)", ""},
		{"15 CFR part 7", CFR, "15 CFR part 7", ""},
		{"15 CFR 7.109(a)", CFR, "15 CFR 7.109(a)", ""},
		{"15 C.F.R. § 791.109(d)(5)", CFR, "15 CFR 791.109(d)(5)", ""},
		{"15 CFR parts 730-774", CFR, "15 CFR parts 730-774", ""},
		{"15 CFR part 7, subpart B", CFR, "15 CFR part 7 subpart B", ""},
		{"15 CFR part 744, Supplement No. 4", CFR, "15 CFR part 744 supp. 4", ""},
		{"31 CFR 588", CFR, "31 CFR part 588", ""},
		{"41 CFR 102-3.65", CFR, "41 CFR 102-3.65", ""},
		{"47 CFR 1.50002", CFR, "47 CFR 1.50002", ""},
		{"47 CFR 1.50000-1.50007", CFR, "47 CFR 1.50000-1.50007", ""},
		{"48 CFR 52.204-23", CFR, "48 CFR 52.204-23", ""},
		{"FAR 52.204-23", CFR, "48 CFR 52.204-23", ""},
		{"FAR clause 52.204-23(d)", CFR, "48 CFR 52.204-23(d)", ""},
		{"FAR subpart 4.20", CFR, "48 CFR subpart 4.20", ""},
		{"DFARS 252.204-7012", CFR, "48 CFR 252.204-7012", ""},
		{"E.O. 13873", ExecutiveOrder, "E.O. 13873", ""},
		{"EO 13873", ExecutiveOrder, "E.O. 13873", ""},
		{"Executive Order 13873 of May 15, 2019", ExecutiveOrder, "E.O. 13873", "2019-05-15"},
		{"Executive Order (``E.O.'') 13873", ExecutiveOrder, "E.O. 13873", ""},
		{"Exec. Order No. 13,873", ExecutiveOrder, "E.O. 13873", ""},
		{"EO 14024, as amended", ExecutiveOrder, "E.O. 14024", ""},
		{"EO 14024 (as amended)", ExecutiveOrder, "E.O. 14024", ""},
		{"EO 14024 s.1(a)(i)", ExecutiveOrder, "E.O. 14024 s. 1(a)(i)", ""},
		{"EO 13873(1)(a)(i)", ExecutiveOrder, "E.O. 13873 s. 1(a)(i)", ""},
		{"909 F.3d 446", CaseReporter, "909 F.3d 446", ""},
		{"909 F.3d 446, 453-55 (D.C. Cir. 2018)", CaseReporter, "909 F.3d 446, 453-455", "2018"},
		{"311 F. Supp. 3d 187", CaseReporter, "311 F. Supp. 3d 187", ""},
		{"604 U.S. 56 (2025)", CaseReporter, "604 U.S. 56", "2025"},
		{"97 F.4th 938", CaseReporter, "97 F.4th 938", ""},
		{"No. 1:17-cv-02697 (CKK)", DocketNumber, "No. 1:17-cv-02697", ""},
		{"1:17-cv-2697-CKK", DocketNumber, "No. 1:17-cv-02697", ""},
		{"No. 18-5176", DocketNumber, "No. 18-5176", ""},
		{"No. 21-1233 (Dec. 2, 2021)", DocketNumber, "No. 21-1233", "2021-12-02"},
		{"No. 24-1113 (D.C. Cir.)", DocketNumber, "No. 24-1113", ""},
		{"Docket No. 240614-0163", DocketNumber, "Docket No. 240614-0163", ""},
		{"Docket ID DOD-2026-OS-1288", DocketNumber, "Docket No. DOD-2026-OS-1288", ""},
		{"WC Docket No. 18-89", DocketNumber, "WC Docket No. 18-89", ""},
		{"Case No. ICTS-2021-002", CaseNumber, "Case No. ICTS-2021-002", ""},
		{"ICTS-2021-002", CaseNumber, "Case No. ICTS-2021-002", ""},
		{"FAR Case 2018-010", CaseNumber, "FAR Case 2018-010", ""},
		{"BOD 17-01", Directive, "BOD 17-01", ""},
		{"Binding Operational Directive (BOD) 17-01", Directive, "BOD 17-01", ""},
		{"DA 22-320", FCCDocument, "DA 22-320", ""},
		{"FCC 22-84", FCCDocument, "FCC 22-84", ""},
		{"H.R. 2810", Bill, "H.R. 2810", ""},
		{"H.R. 2810 (115th Congress)", Bill, "H.R. 2810 (115th Cong.)", ""},
		{"H.J. Res. 2, 111th Cong.", Bill, "H.J. Res. 2 (111th Cong.)", ""},
		{"H. Res. 9 (103d Cong.)", Bill, "H. Res. 9 (103rd Cong.)", ""},
		{"S. Con. Res. 1, 112th Congress", Bill, "S. Con. Res. 1 (112th Cong.)", ""},
		{"S. 1625", Bill, "S. 1625", ""},
		{"RIN 0694-AJ73", RIN, "RIN 0694-AJ73", ""},
		{"0694–aj73", RIN, "RIN 0694-AJ73", ""},
		{"OMB M-23-13", Memorandum, "OMB M-23-13", ""},
		{"Regulation (EU) 2016/679", EUAct, "Regulation (EU) 2016/679", ""},
		{"Council Regulation (EU) No 269/2014", EUAct, "Regulation (EU) No 269/2014", ""},
		{"Directive 95/46/EC", EUAct, "Directive 95/46/EC", ""},
		{"Article 5(1) of Regulation (EU) 2016/679", EUAct, "Regulation (EU) 2016/679 art. 5(1)", ""},
		{"CELEX 32016R0679", EUAct, "CELEX 32016R0679", ""},
		{"32016L1148", EUAct, "CELEX 32016L1148", ""},
		{"Council Decision 2014/145/CFSP", EUAct, "Decision 2014/145/CFSP", ""},
	}
}

func TestParse(t *testing.T) {
	for _, want := range parseCases() {
		c := Parse(want.in)
		if c.Kind() != want.kind || c.String() != want.normal || c.Date() != want.date || c.Text() != want.in {
			t.Errorf("Parse(%q) = %v %q date %q text %q, want %v %q date %q",
				want.in, c.Kind(), c, c.Date(), c.Text(), want.kind, want.normal, want.date)
		}
	}
}

// TestParseNeverGuesses lists texts near to a citation that are none, or more than one, or of which only a part is understood.
func TestParseNeverGuesses(t *testing.T) {
	for _, in := range []string{
		"", " ", "FR", "89 FR", "0 FR 5", "89 FR 0", "89 FR 52437-52434", "1 FR 1-99999", "89 FR 52434 top of page",
		"89 FR 52434A", "F.R. 30823 7/3/2017", "72 F.R. 1/30/07", "89 FR 52434; 84 FR 22963", "89 FR 52434 (NOT read)",
		"Vol. 88, No. 151", "Vol. 88, No. 151, 08/08/2021", "Pub. L. 115", "Pub. L. 115-91a", "Pub. L. 115-91, s.",
		"50 U.S.C.", "42 U.S.C. 1320-2", "44 U.S.C. 3553(e)-(d)", "44 U.S.C. 3553(a)-(2)", "15 CFR", "15 CFR 7.",
		"15 CFR 774-730", "15 CFR subpart 4.20", "E.O. 138730", "EO 13873x", "604 U.S. ___ (2025)", "909 F.9d 446",
		"No. 133/2017", "No. 7", "18-5176", "BOD", "BOD 17", "FCC 2022", "s. 1634", "sec. 889(c)", "§ 7 BSIG",
		"Docket", "Docket No. unknown", "2024-13532", "RIN 0694-1173", "Regulation (FAR)", "Regulation (EU) 2016",
		"Kaspersky Lab, Inc.", "DA 22-320 Released", strings.Repeat("9", 600) + " FR 1",
	} {
		if c := Parse(in); c.Kind() != Unknown || c.Text() != in {
			t.Errorf("Parse(%q) = %v %q, want unknown text kept", in, c.Kind(), c)
		}
	}
}

func TestUnknownStringFoldsWhiteSpace(t *testing.T) {
	if got, want := Parse(" Az.\u00a01 L \n 466/22 ").String(), "Az. 1 L 466/22"; got != want {
		t.Errorf("String() = %q, want %q", got, want)
	}
}

func TestKindNamesAreDistinct(t *testing.T) {
	seen := map[string]Kind{}
	for k := Unknown; k <= EUAct; k++ {
		name := k.String()
		if other, twice := seen[name]; twice {
			t.Errorf("kinds %d and %d are both %q", other, k, name)
		}
		seen[name] = k
	}
	if got := Kind(200).String(); got != "unknown" {
		t.Errorf("Kind(200) = %q, want unknown", got)
	}
}
