package compile

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
)

// suggest names the nearest of the known words, if one is near enough to be what was meant.
func suggest(word string, known []string) string {
	word = strings.ToLower(word)
	best, least := "", len(word)/3+2
	for _, k := range known {
		if d := levenshtein.ComputeDistance(word, strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(": did you mean %q?", best)
}
