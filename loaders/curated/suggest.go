package curated

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// nearest is the known word that a writer may have meant: at an edit distance of at most a third of the word's length
// and of two at least. It is empty where none is near.
func nearest(word string, known []string) string {
	const longest, most = 64, 1000 // bound the work that a hostile file can ask for
	if len(word) > longest {
		return ""
	}
	known = known[:min(len(known), most)]
	word = strings.ToLower(word)
	best, least := "", max(2, len(word)/3)+1
	for _, k := range known {
		if d := levenshtein.ComputeDistance(word, k); d < least && d < len(k) {
			best, least = k, d
		}
	}
	return best
}

// didYouMean is the end of a fault about an unknown word: the nearest known one, or all where they are few.
func didYouMean(word string, known []string) string {
	const few = 12
	if near := nearest(word, known); near != "" {
		return ": did you mean `" + near + "`?"
	}
	if len(known) > 0 && len(known) <= few {
		return ": known are " + strings.Join(known, ", ")
	}
	return ""
}
