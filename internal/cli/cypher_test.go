package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/regline/regline/data"
	"github.com/regline/regline/internal/store/neo4j"
	"github.com/regline/regline/internal/store/neo4j/neo4jtest"
	"github.com/regline/regline/internal/timeline"
)

var update = flag.Bool("update", false, "write the tables of docs/cypher.md anew")

const cypherPage = "../../docs/cypher.md"

// cypherQuestion is a section "### TITLE" of the page with a block of Cypher and the table below it.
type cypherQuestion struct {
	title     string
	params    [][2]string // a name and an expression of Cypher
	statement string
	table     string
	// from and to are where the table stands in the page.
	from, to int
}

var (
	paramLine = regexp.MustCompile(`(?m)^:param ([a-z]+) => (.+);\n`)
	lastLimit = regexp.MustCompile(`LIMIT \d+$`)
)

// name is the title without its number.
func (q cypherQuestion) name() string {
	_, name, _ := strings.Cut(q.title, ". ")
	return name
}

// cypherQuestions reads the sections that hold a block of Cypher. What follows the block up to an empty line is the
// table.
func cypherQuestions(page string) []cypherQuestion {
	const opening, closing = "\n```cypher\n", "\n```\n\n"
	var out []cypherQuestion
	at := 0
	for section := range strings.SplitAfterSeq(page, "\n### ") {
		title, rest, _ := strings.Cut(section, "\n")
		_, block, holds := strings.Cut(rest, opening)
		statement, after, closed := strings.Cut(block, closing)
		if holds && closed {
			table, _, _ := strings.Cut(after, "\n\n")
			if !strings.HasPrefix(table, "|") {
				table = ""
			}
			q := cypherQuestion{title: title, statement: paramLine.ReplaceAllString(statement, ""), table: table}
			q.from = at + len(section) - len(after)
			q.to = q.from + len(table)
			for _, p := range paramLine.FindAllStringSubmatch(statement, -1) {
				q.params = append(q.params, [2]string{p[1], p[2]})
			}
			out = append(out, q)
		}
		at += len(section)
	}
	return out
}

// cypherClient asks a database as any client does, and only reads.
type cypherClient struct {
	t  *testing.T
	db driver.DriverWithContext
}

func newCypherClient(t *testing.T, url string) cypherClient {
	t.Helper()
	db, err := driver.NewDriverWithContext(url, driver.NoAuth())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return cypherClient{t, db}
}

// ask runs a statement and gives its columns and rows. A notification of the server fails the test.
func (c cypherClient) ask(statement string, params map[string]any) ([]string, [][]any) {
	c.t.Helper()
	ctx := c.t.Context()
	session := c.db.NewSession(ctx, driver.SessionConfig{DatabaseName: "neo4j", AccessMode: driver.AccessModeRead})
	defer func() {
		if err := session.Close(ctx); err != nil {
			c.t.Error(err)
		}
	}()
	result, err := session.Run(ctx, statement, params)
	if err != nil {
		c.t.Fatalf("%s\n%v", statement, err)
	}
	columns, err := result.Keys()
	records, err2 := result.Collect(ctx)
	summary, err3 := result.Consume(ctx)
	if err := errors.Join(err, err2, err3); err != nil {
		c.t.Fatalf("%s\n%v", statement, err)
	}
	for _, n := range summary.Notifications() {
		c.t.Errorf("%s\n%s: %s", statement, n.Code(), n.Description())
	}
	rows := make([][]any, len(records))
	for i, r := range records {
		rows[i] = r.Values
	}
	return columns, rows
}

// run asks a question of the page with its own parameters.
func (c cypherClient) run(q cypherQuestion, statement string) ([]string, [][]any) {
	c.t.Helper()
	params := make(map[string]any, len(q.params))
	for _, p := range q.params {
		_, rows := c.ask("RETURN "+p[1], nil)
		params[p[0]] = rows[0][0]
	}
	return c.ask(statement, params)
}

// markdownTable writes rows for the page.
func markdownTable(columns []string, rows [][]any) string {
	var b strings.Builder
	fmt.Fprintf(&b, "| %s |\n|%s\n", strings.Join(columns, " | "), strings.Repeat("---|", len(columns)))
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, v := range row {
			cells[i] = strings.NewReplacer("|", `\|`, "\n", " ").Replace(cypherText(v))
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func cypherText(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case []any:
		parts := make([]string, len(v))
		for i, x := range v {
			parts[i] = cypherText(x)
		}
		return strings.Join(parts, ", ")
	case driver.Path:
		ids := make(map[string]string)
		for _, n := range v.Nodes {
			ids[n.ElementId] = fmt.Sprint(n.Props["id"])
		}
		r := v.Relationships[0]
		return fmt.Sprintf("(%s)-[:%s]->(%s)", ids[r.StartElementId], r.Type, ids[r.EndElementId])
	}
	return fmt.Sprint(v)
}

// TestCypherPage asks every question of the page of the curated facts in a real database, and compares the answer with
// the table that the page shows and with what the API answers.
func TestCypherPage(t *testing.T) {
	url := neo4jtest.URL(t)
	handlers := stores(t)
	raw, err := os.ReadFile(cypherPage)
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	questions := cypherQuestions(page)
	if len(questions) != 15 || len(questions) != strings.Count(page, "```cypher\n") {
		t.Fatalf("%d questions of 15, and %d blocks of Cypher", len(questions), strings.Count(page, "```cypher\n"))
	}
	for name := range cypherAgrees {
		if !slices.ContainsFunc(questions, func(q cypherQuestion) bool { return q.name() == name }) {
			t.Errorf("%q is compared with the API and is no question", name)
		}
	}
	var written strings.Builder
	end := 0
	for _, q := range questions {
		t.Run(q.title, func(t *testing.T) {
			c := newCypherClient(t, url)
			if !lastLimit.MatchString(q.statement) || strings.Contains(q.statement, "*") {
				t.Errorf("it is not bounded: %s", q.statement)
			}
			columns, rows := c.run(q, q.statement)
			if len(rows) == 0 {
				t.Error("no answer")
			}
			table := markdownTable(columns, rows)
			written.WriteString(page[end:q.from] + table)
			end = q.to
			if diff := cmp.Diff(q.table, table); diff != "" && !*update {
				t.Errorf("the page shows another answer (write it anew with -update): %s", diff)
			}
			agrees, ok := cypherAgrees[q.name()]
			if !ok {
				return
			}
			columns, rows = c.run(q, lastLimit.ReplaceAllString(q.statement, "LIMIT 2000"))
			agrees(cypherAnswer{t, columns, rows}, func(query string) answer { return execute(t, handlers, q.title, query, "") })
		})
	}
	if *update {
		if err := os.WriteFile(cypherPage, []byte(written.String()+page[end:]), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestCypherPageIsOfNow takes things out of the facts and adds others: a question answers from a database that held
// more before as it does from one that never did.
func TestCypherPageIsOfNow(t *testing.T) {
	url := neo4jtest.URL(t)
	ctx := t.Context()
	contents, problems, err := compileRelease(ctx, data.Files)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	t.Cleanup(func() {
		if _, err := refill(context.Background(), url, contents); err != nil {
			t.Error(err)
		}
	})
	whole := withoutIndexes(t, contents[len(contents)-1], 1, func(int) bool { return true })
	part := withoutIndexes(t, contents[len(contents)-1], 2, func(n int) bool { return n%4 != 0 })
	raw, err := os.ReadFile(cypherPage)
	if err != nil {
		t.Fatal(err)
	}
	questions := cypherQuestions(string(raw))
	c := newCypherClient(t, url)
	answersAfter := func(releases ...*timeline.Content) []string {
		t.Helper()
		s, err := neo4j.Open(ctx, neo4j.Config{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		defer func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}()
		if err := s.Wipe(ctx); err != nil {
			t.Fatal(err)
		}
		l := loader{store: s}
		if _, err := l.all(ctx, streams(releases)); err != nil {
			t.Fatal(err)
		}
		out := make([]string, len(questions))
		for i, q := range questions {
			out[i] = q.title + "\n" + markdownTable(c.run(q, lastLimit.ReplaceAllString(q.statement, "LIMIT 2000")))
		}
		return out
	}
	before, after, fresh := answersAfter(whole), answersAfter(whole, part), answersAfter(part)
	if diff := cmp.Diff(fresh, after); diff != "" {
		t.Errorf("what was shows through: %s", diff)
	}
	changed := 0
	for i := range before {
		if before[i] != after[i] {
			changed++
		}
	}
	if changed < 10 {
		t.Errorf("only %d answers changed: too much was kept to prove anything", changed)
	}
}

// refill leaves the database as the other tests of this program expect it.
func refill(ctx context.Context, url string, contents []*timeline.Content) (loaded, error) {
	s, err := neo4j.Open(ctx, neo4j.Config{URL: url})
	if err != nil {
		return loaded{}, err
	}
	if err := s.Wipe(ctx); err != nil {
		return loaded{}, errors.Join(err, s.Close())
	}
	l := loader{store: s}
	done, err := l.all(ctx, streams(contents))
	return done, errors.Join(err, s.Close())
}

// withoutIndexes keeps nodes and those relations that are chosen by their number, and leaves out claims and places in
// indexes, which the drawn graph does not have.
func withoutIndexes(t *testing.T, c *timeline.Content, number int, keep func(int) bool) *timeline.Content {
	t.Helper()
	out := &timeline.Content{Release: c.Release}
	out.Release.Number, out.Release.Draft = number, false
	out.Release.Digest = fmt.Sprintf("%064d", number)
	for _, r := range c.Records {
		if r.Kind == timeline.KindClaim {
			continue
		}
		bare := *r
		bare.Places, bare.Facets = nil, nil
		if err := bare.Seal(); err != nil {
			t.Fatal(err)
		}
		out.Records = append(out.Records, &bare)
	}
	for n, e := range c.Edges {
		if keep(n) {
			out.Edges = append(out.Edges, e)
		}
	}
	return out
}
