package citation

// format writes the normal form of a place that is understood.
func (p place) format(k Kind) string {
	switch k {
	case FederalRegister:
		return itoa(p.volume) + " FR " + p.pages.String()
	case StatutesAtLarge:
		return itoa(p.volume) + " Stat. " + p.pages.String()
	case CaseReporter:
		return itoa(p.volume) + " " + p.series + " " + p.pages.String()
	case FederalRegisterDocument:
		return "FR Doc. " + p.number
	case FederalRegisterIssue:
		return "FR Vol. " + itoa(p.volume) + ", No. " + p.number
	case PublicLaw:
		return "Pub. L. " + itoa(p.volume) + "-" + p.number + p.formatLawParts() + p.prov.format()
	case USCode:
		return itoa(p.volume) + " U.S.C. " + p.prov.formatSections()
	case CFR:
		return itoa(p.volume) + " CFR " + p.prov.formatRegulation()
	case ExecutiveOrder:
		return "E.O. " + p.number + p.prov.format()
	case DocketNumber:
		switch {
		case p.division == "":
		case p.series == courtSeries:
			return p.series + " " + p.division + ":" + p.number
		default:
			return p.division + " " + p.series + " " + p.number
		}
	case Bill:
		if p.volume != 0 {
			return p.series + " " + p.number + " (" + itoa(p.volume) + ordinalEnd(p.volume) + " Cong.)"
		}
	case RIN:
		return "RIN " + p.number
	case Memorandum:
		return "OMB M-" + p.number
	case EUAct:
		return p.formatEU()
	}
	return p.series + " " + p.number
}

func (p place) formatLawParts() string {
	s := ""
	if p.division != "" {
		s += " div. " + p.division
	}
	if p.title != "" {
		s += " title " + p.title
	}
	return s
}

// formatRegulation writes a place within a title of the CFR.
func (p provision) formatRegulation() string {
	part := p.partID
	if part == "" {
		part = p.parts.String()
	}
	switch {
	case p.section != "" && p.last != "":
		return part + "." + p.section + "-" + part + "." + p.last
	case p.section != "":
		return part + "." + p.formatSections()
	case p.parts.first != p.parts.last:
		return "parts " + part
	case p.subpart != "" && isDigit(p.subpart[0]):
		return "subpart " + p.subpart
	case p.subpart != "":
		return "part " + part + " subpart " + p.subpart
	case p.appendix != "":
		return "part " + part + " " + p.appendix
	}
	return "part " + part
}

// ordinalEnd returns the ending of an English ordinal number.
func ordinalEnd(n int) string {
	if n/10%10 != 1 {
		switch n % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}
