package timeline

// copyNodes makes shallow copies of the nodes of records, which a request may bind to its cohort. Records that are nil
// are left out.
func copyNodes(records []*Record) []Node {
	out := make([]Node, 0, len(records))
	for i := 0; i < len(records); {
		before := len(out)
		if records[i] != nil {
			out = copyAlike(out, records[i:])
		}
		i += max(1, len(out)-before)
	}
	return out
}

// copyAlike copies the nodes at the beginning of the records that are of one type.
func copyAlike(out []Node, records []*Record) []Node {
	switch n := records[0].Node.(type) {
	case *Vendor:
		return appendCopies(out, records, n)
	case *Person:
		return appendCopies(out, records, n)
	case *Organization:
		return appendCopies(out, records, n)
	case *Agency:
		return appendCopies(out, records, n)
	case *Action:
		return appendCopies(out, records, n)
	case *Milestone:
		return appendCopies(out, records, n)
	case *Restriction:
		return appendCopies(out, records, n)
	case *Effect:
		return appendCopies(out, records, n)
	case *Statement:
		return appendCopies(out, records, n)
	case *Source:
		return appendCopies(out, records, n)
	case *OfficialList:
		return appendCopies(out, records, n)
	case *ListEntry:
		return appendCopies(out, records, n)
	case *Audience:
		return appendCopies(out, records, n)
	case *Discrepancy:
		return appendCopies(out, records, n)
	case *Claim:
		return appendCopies(out, records, n)
	default:
		return append(out, n)
	}
}

// appendCopies copies the nodes at the beginning of the records that are of the type of the first, all into one piece
// of memory.
func appendCopies[P interface {
	*T
	Node
}, T any](out []Node, records []*Record, _ P) []Node {
	n := 1
	for n < len(records) && isOf[P](records[n]) {
		n++
	}
	copies := make([]T, n)
	for i := range copies {
		copies[i] = *records[i].Node.(P)
		out = append(out, P(&copies[i]))
	}
	return out
}

func isOf[P Node](r *Record) bool {
	if r == nil {
		return false
	}
	_, is := r.Node.(P)
	return is
}
