package compile

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/regline/regline/internal/timeline"
)

// suggest names the nearest of the known words, if one is near enough to be what was meant.
func suggest(word string, known []string) string {
	return suggestBy(word, known, func(name string) string { return name })
}

// suggestPart is suggest among parts of one node, by what distinguishes them.
func suggestPart(id timeline.ID, known []string) string {
	return suggestBy(id.Part(), known, func(name string) string { return timeline.ID(name).Part() })
}

func suggestBy(word string, known []string, key func(name string) string) string {
	word = strings.ToLower(word)
	best, least := "", len(word)/3+2
	for _, k := range known {
		if d := levenshtein.ComputeDistance(word, strings.ToLower(key(k))); d < least {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(": did you mean %q?", best)
}
