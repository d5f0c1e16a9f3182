package generate

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// The words of labels. The stems stand alone as the most frequent words; each prefix with each stem makes a rarer one.
var (
	stems = []string{
		"network", "software", "router", "camera", "cloud", "gateway", "firmware", "antenna", "server", "modem", "sensor", "switch",
		"drone", "module", "handset", "terminal", "battery", "inverter", "display", "storage", "carrier", "repeater", "scanner", "printer",
		"tracker", "beacon", "relay", "compiler", "driver", "kernel", "browser", "messenger", "payment", "ledger", "payload", "satellite",
		"telescope", "transponder", "encoder", "decoder", "codec", "filter", "firewall", "proxy", "cache", "cluster", "controller", "meter",
		"charger", "converter", "amplifier", "oscillator", "laser", "fibre", "cable", "connector", "socket", "adapter", "bridge", "hub",
		"tower", "mast", "radar", "sonar", "lidar", "lens", "shutter", "microphone", "speaker", "headset", "keyboard", "monitor",
		"tablet", "laptop", "watch", "bracelet", "glasses", "robot", "crane", "vehicle", "engine", "turbine", "pump", "valve",
		"boiler", "furnace", "reactor", "centrifuge", "pipeline", "vessel", "container", "locomotive", "signal", "turnstile", "elevator", "lock",
		"alarm", "detector", "badge", "token",
	}
	prefixes = []string{
		"micro", "mini", "multi", "mega", "opto", "electro", "photo", "hydro", "thermo", "radio", "tele", "auto",
		"inter", "sub", "over", "under", "cross", "back", "front", "side", "mid", "quad", "tri", "bi",
		"mono", "poly", "omni", "pan", "semi", "pseudo", "neo", "proto", "meta", "para", "peri", "retro",
		"ultra", "infra", "super", "hyper", "nano", "pico", "femto", "giga", "tera", "aero", "geo", "helio",
		"magneto", "piezo", "pyro", "sono", "turbo", "vibro", "xylo", "zymo", "cryo", "dyna", "ferro", "gyro",
	}
)

// words draws words by a distribution like that of texts: a few of them are in a large part of all labels, most in few.
// The weight of a rank is about its inverse. All is counted in integers, so that every machine draws the same.
type words struct {
	r *rand.Rand
	// upTo is the sum of the weights up to each rank.
	upTo []int
}

func newWords(r *rand.Rand) words {
	w := words{r: r, upTo: make([]int, len(stems)*(len(prefixes)+1))}
	sum := 0
	for rank := range w.upTo {
		sum += 1_000_000 / (rank + 4)
		w.upTo[rank] = sum
	}
	return w
}

// rank draws a rank.
func (w words) rank() int {
	at := w.r.IntN(w.upTo[len(w.upTo)-1])
	rank, _ := slices.BinarySearch(w.upTo, at+1)
	return rank
}

// word of a rank, 0 for the most frequent.
func word(rank int) string {
	stem, prefix := rank%len(stems), rank/len(stems)
	if prefix == 0 {
		return stems[stem]
	}
	return prefixes[prefix-1] + stems[stem]
}

// label draws a label of n different words behind a noun.
func (w words) label(noun string, n int) string {
	var b strings.Builder
	b.WriteString(noun)
	seen := make(map[int]bool, n)
	for len(seen) < n {
		rank := w.rank()
		if !seen[rank] {
			seen[rank] = true
			b.WriteString(" " + word(rank))
		}
	}
	return b.String()
}
