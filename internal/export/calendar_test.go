package export

import (
	"bytes"
	"strings"
	"testing"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"

	ics "github.com/arran4/golang-ical"

	"github.com/regline/regline/internal/timeline"
)

// entries reads a calendar: by UID, the component, its status, begin, end, sequence and stamp.
func entries(t testing.TB, b []byte) map[string]string {
	t.Helper()
	cal, err := ical.NewDecoder(bytes.NewReader(b)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	out := make(map[string]string)
	for _, c := range cal.Children {
		value := func(name string) string {
			if p := c.Props.Get(name); p != nil {
				return strings.TrimSpace(string(p.ValueType())[:4] + " " + p.Value)
			}
			return "-"
		}
		uid := c.Props.Get("UID").Value
		if _, twice := out[uid]; twice {
			t.Errorf("%s stands twice", uid)
		}
		out[uid] = strings.Join([]string{c.Name, c.Props.Get("STATUS").Value, value("DTSTART"), value("DTEND"), c.Props.Get("SEQUENCE").Value, c.Props.Get("DTSTAMP").Value}, " | ")
	}
	return out
}

// TestCalendar: only an established day is an event of that day; a short span is a tentative one over all of it; what is
// open or longer has no day; a step that was withdrawn is cancelled under the UID that it had.
func TestCalendar(t *testing.T) {
	store := stock(t, nil)
	first := entries(t, written(t, "ics", readerOf(t, store, 1), Selection{}))
	second := entries(t, written(t, "ics", readerOf(t, store, 2), Selection{}))
	want := map[string]string{
		"act-1#signed@regline":                        "VEVENT | TENTATIVE | DATE 20191201 | DATE 20200101 | 1 | 20250301T000000Z",
		"order-1#issued@regline":                      "VEVENT | CONFIRMED | DATE 20240620 | DATE 20240621 | 1 | 20250301T000000Z",
		"order-1#announced@regline":                   "VEVENT | CONFIRMED | DATE 20240620 | DATE 20240621 | 1 | 20250301T000000Z",
		"order-1#effective/agreements@regline":        "VEVENT | TENTATIVE | DATE 20240720 | DATE 20240721 | 1 | 20250301T000000Z",
		"order-1#began/migration@regline":             "VEVENT | TENTATIVE | DATE 20240917 | DATE 20240920 | 1 | 20250301T000000Z",
		"order-1#compliance_deadline/updates@regline": "VEVENT | CONFIRMED | DATE 20240929T040000Z | - | 1 | 20250301T000000Z",
		"order-1#notified@regline":                    "VEVENT | TENTATIVE | DATE 20241001 | DATE 20241101 | 1 | 20250301T000000Z",
		"order-1#completed@regline":                   "VEVENT | TENTATIVE | DATE 20241001 | DATE 20241004 | 2 | 20250301T000000Z",
		"order-1#expires@regline":                     "VJOURNAL | DRAFT | - | - | 1 | 20250301T000000Z",
		"order-1#published@regline":                   "VEVENT | CANCELLED | DATE 20240624 | DATE 20240625 | 2 | 20250301T000000Z",
	}
	if diff := cmp.Diff(want, second); diff != "" {
		t.Error(diff)
	}
	for uid := range second {
		if _, ok := first[uid]; !ok {
			t.Errorf("%s is not the UID of release 1", uid)
		}
	}
	if got := first["order-1#published@regline"]; got != "VEVENT | CONFIRMED | DATE 20240624 | DATE 20240625 | 1 | 20250201T000000Z" {
		t.Errorf("before it was withdrawn: %s", got)
	}
}

// FuzzCalendarLine: whatever a summary is, another parser reads it back as it was, from lines of 75 bytes at most.
func FuzzCalendarLine(f *testing.F) {
	for _, s := range hostileTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := oneLine(s)
		var b bytes.Buffer
		c := calendar{out: &b, form: &ics.SerializationConfiguration{MaxLength: 75, PropertyMaxLength: 75, NewLine: "\r\n"}}
		c.head()
		e := ics.NewEvent("x@regline")
		e.SetProperty(ics.ComponentPropertyDtstamp, "20250101T000000Z")
		e.SetProperty(ics.ComponentPropertySummary, text)
		if err := c.write(e); err != nil {
			t.Fatal(err)
		}
		c.line("END", "VCALENDAR")
		got := readCalendar(t, b.Bytes())
		if got.shape["VEVENT"] != 1 || got.shape["VEVENT SUMMARY"] != 1 || len(got.shape) != 11 {
			t.Fatalf("%q makes %v", s, got.shape)
		}
		if !got.says(text) {
			t.Fatalf("%q becomes %q", text, got.texts)
		}
	})
}

// TestCalendarEffects: a calendar holds the day that only an effect sets, with the words behind it, and none that a step of
// the same act gives too; where steps of a role are asked for it holds no effect.
func TestCalendarEffects(t *testing.T) {
	f := sample(nil, false)
	f.node(timeline.KindAction, "court-1", "Example Ruling")
	f.edit("court-1", timeline.KindOf, "RULING")
	f.edit("court-1", "JURISDICTION", "US")
	f.quote("court-1", timeline.By, "office", "The Office, acting.", "gazette")
	f.quote("court-1", timeline.Targets, "vendor-1", "for Vendor 1", "gazette")
	f.quote("court-1#decided", timeline.On, "2024-08-02", "decided August 2", "gazette")
	for id, day := range map[timeline.ID]string{"court-1#effect/stay": "2024-08-05", "court-1#effect/narrow": "2024-08-02"} {
		kind := map[timeline.ID]string{"court-1#effect/stay": "STAYS", "court-1#effect/narrow": "NARROWS"}[id]
		f.quote(id, "EFFECT_KIND", kind, "the words of the ruling on "+kind, "gazette")
		f.quote(id, timeline.Upon, "order-1#restriction/agreements", "upon the order", "gazette")
		f.quote(id, timeline.On, day, "from "+day, "gazette")
	}
	store := only(t, f)
	const stay, narrow = "court-1#effect/stay@regline", "court-1#effect/narrow@regline"
	for _, s := range []Selection{{}, {Vendor: "vendor-1"}, {Action: "court-1"}, {Source: "gazette"}} {
		got := entries(t, written(t, "ics", readerOf(t, store, 1), s))
		if got[stay] != "VEVENT | CONFIRMED | DATE 20240805 | DATE 20240806 | 1 | 19700101T000000Z" {
			t.Errorf("%+v: the stay is %q", s, got[stay])
		}
		if _, ok := got[narrow]; ok {
			t.Errorf("%+v: the day of the ruling stands twice", s)
		}
	}
	from := day(t, "2024-08-06")
	for _, s := range []Selection{{Role: "DECIDED"}, {Source: "herald"}, {From: from}, {Action: "order-1"}} {
		if got := entries(t, written(t, "ics", readerOf(t, store, 1), s)); got[stay] != "" {
			t.Errorf("%+v: the stay is there: %q", s, got[stay])
		}
	}
	text := strings.ReplaceAll(string(written(t, "ics", readerOf(t, store, 1), Selection{Action: "court-1", Language: "de"})), "\r\n ", "")
	for _, want := range []string{"SUMMARY:Example Ruling setzt aus Example Order\r\n", "the words of the ruling on STAYS", "CATEGORIES:STAYS", "/action/court-1?release=1#effect/stay"} {
		if !strings.Contains(text, want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
}

// TestEffectWords: every kind of effect has words in both languages.
func TestEffectWords(t *testing.T) {
	for _, k := range timeline.EffectKinds {
		if englishWords.effects[k.Name] == "" || germanWords.effects[k.Name] == "" {
			t.Errorf("no words for %s", k.Name)
		}
	}
}
