package main

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/google/pprof/profile"
)

// The parts among which the processor time of regline is shared out.
const (
	shareDriver  = "driver"
	shareDecode  = "store: decoding and sorting"
	shareDomain  = "domain"
	shareGraphQL = "GraphQL execution"
	shareJSON    = "JSON in and out"
	shareHTTP    = "HTTP"
	shareGC      = "garbage collection"
	shareRuntime = "scheduler and the rest of the runtime"
	shareLoad    = "load generator"
)

// shares is the order of the parts in tables; the load generator is none of regline's.
var shares = []string{shareDriver, shareDecode, shareDomain, shareGraphQL, shareJSON, shareHTTP, shareGC, shareRuntime}

const modulePath = "github.com/regline/regline/"

// marks sort stacks. A stack belongs to the first mark that any of its functions holds, marks in this order: what the
// driver does counts for the driver, though the store and a resolver stand above it.
var marks = []struct{ share, function string }{
	{shareGC, "runtime.gcBgMarkWorker"},
	{shareGC, "runtime.gcAssistAlloc"},
	{shareGC, "runtime.bgsweep"},
	{shareGC, "runtime.bgscavenge"},
	{shareLoad, "main.(*target)."},
	{shareDriver, "github.com/neo4j/neo4j-go-driver/"},
	{shareDecode, modulePath + "internal/store/"},
	{shareJSON, ".MarshalGQL"},
	{shareJSON, modulePath + "graph.(*Response)."},
	{shareJSON, modulePath + "graph.(*Handler).params"},
	{shareDomain, modulePath + "internal/timeline."},
	{shareGraphQL, modulePath + "graph."},
	{shareGraphQL, "github.com/99designs/gqlgen/"},
	{shareGraphQL, "github.com/vektah/gqlparser/"},
	{shareHTTP, "net/http."},
}

// shareOf sorts one stack; what no mark knows is the runtime.
func shareOf(functions []string) string {
	for _, m := range marks {
		for _, f := range functions {
			if strings.Contains(withoutTypes(f), m.function) {
				return m.share
			}
		}
	}
	return shareRuntime
}

// withoutTypes cuts the type arguments off: they hold names of other functions and packages.
func withoutTypes(function string) string {
	function, _, _ = strings.Cut(function, "[")
	return function
}

// stackOf lists the functions of a sample, the innermost first.
func stackOf(s *profile.Sample) []string {
	var out []string
	for _, l := range s.Location {
		for _, line := range l.Line {
			if line.Function != nil {
				out = append(out, line.Function.Name)
			}
		}
	}
	return out
}

// shareOut sums the processor time of a profile by part, and by the package of the innermost function, in nanoseconds.
// Packages leave the load generator out.
func shareOut(p *profile.Profile) (parts, packages map[string]int64) {
	parts, packages = make(map[string]int64), make(map[string]int64)
	for _, s := range p.Sample {
		stack := stackOf(s)
		if len(stack) == 0 {
			continue
		}
		spent := s.Value[len(s.Value)-1]
		part := shareOf(stack)
		parts[part] += spent
		if part != shareLoad {
			packages[packageOf(stack[0])] += spent
		}
	}
	return parts, packages
}

// packageOf gives the import path of a function's name: "net/http.(*conn).serve" is of "net/http".
func packageOf(function string) string {
	function = withoutTypes(function)
	slash := strings.LastIndexByte(function, '/') + 1
	if dot := strings.IndexByte(function[slash:], '.'); dot >= 0 {
		return function[:slash+dot]
	}
	return function
}

// greatest gives the keys with the greatest values, at most n.
func greatest(m map[string]int64, n int) []string {
	keys := slices.SortedFunc(maps.Keys(m), func(a, b string) int { return cmp.Or(cmp.Compare(m[b], m[a]), cmp.Compare(a, b)) })
	return keys[:min(n, len(keys))]
}
