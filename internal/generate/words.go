package generate

import (
	"math/rand/v2"
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
type words struct{ zipf *rand.Zipf }

func newWords(r *rand.Rand) words {
	return words{rand.NewZipf(r, 1.1, 4, uint64(len(stems)*(len(prefixes)+1)-1))}
}

// word of a rank, 0 for the most frequent.
func word(rank int) string {
	stem, prefix := rank%len(stems), rank/len(stems)
	if prefix == 0 {
		return stems[stem]
	}
	return prefixes[prefix-1] + stems[stem]
}

// label draws a label of two to four different words behind a noun.
func (w words) label(noun string, n int) string {
	var b strings.Builder
	b.WriteString(noun)
	seen := make(map[int]bool, n)
	for len(seen) < n {
		rank := int(w.zipf.Uint64())
		if !seen[rank] {
			seen[rank] = true
			b.WriteString(" " + word(rank))
		}
	}
	return b.String()
}
