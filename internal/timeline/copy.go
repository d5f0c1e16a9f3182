package timeline

// copyNode makes a shallow copy that a request may bind to its cohort.
func copyNode(n Node) Node {
	switch n := n.(type) {
	case *Vendor:
		return clone(n)
	case *Person:
		return clone(n)
	case *Organization:
		return clone(n)
	case *Agency:
		return clone(n)
	case *Action:
		return clone(n)
	case *Milestone:
		return clone(n)
	case *Restriction:
		return clone(n)
	case *Effect:
		return clone(n)
	case *Statement:
		return clone(n)
	case *Source:
		return clone(n)
	case *OfficialList:
		return clone(n)
	case *ListEntry:
		return clone(n)
	case *Audience:
		return clone(n)
	case *Discrepancy:
		return clone(n)
	case *Claim:
		return clone(n)
	}
	return n
}

func clone[T any](p *T) *T {
	c := *p
	return &c
}
