package curated

import (
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// quoteRecord is a quotation of an entity or action.
var quoteRecord = &record{fields: []field{
	{name: "in", required: true, shape: formShape(nodeForm), about: "The source that is quoted."},
	{name: "at", shape: textShape("a text"), about: "The place as a reader cites it: a page, a section, a paragraph."},
	{name: "language", shape: formShape(languageForm), about: "The language of the words, where it is not the source's."},
	{name: "text", required: true, shape: textShape("the words"), about: "The words exactly as the source prints them."},
}}

func quotesField() field {
	return field{
		name: "quotes", about: "The quotations that the fields cite, by their keys.",
		shape: &shape{what: "a mapping of keys to quotations", names: &names{key: quoteKeyForm, value: &shape{what: "a quotation such as {in: SOURCE, at: page 1, text: the words}", record: quoteRecord}}},
	}
}

var quoteKeyForm = form{want: "a key", pattern: namePattern.String(), check: func(s string) error {
	if s == wanted {
		return errWantedKey
	}
	return checkName(s)
}}

// quote is a quotation that a file gives.
type quote struct {
	source             timeline.ID
	at, text, language string
	used               bool
}

func (q *quote) passage() *timeline.Passage {
	return &timeline.Passage{Quotation: q.text, Locator: q.at, Language: q.language}
}

// citer resolves the citations of one node's mapping by its quotations.
type citer struct {
	r      *reader
	quotes map[string]*quote
	keys   []string
}

// citer reads the quotations of a mapping.
func (r *reader) citer(s spot) *citer {
	c := &citer{r: r, quotes: map[string]*quote{}}
	quotes, _ := s.at("quotes")
	for _, q := range quotes.pairs() {
		source, _ := q.text("in")
		words, _ := q.text("text")
		at, _ := q.text("at")
		lang, _ := q.text("language")
		c.quotes[q.key] = &quote{source: timeline.ID(source), at: at, text: words, language: lang}
		c.keys = append(c.keys, q.key)
	}
	return c
}

// use finds a cited quotation. It is false where there is none, which it reports, or where the quotation is faulty.
func (c *citer) use(key spot) (*quote, bool) {
	q, ok := c.quotes[key.node.text]
	if !ok {
		c.r.fail(key.node, key.path, "no quotation `%s` under `quotes`%s", clip(key.node.text), didYouMean(key.node.text, c.keys))
		c.meant(key.node.text)
		return nil, false
	}
	q.used = true
	return q, q.text != "" && checkNode(string(q.source)) == nil
}

// meant marks the quotation that a misspelt key seems to mean.
func (c *citer) meant(key string) {
	if q := c.quotes[nearest(key, c.keys)]; q != nil {
		q.used = true
	}
}

// written marks the quotations that a mapping cites in items that are faulty themselves, and so were not read.
func (c *citer) written(n *node) {
	for _, e := range n.entries {
		if e.key != "cite" && nearest(e.key, []string{"cite"}) == "" {
			c.written(e.value)
			continue
		}
		for _, key := range (spot{node: e.value}).each() {
			if q := c.quotes[key.node.text]; q != nil {
				q.used = true
			}
		}
	}
	for _, item := range n.items {
		c.written(item)
	}
}

// finish reports the quotations that nothing cites.
func (c *citer) finish(s spot) {
	c.written(s.node)
	quotes, _ := s.at("quotes")
	for _, q := range quotes.pairs() {
		if !c.quotes[q.key].used && q.key != wanted {
			c.r.failAt(q.line, q.column, q.path, "nothing cites the quotation `%s`: cite it or delete it", clip(strings.ToValidUTF8(q.key, "?")))
		}
	}
}
