package neo4j

import (
	"fmt"

	"github.com/regline/regline/internal/timeline"
)

// layoutVersion is raised when what is written to the database changes its meaning.
const layoutVersion = "2"

// layout names how the database is written: another version of Regline might list records elsewhere, and would find and
// end only those that it lists itself.
func layout() string { return layoutVersion + "." + timeline.FiltersDigest() }

func checkLayout(held any) error {
	if held != layout() {
		return fmt.Errorf("%w: its layout is %v, this one's %s: empty the database and load it again", errForeign, held, layout())
	}
	return nil
}
