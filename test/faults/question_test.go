package faults

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/regline/regline/examples"
	"github.com/regline/regline/internal/timeline"
)

// question is a GraphQL request whose answer is known for each edition.
type question struct {
	name    string
	request string // the body of the request
}

// asked are the examples that readers ask of the curated facts, beside questions about the generated acts.
var asked = []string{"a1-what-led-to-the-exit", "c1-what-a-reseller-may-not-do", "t6-what-was-decided-in-a-week"}

// generated are the questions about generated acts; ACT is one of them.
var generated = map[string]string{
	"lineage":    `{ lineage(of: ["ACT"], direction: OUTGOING, depth: 3) { steps { depth node { id ... on Action { summary } } links { relation from to reason } } } }`,
	"timeline":   `{ timeline(from: "2022-03-01", to: "2022-03-31", first: 20) { totalCount nodes { id when { text } owner { id ... on Action { summary } } } } }`,
	"acts":       `{ actions(kind: DIRECTIVE, first: 20) { totalCount nodes { id summary milestones { when { text } } } } }`,
	"in force":   `{ inForce(on: "2026-06-15", capacities: ["generated-audience"], action: "ACT") { rows { verdict reasons restriction { id segments { state from { text } to { text } } } } } }`,
	"statements": `{ statements(first: 10) { totalCount nodes { id summary } } }`,
	"search":     `{ search(text: "agency", first: 10) { totalCount nodes { id label } } }`,
}

func questions(t testing.TB) []question {
	t.Helper()
	all, err := examples.All()
	if err != nil {
		t.Fatal(err)
	}
	byName := make(map[string]examples.Example)
	for _, e := range all {
		byName[e.Name] = e
	}
	var out []question
	add := func(name, query string, variables json.RawMessage) {
		body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, question{name, string(body)})
	}
	for _, name := range asked {
		if !*curated {
			continue
		}
		e, found := byName[name]
		if !found {
			t.Fatalf("there is no example %s", name)
		}
		add(name, e.Query, json.RawMessage(e.Variables))
	}
	for name, query := range generated {
		add(name, strings.ReplaceAll(query, "ACT", edition{}.act(*acts/2)), nil)
	}
	return out
}

// known are the right answers, by release digest and question.
type known struct {
	questions []question
	answers   map[string]map[string]string
	// sights are what a reader of the store sees of a release, by digest.
	sights map[string]string
}

// learn asks the memory store, compiled from the same files, what is right.
func (k *known) learn(ctx context.Context, t testing.TB, e edition) {
	t.Helper()
	s := serve(ctx, t, "--data", e.dir, "--log-level", "error")
	for _, q := range k.questions {
		status, body := s.query(ctx, q)
		got, err := parse(body)
		digest := got.Extensions.Release.Digest
		if status != http.StatusOK || err != nil || len(got.Errors) > 0 || digest == "" {
			t.Fatalf("edition %s, %s: status %d, %v: %.300s", e.name, q.name, status, err, body)
		}
		if k.answers[digest] == nil {
			k.answers[digest] = make(map[string]string)
		}
		k.answers[digest][q.name] = body
	}
	s.end()
}

// sight reads some of everything through one view, and hashes it.
func sight(ctx context.Context, s timeline.Store) (digest, seen string, err error) {
	v, err := s.Open(ctx, timeline.KnownAt{})
	if err != nil {
		return "", "", err
	}
	digest = v.Release().Digest
	page, err := v.Page(ctx, timeline.IndexActions, nil, timeline.Window{Last: 100})
	if err != nil {
		return digest, "", err
	}
	h := sha256.New()
	var ids []timeline.ID
	for _, r := range page.Records {
		ids = append(ids, r.ID)
		fmt.Fprintln(h, r.ID, r.Digest)
	}
	count, err := v.Count(ctx, timeline.IndexTimeline, nil, timeline.Range{})
	if err != nil {
		return digest, "", err
	}
	edges, err := v.Edges(ctx, ids, []timeline.Predicate{"ISSUED_UNDER", "TARGETS"}, timeline.Outgoing)
	if err != nil {
		return digest, "", err
	}
	for _, e := range edges {
		fmt.Fprintln(h, e.From, e.Rel, e.To, e.Digest)
	}
	claims, err := v.Claims(ctx, ids[:20])
	if err != nil {
		return digest, "", err
	}
	for _, c := range claims {
		fmt.Fprintln(h, c.ID)
	}
	return digest, fmt.Sprintf("%d acts, %d milestones, %d edges, %d claims: %.16x", len(ids), count, len(edges), len(claims), h.Sum(nil)), nil
}
