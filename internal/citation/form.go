package citation

// citation reads one citation with the date or court that stands behind it.
func (sc *scanner) citation() (Citation, bool) {
	mark := sc.i
	forms := wordForms
	if isDigit(sc.at(0)) {
		forms = numberForms
	}
	for _, form := range forms() {
		if c, ok := form(sc); ok {
			sc.attachments(&c)
			return c, true
		}
		sc.i = mark
	}
	return Citation{}, false
}

type form = func(*scanner) (Citation, bool)

// numberForms are the citations that begin with a digit. The order matters only where one is the beginning of another.
func numberForms() []form {
	return []form{
		(*scanner).volumed, (*scanner).rin, (*scanner).courtDocket, (*scanner).celex,
	}
}

// wordForms are the citations that begin with a word or a sign.
func wordForms() []form {
	return []form{
		(*scanner).issue, (*scanner).registerDocument, (*scanner).publicLaw, (*scanner).executiveOrder,
		(*scanner).farCase, (*scanner).far, (*scanner).directive, (*scanner).commissionDocument, (*scanner).bill,
		(*scanner).markedRIN, (*scanner).memorandum, (*scanner).agencyDocket, (*scanner).agencyCase, (*scanner).courtDocket,
		(*scanner).euAct, (*scanner).markedCELEX, (*scanner).provisionOf,
	}
}
