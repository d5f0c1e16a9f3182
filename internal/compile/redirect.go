package compile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// redirect learns which nodes took the place of IDs that name none any more, and checks that every chain ends in nodes.
func (c *compiler) redirect(rows []Redirect) {
	places := make(map[[2]timeline.ID]Redirect, len(rows))
	for _, r := range rows {
		if !c.checkRedirect(r) {
			continue
		}
		step := [2]timeline.ID{r.From, r.To}
		if _, twice := places[step]; twice {
			c.problem(r.At, r.Field, fmt.Sprintf("%s stands here twice: remove one of them", r.To))
			continue
		}
		places[step] = r
		if c.redirects == nil {
			c.redirects = make(timeline.Redirects)
		}
		to := append(c.redirects[r.From].To, r.To)
		slices.Sort(to)
		c.redirects[r.From] = timeline.Redirect{To: to, Reason: r.Reason}
	}
	for _, r := range places {
		if _, moved := c.redirects[r.To]; !moved && c.kinds[r.To] == "" {
			c.missing(r.At, r.Field, "", r.To)
		}
	}
	next := func(id timeline.ID) []timeline.ID { return c.redirects[id].To }
	circles(slices.Sorted(maps.Keys(c.redirects)), next, func(cycle []timeline.ID) {
		closing := places[[2]timeline.ID{cycle[len(cycle)-1], cycle[0]}]
		c.problem(closing.At, closing.Field, "the redirect leads in a circle: "+circleText(cycle)+": let the last of them lead to a node that there is")
	})
}

// checkRedirect judges one redirect by itself.
func (c *compiler) checkRedirect(r Redirect) bool {
	fault := ""
	switch d, declared := c.declared[r.From]; {
	case declared:
		fault = fmt.Sprintf("%s is declared at %s:%d: an ID that names a node cannot lead to another: delete the redirect or the node", r.From, d.At.File, d.At.Line)
	case r.From.Part() != "" || r.To.Part() != "":
		fault = fmt.Sprintf("%s to %s: parts follow the node they belong to: redirect that", r.From, r.To)
	case strings.TrimSpace(r.Reason) == "":
		fault = fmt.Sprintf("the redirect of %s needs a reason: say why the ID is gone", r.From)
	}
	if fault != "" {
		c.problem(r.At, r.Field, fault)
	}
	return fault == ""
}
