package citation

// Kind is the series of publications a citation belongs to.
type Kind uint8

const (
	Unknown                 Kind = iota // text that was not understood; it is kept as it stands
	FederalRegister                     // pages of the Federal Register: 89 FR 52434
	FederalRegisterDocument             // a document number: FR Doc. 2024-13532
	FederalRegisterIssue                // a day's issue: Vol. 88, No. 151, 08/08/2023
	PublicLaw                           // a public law or a provision of it: Pub. L. 115-91 s. 1634
	StatutesAtLarge                     // pages of the Statutes at Large: 91 Stat. 1626
	USCode                              // sections of the United States Code: 50 U.S.C. 1701 et seq.
	CFR                                 // parts and sections of the Code of Federal Regulations, the FAR among them
	ExecutiveOrder                      // a numbered executive order or a section of it: E.O. 13873
	CaseReporter                        // a printed decision: 909 F.3d 446
	DocketNumber                        // a docket of a court or an agency: No. 18-5176, WC Docket No. 18-89
	CaseNumber                          // a case of an agency: Case No. ICTS-2021-002, FAR Case 2018-010
	Directive                           // a directive to federal agencies: BOD 17-01
	FCCDocument                         // a document of the FCC or of its bureaus: FCC 22-84, DA 22-320
	Bill                                // a bill or resolution of Congress: H.R. 2810
	RIN                                 // a regulation identifier number: RIN 0694-AJ73
	Memorandum                          // a memorandum of the OMB: OMB M-23-13
	EUAct                               // an act of the European Union: Regulation (EU) 2016/679
)

// String returns the kind's name in lower case with hyphens, "unknown" for a value outside the list.
func (k Kind) String() string {
	switch k {
	case FederalRegister:
		return "federal-register"
	case FederalRegisterDocument:
		return "federal-register-document"
	case FederalRegisterIssue:
		return "federal-register-issue"
	case PublicLaw:
		return "public-law"
	case StatutesAtLarge:
		return "statutes-at-large"
	case USCode:
		return "us-code"
	case CFR:
		return "cfr"
	case ExecutiveOrder:
		return "executive-order"
	case CaseReporter:
		return "case-reporter"
	case DocketNumber:
		return "docket-number"
	case CaseNumber:
		return "case-number"
	case Directive:
		return "directive"
	case FCCDocument:
		return "fcc-document"
	case Bill:
		return "bill"
	case RIN:
		return "rin"
	case Memorandum:
		return "memorandum"
	case EUAct:
		return "eu-act"
	}
	return "unknown"
}
