package export

import (
	"errors"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

func day(t testing.TB, s string) *edtf.Day {
	t.Helper()
	d, err := edtf.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

func TestParseSelection(t *testing.T) {
	const query = "vendor=kaspersky-group&agency=us-dhs&action=us-dhs-bod-17-01&source=fr-2017-19838&from=2017-01-01&to=2018-12-31&jurisdiction=US&role=issued&q=Kaspersky+Labs&release=3&lang=DE&zoom=2"
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ParseSelection(v)
	if err != nil {
		t.Fatal(err)
	}
	want := Selection{
		Vendor: "kaspersky-group", Agency: "us-dhs", Action: "us-dhs-bod-17-01", Source: "fr-2017-19838",
		From: day(t, "2017-01-01"), To: day(t, "2018-12-31"), Jurisdiction: "US", Role: "ISSUED", Text: "Kaspersky Labs", Release: 3, Language: "de",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	const canonical = "action=us-dhs-bod-17-01&agency=us-dhs&from=2017-01-01&jurisdiction=US&lang=de&q=Kaspersky+Labs&release=3&role=ISSUED&source=fr-2017-19838&to=2018-12-31&vendor=kaspersky-group"
	if got := got.Values().Encode(); got != canonical {
		t.Errorf("values\n got %s\nwant %s", got, canonical)
	}
	if zero, err := ParseSelection(url.Values{"vendor": {""}, "zoom": {"x"}}); err != nil || zero != (Selection{}) {
		t.Errorf("empty values: %+v, %v", zero, err)
	}
}

// TestSelectionFaults: every key has its fault, and all are told at once.
func TestSelectionFaults(t *testing.T) {
	v := url.Values{
		"vendor": {"A B"}, "agency": {"x", "y"}, "action": {"\xff"}, "source": {"#"}, "from": {"2018"}, "to": {"2018-02-30"},
		"jurisdiction": {"us"}, "role": {"SUNG"}, "q": {"!?"}, "release": {"0"}, "lang": {"fr"},
	}
	_, err := ParseSelection(v)
	if !errors.Is(err, timeline.ErrBadInput) {
		t.Fatalf("%v is no bad input", err)
	}
	var faults *SelectionError
	if !errors.As(err, &faults) {
		t.Fatal(err)
	}
	var keys []string
	for _, f := range faults.Faults {
		keys = append(keys, f.Key)
	}
	if diff := cmp.Diff(SelectionKeys(), keys); diff != "" {
		t.Errorf("keys with faults: %s", diff)
	}
	if _, err := ParseSelection(url.Values{"from": {"2018-01-02"}, "to": {"2018-01-01"}}); !errors.Is(err, timeline.ErrBadInput) {
		t.Errorf("a range that ends before it begins: %v", err)
	}
}

// FuzzParseSelection: what is accepted is given back by its values, in one canonical form.
func FuzzParseSelection(f *testing.F) {
	f.Add("vendor=kaspersky-group&from=2017-01-01&to=2018-12-31&q=a&lang=de")
	f.Add("role=issued&release=00012&q=%00%20x&vendor=%20a")
	f.Fuzz(func(t *testing.T, query string) {
		v, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		s, err := ParseSelection(v)
		if err != nil {
			if !errors.Is(err, timeline.ErrBadInput) {
				t.Fatalf("%v is no bad input", err)
			}
			return
		}
		again, err := ParseSelection(s.Values())
		if err != nil {
			t.Fatalf("%v is refused: %v", s.Values(), err)
		}
		if diff := cmp.Diff(s, again); diff != "" {
			t.Fatal(diff)
		}
	})
}
