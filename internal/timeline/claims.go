package timeline

import (
	"context"
	"fmt"
	"strings"
)

// ClaimFilter narrows claims. Empty fields do not bind; filled ones all must hold.
type ClaimFilter struct {
	Source, Subject, Owner *ID
	Predicate, Kind        *string
	Unverified             *bool
}

// text names the list of claims that the filter chooses, for cursors.
func (f ClaimFilter) text() string {
	fs := appendFacet(nil, FacetSource, (*string)(f.Source))
	fs = appendFacet(fs, "subject", (*string)(f.Subject))
	fs = appendFacet(fs, "owner", (*string)(f.Owner))
	fs = appendFacet(fs, FacetPredicate, upper(f.Predicate))
	fs = appendFacet(fs, "claim", f.Kind)
	if f.unverified() {
		fs = append(fs, Facet{FacetMark, "unverified"})
	}
	return filterText("claims", fs)
}

func (f ClaimFilter) unverified() bool { return f.Unverified != nil && *f.Unverified }

// holds says whether the filter chooses a claim.
func (f ClaimFilter) holds(c *Claim) bool {
	return binds(f.Source, c.SourceID) && binds(f.Subject, c.Subject) && binds(f.Owner, c.Subject.Owner()) &&
		binds(upper(f.Predicate), string(c.Predicate)) && binds(f.Kind, string(c.ClaimKind)) && (!f.unverified() || c.Unverified)
}

func binds[T ~string](want *T, value T) bool { return want == nil || *want == "" || *want == value }

// Claims lists claims in the order of source and place in the source. Those of a subject or an owner are few and read
// all at once; any others come from the indexes of their kinds.
func (r *Reader) Claims(ctx context.Context, f ClaimFilter, ask Paging) (*ClaimConnection, error) {
	if err := r.follow(ctx, &f.Source, &f.Subject, &f.Owner); err != nil {
		return nil, err
	}
	if f.Predicate != nil {
		if _, ok := LookupPredicate(*f.Predicate); !ok {
			return nil, fmt.Errorf("%w: no predicate %q: facts without a predicate tell which there are", ErrBadInput, *f.Predicate)
		}
	}
	w, err := ask.window(r.Release(), f.text())
	if err != nil {
		return nil, err
	}
	for _, id := range []*ID{f.Subject, f.Owner} {
		if id != nil && *id != "" {
			return r.claimsAbout(ctx, id.Owner(), f, w)
		}
	}
	return r.claimsByKind(ctx, f, w)
}

// claimsAbout lists the claims about a node of its own and its parts.
func (r *Reader) claimsAbout(ctx context.Context, owner ID, f ClaimFilter, w Window) (*ClaimConnection, error) {
	records, err := r.view.ClaimsAbout(ctx, owner)
	if err != nil {
		return nil, err
	}
	var chosen keyedRecords
	for _, rec := range records {
		if c, ok := rec.Node.(*Claim); ok && f.holds(c) && len(rec.Places) > 0 {
			chosen = append(chosen, keyedRecord{rec.Places[0].Key, rec})
		}
	}
	count := func(context.Context) (int, error) { return len(chosen), nil }
	return pageOf[*Claim](r, chosen.window(w), f.text(), count), nil
}

// claimsByKind lists the claims of one kind, or of all.
func (r *Reader) claimsByKind(ctx context.Context, f ClaimFilter, w Window) (*ClaimConnection, error) {
	var ixs []Index
	for _, k := range ClaimKinds {
		if binds(f.Kind, k.Name) {
			ixs = append(ixs, IndexClaims(ClaimKind(k.Name)))
		}
	}
	facets := appendFacet(nil, FacetPredicate, upper(f.Predicate))
	if f.unverified() {
		facets = append(facets, Facet{FacetMark, "unverified"})
	}
	if f.Source != nil {
		w.Range = ofSource(*f.Source)
	}
	p, err := r.pageMerged(ctx, ixs, facets, w)
	if err != nil {
		return nil, err
	}
	count := func(ctx context.Context) (int, error) {
		total := 0
		for _, ix := range ixs {
			n, err := r.view.Count(ctx, ix, facets, w.Range)
			if err != nil {
				return 0, err
			}
			total += n
		}
		return total, nil
	}
	return pageOf[*Claim](r, p, f.text(), count), nil
}

func upper(s *string) *string {
	if s == nil {
		return nil
	}
	u := strings.ToUpper(*s)
	return &u
}
