package web

import "github.com/regline/regline/internal/timeline"

// family is a group of kinds of act that a picture draws alike: in one colour and one shape.
type family struct {
	Name  string // of the style and of the symbol
	kinds []string
}

// families are the legend of all pictures, in its order. Rows of official lists belong to those of listings.
var families = []family{
	{"law", []string{"STATUTE", "EXECUTIVE_ORDER", "REGULATION"}},
	{"order", []string{"DIRECTIVE", "DETERMINATION", "ORDER", "DECISION", "DENIAL_ORDER", "PROCUREMENT_REMOVAL"}},
	{"list", []string{"LISTING", "DESIGNATION", "SANCTION"}},
	{"court", []string{"LAWSUIT", "MOTION", "RULING"}},
	{"notice", []string{"NOTICE", "WARNING", "RESOLUTION"}},
	{"company", []string{"COMPANY_ACT"}},
}

// familyOf gives the name of the family of an act or row; "other" for a kind of a later vocabulary.
func familyOf(n timeline.Node) string {
	switch n := n.(type) {
	case *timeline.ListEntry:
		return "list"
	case *timeline.Action:
		for _, f := range families {
			for _, k := range f.kinds {
				if k == n.ActionKind {
					return f.Name
				}
			}
		}
	}
	return "other"
}
