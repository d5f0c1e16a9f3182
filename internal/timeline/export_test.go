package timeline

import (
	"fmt"
	"slices"
)

// AllFilters lists every index with every facet by which it is filtered.
func AllFilters() []string {
	var out []string
	for ix, facets := range filters {
		for _, f := range facets {
			out = append(out, fmt.Sprint(ix, " ", f))
		}
	}
	for _, k := range ClaimKinds {
		for _, f := range claimFilters {
			out = append(out, fmt.Sprint(IndexClaims(ClaimKind(k.Name)), " ", f))
		}
	}
	slices.Sort(out)
	return out
}
