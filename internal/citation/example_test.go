package citation_test

import (
	"fmt"

	"github.com/regline/regline/internal/citation"
)

// Three publishers cite one notice: by its pages, by its first page, and by the page on which a name stands.
func ExampleCitation_Matches() {
	notice := citation.Parse("89 FR 52362-52364")
	for _, probe := range []string{"89 FR 52362", "89 F.R. 52,363, 6/24/24", "89 FR 52434"} {
		fmt.Println(probe, notice.Matches(citation.Parse(probe)))
	}
	// Output:
	// 89 FR 52362 true
	// 89 F.R. 52,363, 6/24/24 true
	// 89 FR 52434 false
}

func ExampleParseList() {
	for _, c := range citation.ParseList("Pub. L. 115-91, s. 1634; FAR 52.204-23, see there; 82 F.R. 48792 10/20/2017") {
		fmt.Printf("%v: %q %q\n", c.Kind(), c, c.Date())
	}
	// Output:
	// public-law: "Pub. L. 115-91 s. 1634" ""
	// cfr: "48 CFR 52.204-23" ""
	// unknown: "see there" ""
	// federal-register: "82 FR 48792" "2017-10-20"
}
