package export

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/timeline"
)

var update = flag.Bool("update", false, "write the golden files anew")

// facts collects claims that a source states.
type facts struct {
	compile.Input
	// text is what stands for every label and quotation, nil for the text that is written.
	text func(string) string
}

func (f *facts) said(s string) string {
	if f.text == nil {
		return s
	}
	return f.text(s)
}

func (f *facts) node(kind timeline.Kind, id timeline.ID, label string) {
	f.Declarations = append(f.Declarations, compile.Declaration{ID: id, Kind: kind})
	f.label(id, label, "en")
}

func (f *facts) label(id timeline.ID, label, language string) {
	f.edit(id, timeline.Label, f.said(label), func(c *timeline.Claim) { c.Language = language })
}

func (f *facts) claim(c timeline.Claim) {
	if c.ClaimKind == "" {
		c.ClaimKind = timeline.ClaimQuoted
	}
	if c.Manner == "" {
		c.Manner = timeline.MannerStates
	}
	if c.Rank == "" {
		c.Rank = timeline.RankNormal
	}
	f.Assertions = append(f.Assertions, compile.Assertion{Claim: c})
}

// edit is a claim of the editor's own.
func (f *facts) edit(subject timeline.ID, p timeline.Predicate, value string, options ...func(*timeline.Claim)) {
	c := timeline.Claim{Subject: subject, Predicate: p, Value: value, ClaimKind: timeline.ClaimEditorial}
	for _, o := range options {
		o(&c)
	}
	f.claim(c)
}

// quote is a claim in the words of a source.
func (f *facts) quote(subject timeline.ID, p timeline.Predicate, value, words string, source timeline.ID, options ...func(*timeline.Claim)) {
	c := timeline.Claim{Subject: subject, Predicate: p, Value: value, SourceID: source,
		Passage: &timeline.Passage{Quotation: f.said(words), Locator: f.said("page 3"), Language: "en", Check: timeline.CheckNone}}
	for _, o := range options {
		o(&c)
	}
	f.claim(c)
}

func doubted(c *timeline.Claim) { c.Unverified = true }

func (f *facts) source(id timeline.ID, label, standing string) {
	f.node(timeline.KindSource, id, label)
	f.edit(id, timeline.KindOf, "OFFICIAL_JOURNAL")
	f.edit(id, "STANDING", standing)
	f.edit(id, "PUBLISHER", f.said("Example Press"))
	f.edit(id, "URL", "https://example.org/"+string(id)+"?a=1&b=2")
	f.edit(id, "READ", "2025-01-15")
	f.edit(id, "PUBLISHED", "2024-05")
	f.edit(id, "LICENCE", "QUOTED_ONLY")
}

// sample holds two acts, one under the other, against one vendor: an exact day, a time of day, a month, an interval, an
// open date, an unverified and a doubted day, a rival that lost, rivals that tie. The earlier version holds one step
// more and one rival less.
func sample(text func(string) string, earlier bool) *facts {
	f := &facts{text: text}
	f.Settled = true
	f.source("gazette", "Example Gazette, no. 7", "DEFINITIVE_OFFICIAL")
	f.source("courier", "Example Courier of Tuesday", "PRESS")
	f.source("herald", "Example Herald", "PRESS")
	f.node(timeline.KindVendor, "vendor-1", "Vendor 1 & Sons")
	f.label("vendor-1", "Hersteller 1 & Söhne", "de")
	f.edit("vendor-1", timeline.KindOf, "LEGAL_ENTITY")
	f.node(timeline.KindAgency, "office", "Example Office")
	f.edit("office", "JURISDICTION", "US")
	f.node(timeline.KindAudience, "resellers", "Resellers")
	for _, act := range []struct {
		id          timeline.ID
		kind, label string
	}{{"act-1", "STATUTE", "Example Act <of 2019>"}, {"order-1", "DETERMINATION", "Example Order"}} {
		f.node(timeline.KindAction, act.id, act.label)
		f.edit(act.id, timeline.KindOf, act.kind)
		f.edit(act.id, "JURISDICTION", "US")
		f.quote(act.id, timeline.By, "office", "The Office, acting.", "gazette")
	}
	f.edit("order-1", "SUMMARY", f.said("It bars new agreements."))
	f.edit("order-1", "CITATION", "89 FR 52434")
	f.quote("order-1", timeline.Targets, "vendor-1", "against Vendor 1", "gazette")
	f.quote("order-1", timeline.IssuedUnder, "act-1", "under the Example Act", "gazette")
	f.quote("act-1#signed", timeline.On, "2019-12", "in December 2019", "courier")
	f.quote("order-1#issued", timeline.On, "2024-06-20", "Issued June 20, 2024.", "gazette")
	f.quote("order-1#issued", timeline.On, "2024-06-21", "issued on Friday, June 21", "courier")
	f.quote("order-1#announced", timeline.On, "2024-06-20", "announced on June 20", "courier")
	f.quote("order-1#effective/agreements", timeline.On, "2024-07-20", "Effective July 20, 2024.", "gazette", doubted)
	f.quote("order-1#compliance_deadline/updates", timeline.On, "2024-09-29T00:00-04:00", "by 12:00 a.m. EDT on September 29, 2024", "gazette")
	f.quote("order-1#began/migration", timeline.On, "2024-09-17/2024-09-19", "between 17 and 19 September", "courier")
	f.quote("order-1#notified", timeline.On, "2024-10?", "perhaps in October", "courier")
	f.quote("order-1#expires", timeline.On, "2030/..", "not before 2030", "courier")
	f.quote("order-1#completed", timeline.On, "2024-10-01", "on October 1", "courier")
	if earlier {
		f.quote("order-1#published", timeline.On, "2024-06-24", "published on June 24", "courier")
	} else {
		f.quote("order-1#completed", timeline.On, "2024-10-03", "on 3 October", "herald")
	}
	x := timeline.ID("order-1#restriction/agreements")
	f.label(x, "New agreements with Vendor 1", "en")
	f.quote(x, "CONDUCT", "ENTER_AGREEMENTS", "may not enter into new agreements", "gazette")
	f.quote(x, timeline.Binds, "resellers", "no reseller", "gazette")
	f.edit(x, timeline.WindowFrom, "order-1#effective/agreements")
	return f
}

// stock holds both versions of the sample as releases 1 and 2.
func stock(t testing.TB, text func(string) string) *memory.Store {
	t.Helper()
	ctx := context.Background()
	store := memory.New()
	var former *timeline.Release
	var history []timeline.ReleaseMark
	claims := make(map[timeline.ID]bool)
	for number, known := range []string{1: "2025-02-01", 2: "2025-03-01"} {
		if number == 0 {
			continue
		}
		content, problems := compile.Compile(sample(text, number == 1).Input, number, false, former)
		if problems != nil {
			t.Fatal(problems)
		}
		rel := &content.Release
		rel.Known = day(t, known)
		history = append(history, timeline.ReleaseMark{Number: number, Digest: rel.Digest, Known: rel.Known})
		rel.History = append(rel.History, history...)
		now := make(map[timeline.ID]bool)
		for _, r := range content.Records {
			if r.Kind == timeline.KindClaim {
				now[r.ID] = true
			}
		}
		for id := range claims {
			if !now[id] {
				reason := "the Courier meant another act"
				if text != nil {
					reason = text(reason)
				}
				rel.Retracted = append(rel.Retracted, timeline.Retraction{ClaimID: id, Reason: reason})
			}
		}
		claims = now
		changes := timeline.Changes(nil, content.Stream().Deltas)
		if former != nil {
			v, err := store.Open(ctx, timeline.KnownAt{})
			if err != nil {
				t.Fatal(err)
			}
			changes = timeline.Changes(v.Manifest(ctx), content.Stream().Deltas)
		}
		if err := store.Apply(ctx, *rel, changes); err != nil {
			t.Fatal(err)
		}
		former = rel
	}
	return store
}

// only holds the facts as release 1.
func only(t testing.TB, f *facts) *memory.Store {
	t.Helper()
	content, problems := compile.Compile(f.Input, 1, false, nil)
	if problems != nil {
		t.Fatal(problems)
	}
	store := memory.New()
	if err := store.Apply(t.Context(), content.Release, timeline.Changes(nil, content.Stream().Deltas)); err != nil {
		t.Fatal(err)
	}
	return store
}

func readerOf(t testing.TB, s timeline.Store, release int) *timeline.Reader {
	t.Helper()
	v, err := s.Open(context.Background(), timeline.KnownAt{Release: release})
	if err != nil {
		t.Fatal(err)
	}
	return timeline.NewReaderOf(s, v)
}

// written gives the bytes of a format.
func written(t testing.TB, name string, r *timeline.Reader, s Selection) []byte {
	t.Helper()
	f, err := Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(context.Background(), &b, r, s, Meta{Origin: "https://regline.example"}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// golden compares with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (write it anew with -update): %s", file, diff)
	}
}

// TestGolden: every format writes one small selection as it did, and twice the same.
func TestGolden(t *testing.T) {
	store := stock(t, nil)
	for _, f := range Formats() {
		t.Run(f.Name, func(t *testing.T) {
			s := Selection{Vendor: "vendor-1"}
			got := written(t, f.Name, readerOf(t, store, 0), s)
			if again := written(t, f.Name, readerOf(t, store, 0), s); !bytes.Equal(got, again) {
				t.Fatal("the second time it writes something else")
			}
			if f.Name != "sqlite" { // whose tables are compared in its own test
				golden(t, "vendor"+f.Extension, got)
			}
		})
	}
	golden(t, "vendor-de.md", written(t, "md", readerOf(t, store, 0), Selection{Vendor: "vendor-1", Language: "de"}))
}
