package graph

import (
	"context"
	"strings"
	"testing"

	"github.com/regline/regline/internal/store/memory"
	"github.com/regline/regline/internal/store/storetest"
	"github.com/regline/regline/internal/timeline"
)

// TestRedirects asks by IDs that name no node any more: one that was renamed answers with the node, one that was split
// with the error MOVED that names the nodes and the reason.
func TestRedirects(t *testing.T) {
	f := newFacts(t, 2)
	f.store(1) // seals the records
	c := storetest.Content(1, f.records, f.edges)
	c.Release.Redirects = timeline.Redirects{
		"acme":      {To: []timeline.ID{"acme-group", "acme-inc"}, Reason: "a group and a company"},
		"acme-corp": {To: []timeline.ID{"acme-inc"}, Reason: "renamed"},
		"us-old":    {To: []timeline.ID{actOf(1)}, Reason: "renamed"},
	}
	s := memory.New()
	storetest.Apply(t, s, c)
	h := handlerOver(s)
	for _, q := range []struct{ query, want string }{
		{`{ node(id: "us-old#issued") { id } }`, `{"data":{"node":{"id":"us-act-001#issued"}},`},
		{`{ nodes(ids: ["acme-corp", "nobody", "acme-inc"]) { id } }`, `{"data":{"nodes":[{"id":"acme-inc"},null,{"id":"acme-inc"}]},`},
		{`{ vendor(id: "acme-corp") { id label } }`, `{"data":{"vendor":{"id":"acme-inc","label":"Acme Inc."}},`},
		{`{ actions(vendor: "acme-corp") { totalCount } }`, `{"data":{"actions":{"totalCount":2}},`},
		{`{ lineage(of: ["us-old"]) { roots { id } steps { node { id } } } }`, `{"data":{"lineage":{"roots":[{"id":"us-act-001"}],"steps":[{"node":{"id":"us-act-000"}}]}},`},
		{`{ vendor(id: "acme") { id } }`, `{"errors":[{"message":"acme was split into several nodes: ask for acme-group or acme-inc (a group and a company)","path":["vendor"],` +
			`"locations":[{"line":1,"column":3}],"extensions":{"code":"MOVED","to":["acme-group","acme-inc"]}}],"data":{"vendor":null},`},
		{`{ actions(vendor: "acme") { totalCount } }`, `{"errors":[{"message":"acme was split into several nodes: ask for acme-group or acme-inc (a group and a company)",`},
	} {
		r := h.Execute(context.Background(), q.query, nil, "")
		if !strings.HasPrefix(string(r.Body()), q.want) {
			t.Errorf("%s: got %s\nwant %s", q.query, r.Body(), q.want)
		}
	}
}
