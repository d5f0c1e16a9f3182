package edtf_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/regline/regline/internal/edtf"
)

// peerFile reads a file of peers/edtf below REGLINE_SHARED_DATA: the strings that other implementations are tested
// with. They are not part of this repository, so that without the variable the test is skipped.
func peerFile(t *testing.T, file string) map[string][]string {
	t.Helper()
	root := os.Getenv("REGLINE_SHARED_DATA")
	if root == "" {
		t.Skip("REGLINE_SHARED_DATA is not set")
	}
	b, err := os.ReadFile(filepath.Join(root, "peers", "edtf", file))
	if err != nil {
		t.Fatal(err)
	}
	var lists map[string][]string
	if err := json.Unmarshal(b, &lists); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return lists
}

// outOfScope matches what levels 0 and 1 have and this package refuses: negative years, the year 0, seasons.
var outOfScope = regexp.MustCompile(`^-|/-|0000|-2[1-4]([?~%/]|$)`)

func TestPeerListsByLevel(t *testing.T) {
	lists := peerFile(t, "unt_edtf_validate_lists.json")
	for _, c := range []struct {
		list         string
		valid        bool
		read, refuse int // how many at least, so that an empty list is noticed
	}{
		{"L0_Intervals", true, 6, 4},
		{"L1_Intervals", true, 20, 8},
		{"L2_Intervals", false, 0, 40},
		{"invalid_edtf_dates", false, 0, 20},
		{"invalid_edtf_intervals", false, 0, 15},
		{"invalid_edtf_datetimes", false, 0, 10},
	} {
		read, refused := 0, 0
		for _, s := range lists[c.list] {
			want := c.valid && !outOfScope.MatchString(s)
			_, err := edtf.Parse(s)
			if (err == nil) != want {
				t.Errorf("%s: Parse(%q): %v; want it read: %v", c.list, s, err, want)
			}
			if err == nil {
				read++
			} else {
				refused++
			}
		}
		if read < c.read || refused < c.refuse {
			t.Errorf("%s: %d read, %d refused; want at least %d and %d", c.list, read, refused, c.read, c.refuse)
		}
	}
}

// TestPeerMixedList has strings of all levels, right and wrong, without labels: the oracle of the grammar judges them.
func TestPeerMixedList(t *testing.T) {
	read, refused := 0, 0
	for _, s := range peerFile(t, "edtf_js_parser_strings.json")["accepted_or_tested"] {
		_, err := edtf.Parse(s)
		if want := grammarReads(s); (err == nil) != want {
			t.Errorf("Parse(%q): %v; want it read: %v", s, err, want)
		}
		if err == nil {
			read++
		} else {
			refused++
		}
	}
	if read < 50 || refused < 100 {
		t.Errorf("%d read, %d refused; want at least 50 and 100", read, refused)
	}
}
