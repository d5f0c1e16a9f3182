package graph

import (
	"context"
	"maps"
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/regline/regline/internal/timeline"
)

// linkFields tells by which relations the domain answers the fields of a type, beside relations, which says so itself.
type linkFields struct {
	typ    string
	fields map[string][]timeline.Ask
}

func out(rels ...timeline.Predicate) timeline.Ask {
	return timeline.Ask{Direction: timeline.Outgoing, Relations: rels}
}

func in(rels ...timeline.Predicate) timeline.Ask {
	return timeline.Ask{Direction: timeline.Incoming, Relations: rels}
}

var (
	statementLinks   = []timeline.Ask{in(timeline.About, timeline.HasStatement)}
	discrepancyLinks = []timeline.Ask{in(timeline.Concerns)}
)

// linksOf has the fields of all kinds of node that are answered from links.
var linksOf = map[timeline.Kind]linkFields{
	timeline.KindVendor: {"Vendor", map[string][]timeline.Ask{
		"affiliates": {
			out(timeline.MemberOf, timeline.SubsidiaryOf, timeline.BrandOf),
			in(timeline.MemberOf, timeline.SubsidiaryOf, timeline.BrandOf),
		},
		"actions":       {in(timeline.Targets)},
		"actsTaken":     {in(timeline.By)},
		"listEntries":   {in(timeline.NamesParty)},
		"statements":    statementLinks,
		"discrepancies": discrepancyLinks,
	}},
	timeline.KindPerson: {"Person", map[string][]timeline.Ask{
		"offices":     {out(timeline.OfficerOf)},
		"actions":     {in(timeline.Targets)},
		"listEntries": {in(timeline.NamesParty)},
		"statements":  statementLinks,
	}},
	timeline.KindOrganization: {"Organization", map[string][]timeline.Ask{
		"statements": statementLinks,
	}},
	timeline.KindAgency: {"Agency", map[string][]timeline.Ask{
		"partOf":     {out(timeline.PartOf)},
		"parts":      {in(timeline.PartOf)},
		"actions":    {in(timeline.By)},
		"statements": statementLinks,
	}},
	timeline.KindAction: {"Action", map[string][]timeline.Ask{
		"by":            {out(timeline.By)},
		"targets":       {out(timeline.Targets)},
		"milestones":    {out(timeline.HasMilestone)},
		"restrictions":  {out(timeline.HasRestrict)},
		"effects":       {out(timeline.HasEffect)},
		"entries":       {in(timeline.EnteredBy)},
		"statements":    statementLinks,
		"discrepancies": discrepancyLinks,
	}},
	timeline.KindRestriction: {"Restriction", map[string][]timeline.Ask{
		"binds":          {out(timeline.Binds)},
		"affects":        {out(timeline.Affects)},
		"counterparties": {out(timeline.Counterparty)},
		"exempts":        {out(timeline.Exempts)},
	}},
	timeline.KindEffect: {"Effect", map[string][]timeline.Ask{
		"changes": {out(timeline.Upon)},
	}},
	timeline.KindStatement: {"Statement", map[string][]timeline.Ask{
		"about": {out(timeline.About)},
	}},
	timeline.KindSource: {"Source", map[string][]timeline.Ask{
		"copies": {in(timeline.CopyOf)},
	}},
	timeline.KindOfficialList: {"OfficialList", map[string][]timeline.Ask{
		"keptBy":  {out(timeline.KeptBy)},
		"entries": {in(timeline.OnList)},
	}},
	timeline.KindListEntry: {"ListEntry", map[string][]timeline.Ask{
		"names":      {out(timeline.NamesParty)},
		"enteredBy":  {out(timeline.EnteredBy)},
		"milestones": {out(timeline.HasMilestone)},
	}},
	timeline.KindAudience: {"Audience", nil},
}

// linksBelow has, by the type of a field, the fields of all kinds of node that the field may give.
var linksBelow = func() map[string][]linkFields {
	below := make(map[string][]linkFields)
	for _, k := range slices.Sorted(maps.Keys(linksOf)) {
		links := linksOf[k]
		below[links.typ] = append(below[links.typ], links)
		below["Node"] = append(below["Node"], links)
	}
	return below
}()

// foresight reads in the operation what is going to be asked. All nodes that came together were selected from by one
// field, unless they came by several ways; those are read one by one.
type foresight struct{}

var _ timeline.Foresight = foresight{}

// Beside tells what the field that is being resolved and the fields beside it ask of the nodes of a kind.
func (foresight) Beside(ctx context.Context, k timeline.Kind) []timeline.Ask {
	links, known := linksOf[k]
	parent := parentField(graphql.GetFieldContext(ctx))
	if !known || parent == nil {
		return nil
	}
	return links.asked(graphql.GetOperationContext(ctx), parent.Field.Selections)
}

// Below tells what is asked of the nodes that the field that is being resolved gives.
func (foresight) Below(ctx context.Context) []timeline.Ask {
	field := graphql.GetFieldContext(ctx)
	if field == nil || field.Field.Field == nil {
		return nil
	}
	var asks []timeline.Ask
	for _, links := range linksBelow[field.Field.Definition.Type.Name()] {
		asks = append(asks, links.asked(graphql.GetOperationContext(ctx), field.Field.Selections)...)
	}
	return asks
}

// asked gives what the selections ask of a node of the type.
func (l linkFields) asked(op *graphql.OperationContext, selections ast.SelectionSet) []timeline.Ask {
	var asks []timeline.Ask
	for _, f := range graphql.CollectFields(op, selections, []string{l.typ, "Node"}) {
		if f.Name == "relations" {
			asks = append(asks, askOfRelations(f.ArgumentMap(op.Variables)))
			continue
		}
		asks = append(asks, l.fields[f.Name]...)
	}
	return asks
}

// parentField is the field that gave the object of which the field is one, nil at the root.
func parentField(f *graphql.FieldContext) *graphql.FieldContext {
	if f == nil {
		return nil
	}
	for f = f.Parent; f != nil && f.Field.Field == nil; { // an item of a list
		f = f.Parent
	}
	return f
}

// askOfRelations reads the arguments of relations. What is no name is refused when the field is resolved.
func askOfRelations(args map[string]any) timeline.Ask {
	direction, _ := args["direction"].(string)
	ask := timeline.Ask{Direction: timeline.Direction(direction)}
	if args["types"] == nil {
		return ask
	}
	for _, t := range graphql.CoerceList(args["types"]) {
		name, _ := t.(string)
		ask.Relations = append(ask.Relations, timeline.Predicate(name))
	}
	return ask
}
