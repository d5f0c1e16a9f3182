package web

import (
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// object is a JSON object of linked data.
type object map[string]any

const schemaOrg = "https://schema.org"

// datasetLD describes the timeline as a data set.
func (v *visit) datasetLD(pg *page) object {
	o := object{
		"@context": schemaOrg, "@type": "Dataset", "@id": pg.Canonical, "url": pg.Canonical,
		"name": pg.Title, "description": pg.Description, "inLanguage": v.code(), "isAccessibleForFree": true,
	}
	if rel := v.reader.Release(); rel.Number > 0 {
		o["version"] = rel.Number
		if rel.Known != nil {
			o["datePublished"] = rel.Known.String()
		}
	}
	return o
}

// vendorLD describes a vendor by the class that the vocabulary gives its kind.
func (v *visit) vendorLD(pg *page, n *timeline.Vendor) object {
	o := object{"@context": schemaOrg, "@type": classOf(timeline.VendorKinds, n.VendorKind, "Organization"), "@id": pg.Canonical, "url": pg.Canonical, "name": v.label(n)}
	setIf(o, "description", n.Description)
	if len(n.Aliases) > 0 {
		o["alternateName"] = n.Aliases
	}
	return o
}

// actionLD describes an act: as legislation where the vocabulary says that its kind is.
func (v *visit) actionLD(pg *page, a *timeline.Action, view *actionView) (object, error) {
	o := object{"@context": schemaOrg, "@type": classOf(timeline.ActionKinds, a.ActionKind, "CreativeWork"), "@id": pg.Canonical, "url": pg.Canonical, "name": view.Name}
	setIf(o, "abstract", a.Summary)
	for _, p := range view.Actors {
		o["author"] = append(listIn(o, "author"), object{"@type": "Organization", "name": p.Text, "url": v.origin() + p.Href})
	}
	for _, p := range view.Targets {
		o["about"] = append(listIn(o, "about"), object{"@type": "Organization", "name": p.Text, "url": v.origin() + p.Href})
	}
	steps, err := a.Milestones(v.ctx, nil)
	if err != nil {
		return nil, err
	}
	setDay(o, "datePublished", steps, "PUBLISHED")
	if o["@type"] != "Legislation" {
		return o, nil
	}
	setIf(o, "legislationJurisdiction", a.Jurisdiction)
	if len(a.Citations) > 0 {
		o["legislationIdentifier"] = a.Citations
	}
	if by, ok := o["author"]; ok {
		o["legislationPassedBy"] = by
	}
	setDay(o, "legislationDate", steps, "SIGNED", "ISSUED")
	setDay(o, "legislationDateOfApplicability", steps, "EFFECTIVE")
	return o, nil
}

// setDay sets the day of the first step of one of the roles, the first role first. A day that no source establishes is not
// said.
func setDay(o object, key string, steps []*timeline.Milestone, roles ...string) {
	for _, role := range roles {
		for _, m := range steps {
			if m.Role == role && m.When.Exact() {
				o[key] = m.When.Earliest().String()
				return
			}
		}
	}
}

// agencyLD describes a body.
func (v *visit) agencyLD(pg *page, n *timeline.Agency) object {
	o := object{"@context": schemaOrg, "@type": "GovernmentOrganization", "@id": pg.Canonical, "url": pg.Canonical, "name": v.label(n)}
	setIf(o, "description", n.Description)
	if len(n.Aliases) > 0 {
		o["alternateName"] = n.Aliases
	}
	return o
}

// reviewsLD describes disagreements in which a source says what the text of the act does not as reviews of claims.
func (v *visit) reviewsLD(pg *page, disputes []*disputeView) object {
	var all []object
	for _, d := range disputes {
		chosen := ""
		for _, s := range d.Sides {
			if s.Chosen {
				chosen = s.Value
			}
		}
		if d.Kind != "ROLE_CONFUSION" && d.Kind != "SCOPE_CONFUSION" || chosen == "" {
			continue
		}
		for _, s := range d.Sides {
			if s.Chosen || len(s.Quotes) == 0 || s.Quotes[0].Text == "" {
				continue
			}
			claim := object{"@type": "Claim"}
			setIf(claim, "appearance", s.Quotes[0].URL)
			review := object{
				"@type": "ClaimReview", "url": pg.Canonical + "#" + d.Anchor, "claimReviewed": s.Quotes[0].Text, "itemReviewed": claim,
				"author":       object{"@type": "Organization", "name": "Regline"},
				"reviewRating": object{"@type": "Rating", "alternateName": v.term("discrepancy", d.Kind) + ": " + chosen},
			}
			setIf(review, "reviewBody", s.Reading)
			all = append(all, review)
		}
	}
	return object{"@context": schemaOrg, "@graph": all}
}

// sourceLD describes a document.
func (v *visit) sourceLD(pg *page, s *timeline.Source) object {
	o := object{"@context": schemaOrg, "@type": "CreativeWork", "@id": pg.Canonical, "url": pg.Canonical, "name": v.label(s)}
	setIf(o, "publisher", s.Publisher)
	setIf(o, "sameAs", s.URL)
	setIf(o, "inLanguage", s.Language)
	if s.Published != nil && s.Published.Exact() {
		o["datePublished"] = s.Published.Earliest().String()
	}
	return o
}

// classOf gives the schema.org class of a term, the other where the vocabulary names none.
func classOf(list []timeline.TermDef, name, other string) string {
	if t, ok := timeline.LookupTerm(list, name); ok {
		if class, ok := strings.CutPrefix(t.Outside, "schema:"); ok {
			return class
		}
	}
	return other
}

func setIf(o object, key, value string) {
	if value != "" {
		o[key] = value
	}
}

func listIn(o object, key string) []object {
	l, _ := o[key].([]object)
	return l
}
