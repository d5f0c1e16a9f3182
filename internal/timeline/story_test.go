package timeline_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

var update = flag.Bool("update", false, "write the golden files")

// storyWorld has a milestone of every role and a date of every form.
func storyWorld() *world {
	w := &world{}
	w.node(timeline.KindVendor, "lab", "stranger")
	w.node(timeline.KindAgency, "bureau", "court")
	w.say("bureau", timeline.Label, "Bureau of Trade", english)
	w.say("bureau", timeline.Label, "Handelsamt", german)
	w.say("court", timeline.Label, "Court", english)
	act := func(name id, en, de string, by ...id) {
		w.node(timeline.KindAction, name)
		w.say(name, timeline.KindOf, "NOTICE")
		w.say(name, timeline.Label, en, english)
		if de != "" {
			w.say(name, timeline.Label, de, german)
		}
		w.say(name, timeline.Targets, "lab")
		for _, b := range by {
			w.say(name, timeline.By, string(b))
		}
	}
	act("roles", "Act of every role", "Akt jeder Rolle", "bureau")
	for i, role := range timeline.Roles {
		w.milestone(fmt.Sprintf("roles#%s 2017-%02d-%02d", strings.ToLower(role.Name), 1+i/9, 1+i%9))
	}
	act("dates", "Act of every date", "", "court", "bureau")
	for i, on := range []string{"2019-03-05", "2019-03", "2019", "201X", "2019-02-10/2019-03-05", "2019-03-05?", "2019-03-05!", "2019-03-05T23:59-05:00", "../2018", "2020/..", "2019-03~", "2020-02", "2019-12-01/2019-12-31"} {
		w.milestone(fmt.Sprintf("dates#compliance_deadline/case-%d %s", i, on))
	}
	w.milestone("dates#issued 2021-01-01")
	w.milestone("dates#issued 2021-01-03")
	act("nobody", "Act of nobody", "")
	w.milestone("nobody#began 2022-01-01")
	w.say("nobody", "JURISDICTION", "DE")
	w.act("elsewhere", "NOTICE", "issued 2022-01-01")
	w.say("elsewhere", timeline.Targets, "stranger")
	w.act("undated", "NOTICE")
	w.say("undated", timeline.Targets, "lab")
	return w
}

// The words are kept in files, to be read by people: uncertain dates must sound uncertain.
func TestStory(t *testing.T) {
	r := storyWorld().reader(t)
	for _, language := range []timeline.Language{timeline.English, timeline.German} {
		t.Run(string(language), func(t *testing.T) {
			s, err := r.StoryOf(context.Background(), "lab", language, nil)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			for i, sentence := range s.Sentences {
				if sentence.Number != i+1 || sentence.Act.Base().ID != sentence.Milestone.OwnerID {
					t.Errorf("sentence %d", i)
				}
				fmt.Fprintf(&b, "[%d] %s\n", sentence.Number, sentence.Text)
			}
			name := filepath.Join("testdata", "story."+strings.ToLower(string(language))+".golden")
			if *update {
				if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), b.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestStoryNarrowed(t *testing.T) {
	r := storyWorld().reader(t)
	s, err := r.StoryOf(context.Background(), "lab", timeline.English, ptr("DE"))
	if err != nil || len(s.Sentences) != 1 || s.Sentences[0].Text != "1 January 2022: Act of nobody begins." {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := r.StoryOf(context.Background(), "lab", "FR", nil); !errors.Is(err, timeline.ErrBadInput) {
		t.Error(err)
	}
	if _, err := r.StoryOf(context.Background(), "roles", timeline.English, nil); !errors.Is(err, timeline.ErrNotFound) {
		t.Error(err)
	}
}

func TestWords(t *testing.T) {
	for _, test := range []struct {
		date     string
		standing timeline.Standing
		en, de   string
	}{
		{"2019-03-05", timeline.StandingEstablished, "5 March 2019", "5. März 2019"},
		{"2019-03-05T23:59-05:30", timeline.StandingEstablished, "5 March 2019, 23:59 (UTC-05:30)", "5. März 2019, 23:59 Uhr (UTC-05:30)"},
		{"2019-03-05T00:00Z", timeline.StandingUnverified, "5 March 2019 (not verified), 00:00 (UTC+00:00)", "5. März 2019 (nicht belegt), 00:00 Uhr (UTC+00:00)"},
		{"2019-03-05T09:30", timeline.StandingEstablished, "5 March 2019, 09:30", "5. März 2019, 09:30 Uhr"},
		{"2019-03~", timeline.StandingEstablished, "March 2019 (uncertain)", "März 2019 (unsicher)"},
	} {
		date, err := edtf.Parse(test.date)
		if err != nil {
			t.Fatal(err)
		}
		w := timeline.When{Date: date, Standing: test.standing}
		if en, de := w.Words(timeline.English), w.Words(timeline.German); en != test.en || de != test.de {
			t.Errorf("%s: %q, %q", test.date, en, de)
		}
		if other := w.Words("FR"); other != test.en {
			t.Errorf("%s in an unknown language: %q", test.date, other)
		}
	}
}
