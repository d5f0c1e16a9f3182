package web

import (
	"fmt"
	"maps"
	"slices"

	"github.com/regline/regline/internal/export"
	"github.com/regline/regline/internal/timeline"
)

// Lanes are what the lanes of a picture are: the bodies that acted, or the vendors acted against.
const (
	lanesBody   = "body"
	lanesVendor = "vendor"
)

// filters are the form above a timeline.
type filters struct {
	Groups, Vendors, Agencies, Jurisdictions, Roles, Lane []option
	From, To, Text                                        string
	Lanes                                                 string
	// Partial: there are more vendors or bodies than the form lists.
	Partial bool
	Clear   string
}

// option is an entry of a list to choose from.
type option struct {
	Value, Text string
	Chosen      bool
}

// maxOptions is how many entries a list to choose from has.
const maxOptions = 400

func (v *visit) filters() (*filters, error) {
	f := &filters{Text: v.sel.Text, Lanes: v.r.URL.Query().Get("lanes"), Clear: v.to("/", map[string][]string{"vendor": {""}})}
	switch f.Lanes {
	case "":
		f.Lanes = lanesBody
	case lanesBody, lanesVendor:
	default:
		return nil, badQuery("lanes", "%.20q: write %s or %s", f.Lanes, lanesBody, lanesVendor)
	}
	if v.sel.From != nil {
		f.From = v.sel.From.String()
	}
	if v.sel.To != nil {
		f.To = v.sel.To.String()
	}
	for _, l := range []string{lanesBody, lanesVendor} {
		f.Lane = append(f.Lane, option{l, v.say("lanes." + l), l == f.Lanes})
	}
	for _, r := range timeline.Roles {
		f.Roles = append(f.Roles, option{r.Name, v.term("role", r.Name), r.Name == v.sel.Role})
	}
	if err := v.vendorOptions(f); err != nil {
		return nil, err
	}
	return f, v.agencyOptions(f)
}

func (v *visit) vendorOptions(f *filters) error {
	chosen := false
	err := walk(func(p timeline.Paging) (*timeline.VendorConnection, error) {
		return v.reader.Vendors(v.ctx, nil, nil, p)
	},
		func(n *timeline.Vendor) error {
			if len(f.Groups)+len(f.Vendors) >= maxOptions {
				f.Partial = true
				return errEnough
			}
			o := option{string(n.ID), v.label(n), n.ID == v.sel.Vendor}
			chosen = chosen || o.Chosen
			if n.VendorKind == "GROUP" {
				f.Groups = append(f.Groups, o)
			} else {
				f.Vendors = append(f.Vendors, o)
			}
			return nil
		})
	if err != nil && err != errEnough {
		return err
	}
	if v.sel.Vendor == "" || chosen {
		return nil
	}
	n, err := timeline.Get[*timeline.Vendor](v.ctx, v.reader, v.sel.Vendor)
	if err != nil {
		return err
	}
	f.Vendors = append(f.Vendors, option{string(v.sel.Vendor), v.label(n), true})
	return nil
}

func (v *visit) agencyOptions(f *filters) error {
	chosen := false
	countries := make(map[string]bool)
	err := walk(func(p timeline.Paging) (*timeline.AgencyConnection, error) { return v.reader.Agencies(v.ctx, nil, p) },
		func(n *timeline.Agency) error {
			if len(f.Agencies) >= maxOptions {
				f.Partial = true
				return errEnough
			}
			o := option{string(n.ID), v.label(n), n.ID == v.sel.Agency}
			chosen = chosen || o.Chosen
			f.Agencies = append(f.Agencies, o)
			if n.Jurisdiction != "" {
				countries[n.Jurisdiction] = true
			}
			return nil
		})
	if err != nil && err != errEnough {
		return err
	}
	if v.sel.Jurisdiction != "" {
		countries[v.sel.Jurisdiction] = true
	}
	for _, code := range slices.Sorted(maps.Keys(countries)) {
		f.Jurisdictions = append(f.Jurisdictions, option{code, v.countryName(code), code == v.sel.Jurisdiction})
	}
	if v.sel.Agency == "" || chosen {
		return nil
	}
	n, err := timeline.Get[*timeline.Agency](v.ctx, v.reader, v.sel.Agency)
	if err != nil {
		return err
	}
	f.Agencies = append(f.Agencies, option{string(v.sel.Agency), v.label(n), true})
	return nil
}

// countryName names a jurisdiction in a list, by its code where there is no word for it.
func (v *visit) countryName(code string) string {
	if p, ok := phrases["country."+code]; ok {
		return p.in(v.lang)
	}
	return code
}

// badQuery refuses the value of one key of an address.
func badQuery(key, format string, args ...any) error {
	return &export.SelectionError{Faults: []export.SelectionFault{{Key: key, Text: fmt.Sprintf(format, args...)}}}
}
