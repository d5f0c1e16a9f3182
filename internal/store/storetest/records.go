package storetest

import (
	"context"
	"fmt"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

func recordRules() []rule {
	ctx := context.Background()
	return []rule{
		// Records come by the position of their ID, repeated ones repeatedly.
		{"ByPosition", func(t *testing.T, s timeline.Store) {
			rs := vendors(t, "a-1", "a-2", "a-3")
			Apply(t, s, Content(1, rs, nil))
			got, err := view(t, s, 0).Records(ctx, []timeline.ID{"a-3", "a-1", "a-3", "a-2"})
			sameAnswer(t, "records", answerText(t, got, err), answerText(t, []*timeline.Record{rs[2], rs[0], rs[2], rs[1]}, nil))
		}},
		// Missing IDs are listed, each once and in the order asked; the records found stand at their positions.
		{"MissingAreListed", func(t *testing.T, s timeline.Store) {
			rs := vendors(t, "a-1", "a-2")
			Apply(t, s, Content(1, rs, nil))
			got, err := view(t, s, 0).Records(ctx, []timeline.ID{"a-9", "a-2", "a-8", "a-9", "a-1"})
			wantError(t, "Records", err, timeline.ErrNotFound)
			sameAnswer(t, "records", answerText(t, got, err),
				answerText(t, []*timeline.Record{nil, rs[1], nil, nil, rs[0]}, &timeline.NotFoundError{IDs: []timeline.ID{"a-9", "a-8"}}))
		}},
		// A record that has ended is missing.
		{"EndedIsMissing", func(t *testing.T, s timeline.Store) {
			Apply(t, s, Content(1, vendors(t, "a-1", "a-2"), nil))
			Apply(t, s, Content(2, vendors(t, "a-2"), nil))
			_, err := view(t, s, 0).Records(ctx, []timeline.ID{"a-1"})
			wantError(t, "Records", err, timeline.ErrNotFound)
		}},
		// No IDs give no records and no error.
		{"NoneAsked", func(t *testing.T, s timeline.Store) {
			Apply(t, s, Content(1, vendors(t, "a-1"), nil))
			got, err := view(t, s, 0).Records(ctx, nil)
			sameAnswer(t, "records", answerText(t, got, err), answerText(t, []*timeline.Record(nil), nil))
		}},
		// A record of every kind comes back with the same JSON, in its places, facets and digest too.
		{"EveryKind", func(t *testing.T, s timeline.Store) {
			rs := EveryKind(t)
			Apply(t, s, Content(1, rs, nil))
			v := view(t, s, 0)
			for _, r := range rs {
				got, err := v.Records(ctx, []timeline.ID{r.ID})
				sameAnswer(t, string(r.ID), answerText(t, got, err), answerText(t, []*timeline.Record{r}, nil))
				if again := *got[0]; again.Seal() != nil || again.Digest != r.Digest {
					t.Errorf("%s: sealed again the digest is %s, was %s", r.ID, again.Digest, r.Digest)
				}
			}
		}},
		// Places and facets keep their order, and a facet that a record names twice stays twice.
		{"OrderOfFacets", func(t *testing.T, s timeline.Store) {
			r := Node{
				ID: "a-1", Kind: timeline.KindVendor,
				Places: []timeline.Place{{Index: timeline.IndexVendors, Key: "k"}, {Index: timeline.IndexSearch, Key: "j"}},
				Facets: []timeline.Facet{{Name: "kind", Value: "2"}, {Name: "jurisdiction", Value: "1"}, {Name: "kind", Value: "2"}, {Name: "kind", Value: ""}},
			}.Record(t)
			Apply(t, s, Content(1, []*timeline.Record{r}, nil))
			got, err := view(t, s, 0).Records(ctx, []timeline.ID{"a-1"})
			sameAnswer(t, "record", answerText(t, got, err), answerText(t, []*timeline.Record{r}, nil))
			want := timeline.Page{Records: []*timeline.Record{r}, Keys: []string{"k"}}
			wantSelection(t, view(t, s, 0), timeline.IndexVendors, r.Facets, timeline.Range{}, want)
			wantSelection(t, view(t, s, 0), timeline.IndexVendors, r.Facets[:1], timeline.Range{}, want)
		}},
	}
}

// EveryKind makes a filled record of each kind of node. They stand in IndexSearch.
func EveryKind(t T) []*timeline.Record {
	t.Helper()
	const when = `{"date":"2017-09-13/2017-10?","standing":"DISPUTED"}`
	const facts = `"facts":[{"predicate":"LABEL","values":["one","two"],"language":"de","standing":"ESTABLISHED",` +
		`"claims":["claim:1"],"rivals":["claim:2"],"rule":"r1","decided":"rank"},{"predicate":"ON","standing":"UNKNOWN","claims":null}]`
	bodies := []struct {
		kind timeline.Kind
		id   timeline.ID
		own  string
	}{
		{timeline.KindVendor, "a-1", `"kind":"BRAND","aliases":["b","a"],"jurisdiction":"us","description":"d"`},
		{timeline.KindPerson, "a-2", `"aliases":["p"],"description":"d"`},
		{timeline.KindOrganization, "a-3", `"aliases":["o"],"description":"d"`},
		{timeline.KindAgency, "a-4", `"aliases":["g"],"jurisdiction":"eu"`},
		{timeline.KindAction, "a-5", `"kind":"DIRECTIVE","jurisdiction":"us","summary":"s","citations":["89 FR 1"],"zone":"America/New_York","first":` + when},
		{timeline.KindMilestone, "a-5#issued", `"owner":"a-5","role":"ISSUED","scope":"plan","when":` + when},
		{timeline.KindRestriction, "a-5#restriction/sale", `"owner":"a-5","conduct":"RESELL","binds":["a-9"],"affects":["a-8"],"counterparties":["a-1"],` +
			`"exempts":["a-7"],"products":["x"],"exceptions":["y"],"unstated":true,"segments":[{"state":"IN_FORCE","from":` + when + `,"to":` + when + `,"from_id":"a-5#issued"}],"zone":"UTC"`},
		{timeline.KindEffect, "a-5#effect/stay", `"owner":"a-5","kind":"STAYS","upon":["a-6"],"when":` + when},
		{timeline.KindStatement, "a-5#statement/one", `"manner":"ALLEGES","speaker":"a-2","about":["a-5"],"not_prohibited":"USE","summary":"s","quotation":"q","said":` + when},
		{timeline.KindSource, "a-6", `"kind":"NOTICE","standing":"OFFICIAL","fidelity":"COPY","copy_of":"a-7","publisher":"p","url":"https://example.org/?a=1&b=<2>",` +
			`"published":` + when + `,"read":` + when + `,"language":"en","licence":"l","citations":["c"],"text_sha256":"00"`},
		{timeline.KindOfficialList, "a-7", `"kept_by":["a-4"],"citations":["c"],"url":"https://example.org","covered":"all","checked":` + when},
		{timeline.KindListEntry, "a-8", `"list":"a-7","names":["a-1"],"wording":"w","listed":` + when},
		{timeline.KindAudience, "a-9", `"definition":"d"`},
		{timeline.KindDiscrepancy, "discrepancy:00000000000000000000000000000001", `"kind":"DATE","subject":"a-5#issued","owner":"a-5","predicate":"ON",` +
			`"positions":[{"value":"2017","chosen":true,"claims":["claim:1"],"reading":"r","fits":["a-5#issued"]},{"value":"2018","chosen":false,"claims":[]}]`},
		{timeline.KindClaim, ClaimID(1), `"subject":"a-5","predicate":"LABEL","value":"v","original":"V","language":"en","kind":"DERIVED","manner":"STATES","rank":"NORMAL",` +
			`"reason":"r","reading":"g","unverified":true,"passage":{"quotation":"q","locator":"p. 1","language":"en","check":"TEXT_KEPT","offset":7},` +
			`"source":"a-6","derivation":{"rule":"issued + 60 days","citation":"c","inputs":["claim:2"],"steps":["one","two"]}`},
	}
	records := make([]*timeline.Record, len(bodies))
	for i, b := range bodies {
		records[i] = Node{
			ID: b.id, Kind: b.kind, Label: "label of " + string(b.kind), Body: "{" + facts + "," + b.own + "}", Since: 1,
			Places: []timeline.Place{{Index: timeline.IndexSearch, Key: string(b.kind), Last: "2017-09-13"}},
			Facets: []timeline.Facet{{Name: "node", Value: string(b.kind)}},
		}.Record(t)
	}
	return records
}

func claimRules() []rule {
	ctx := context.Background()
	fixture := func(t *testing.T, s timeline.Store) (timeline.View, map[int]*timeline.Claim) {
		rs := vendors(t, "a-1", "a-2", "a-3")
		claims := make(map[int]*timeline.Claim)
		for number, of := range map[int]struct {
			subject timeline.ID
			rank    timeline.Rank
		}{
			7: {"a-1", timeline.RankPreferred}, 2: {"a-1", timeline.RankDeprecated}, 5: {"a-2", timeline.RankNormal}, 11: {"a-1", timeline.RankNormal},
		} {
			r := Claim(t, number, of.subject, "v", of.rank)
			rs, claims[number] = append(rs, r), r.Node.(*timeline.Claim)
		}
		Apply(t, s, Content(1, rs, nil))
		return view(t, s, 0), claims
	}
	return []rule{
		// The claims of all subjects come, also those that lost, by the position of the subject and then by ID.
		{"LosersToo", func(t *testing.T, s timeline.Store) {
			v, c := fixture(t, s)
			got, err := v.Claims(ctx, []timeline.ID{"a-2", "a-3", "a-9", "a-1"})
			sameAnswer(t, "claims", answerText(t, got, err), answerText(t, []*timeline.Claim{c[5], c[2], c[7], c[11]}, nil))
		}},
		// No subjects have no claims.
		{"NoneAsked", func(t *testing.T, s timeline.Store) {
			v, _ := fixture(t, s)
			got, err := v.Claims(ctx, nil)
			sameAnswer(t, "claims", answerText(t, got, err), answerText(t, []*timeline.Claim(nil), nil))
		}},
		// The claims about a node of its own include those about its parts, and no others: each with its record, by ID.
		{"About", func(t *testing.T, s timeline.Store) {
			rs := vendors(t, "a", "a-1", "a#issued", "a#restriction/x", "b")
			var want []*timeline.Record
			for i, subject := range []timeline.ID{"a#restriction/x", "a-1", "a", "b", "a#issued", "a", "a-1#issued"} {
				c := Claim(t, 9-i, subject, "v", timeline.RankNormal)
				c.Places, c.Facets = []timeline.Place{{Index: timeline.IndexClaims(timeline.ClaimQuoted), Key: string(c.ID)}}, []timeline.Facet{{Name: "predicate", Value: "LABEL"}}
				wantNil(t, "Seal", c.Seal())
				rs = append(rs, c)
				if subject.Owner() == "a" {
					want = append([]*timeline.Record{c}, want...)
				}
			}
			Apply(t, s, Content(1, rs, nil))
			got, err := view(t, s, 0).ClaimsAbout(ctx, "a")
			sameAnswer(t, "claims", answerText(t, got, err), answerText(t, want, nil))
			for _, none := range []timeline.ID{"", "a#issued", "c"} {
				got, err := view(t, s, 0).ClaimsAbout(ctx, none)
				sameAnswer(t, fmt.Sprintf("claims about %q", none), answerText(t, got, err), answerText(t, []*timeline.Record(nil), nil))
			}
		}},
		// A subject that is asked twice is an error of the caller.
		{"RepeatedSubject", func(t *testing.T, s timeline.Store) {
			v, _ := fixture(t, s)
			_, err := v.Claims(ctx, []timeline.ID{"a-1", "a-2", "a-1"})
			wantError(t, "Claims", err, timeline.ErrBadInput)
		}},
		// A claim that was retracted is gone from its subject, in the later release alone.
		{"RetractedIsGone", func(t *testing.T, s timeline.Store) {
			v, c := fixture(t, s)
			wantNil(t, "Apply", s.Apply(ctx, timeline.Release{Number: 2, Digest: "d"}, deltas(nil, ended(timeline.Mark{Key: "n|" + string(ClaimID(7))}))))
			got, err := view(t, s, 2).Claims(ctx, []timeline.ID{"a-1"})
			sameAnswer(t, "release 2", answerText(t, got, err), answerText(t, []*timeline.Claim{c[2], c[11]}, nil))
			got, err = v.Claims(ctx, []timeline.ID{"a-1"})
			sameAnswer(t, "release 1", answerText(t, got, err), answerText(t, []*timeline.Claim{c[2], c[7], c[11]}, nil))
		}},
	}
}

func manifestRules() []rule {
	ctx := context.Background()
	return []rule{
		// The manifest lists every record and edge once, ordered by key: records, then edges.
		{"OrderedByKey", func(t *testing.T, s timeline.Store) {
			c := Content(1, vendors(t, "a-10", "a-2", "a-1", "a-1#issued", "b"), arrows(t,
				"a-2", "PART_OF", "a-1", "a-1", "TARGETS", "a-2", "a-10", "PART_OF", "a-1", "a-1", "PART_OF", "a-10", "a-1", "PART_OF", "a-1"))
			Apply(t, s, c)
			sameAnswer(t, "manifest", marksText(t, s), marksOf(t, c))
		}},
		// A reader may leave the manifest before its end, and read it again.
		{"LeftEarly", func(t *testing.T, s timeline.Store) {
			c := pair(t, 1, "x")
			Apply(t, s, c)
			seq := view(t, s, 0).Manifest(ctx)
			for range 2 {
				n := 0
				for m, err := range seq {
					if err != nil || m != c.Records[0].Mark() {
						t.Fatalf("first mark %v, %v", m, err)
					}
					n++
					break
				}
				if n != 1 {
					t.Fatal("the manifest is empty")
				}
			}
			sameAnswer(t, "manifest", marksText(t, s), marksOf(t, c))
		}},
	}
}
