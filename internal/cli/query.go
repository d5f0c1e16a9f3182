package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/regline/regline/examples"
	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/persisted"
	"github.com/regline/regline/internal/timeline"
)

// maxDocument bounds a document and its variables in bytes.
const maxDocument = 1 << 20

type queryCommand struct {
	File         string `arg:"" optional:"" default:"-" help:"A file with a GraphQL document, the name of an embedded example, or - for standard input."`
	Variables    string `placeholder:"JSON" help:"The variables as a JSON object, or @FILE. They go before those of the same name at the head of the document."`
	Operation    string `placeholder:"NAME" help:"Which operation of the document to run, where it has several."`
	Receipt      string `placeholder:"FILE" help:"Write a receipt of the answer to this file: 'regline verify' asks again and compares."`
	storeFlags   `embed:""`
	releaseFlags `embed:""`
}

// Help is the paragraph below the command's one line.
func (*queryCommand) Help() string {
	return "Answers without a server. The answer is that of the server, byte for byte, with indentation. A document may begin with a comment that gives variables, such as # variables: {\"on\": \"2024-08-01\"}."
}

func (*queryCommand) examples() string {
	return `  # an embedded example, with its own variables and with some of them changed
  regline query t1-directive-to-sales-ban
  regline query c1-what-a-reseller-may-not-do --variables '{"on": "2024-10-01", "capacities": ["us-resellers"]}'
  # a document of one's own
  echo '{ release { number digest } }' | regline query
  regline query question.graphql --variables @variables.json --operation Second
  # an answer that can be verified later
  regline query c1-what-a-reseller-may-not-do --receipt reseller.receipt.json
`
}

func (*queryCommand) answersNo() string { return "the answer has errors" }

// Run answers one document.
func (c *queryCommand) Run(ctx context.Context, s Streams) (err error) {
	document, values, err := c.request(s.In)
	if err != nil {
		return err
	}
	log := s.logger(slog.LevelWarn)
	store, err := openFilled(ctx, c.storeFlags, c.releaseFlags, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if _, err := store.Open(ctx, timeline.KnownAt{}); err != nil {
		return err
	}
	response := newGraphQL(store, log).Execute(ctx, document, values, c.Operation)
	var out bytes.Buffer
	if err := json.Indent(&out, response.Body(), "", "  "); err != nil {
		return fmt.Errorf("the answer is not JSON: %w", err)
	}
	out.WriteByte('\n')
	if _, err := out.WriteTo(s.Out); err != nil {
		return err
	}
	if len(response.Errors) > 0 {
		return errNo
	}
	if c.Receipt == "" {
		return nil
	}
	return c.writeReceipt(document, values, response)
}

// writeReceipt writes the receipt of an answer. An embedded example is named in it.
func (c *queryCommand) writeReceipt(document string, values map[string]any, response *graph.Response) error {
	name := ""
	if all, err := examples.All(); err == nil && slices.ContainsFunc(all, func(e examples.Example) bool { return e.Name == c.File && e.Query == document }) {
		name = c.File
	}
	r, err := persisted.NewReceipt(name, document, c.Operation, values, ruleVersions(), response)
	if err != nil {
		return err
	}
	b, err := r.JSON()
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Receipt, b, 0o644); err != nil {
		return usagef("--receipt: %v", err)
	}
	return nil
}

// request gives the document and its variables: those at its head, and over them those of the command line.
func (c *queryCommand) request(in io.Reader) (document string, values map[string]any, err error) {
	given := c.Variables
	if name, ok := strings.CutPrefix(given, "@"); ok {
		if given, err = readFile(name); err != nil {
			return "", nil, usagef("--variables: %v", err)
		}
	}
	over, err := decodeVariables(given)
	if err != nil {
		return "", nil, usagef("--variables: %v", err)
	}
	document, head, err := c.document(in)
	if err != nil {
		return "", nil, err
	}
	if values, err = decodeVariables(head); err != nil {
		return "", nil, usagef("%s: %v", c.File, err)
	}
	if values == nil {
		return document, over, nil
	}
	maps.Copy(values, over)
	return document, values, nil
}

// document gives the document, and the variables at its head as JSON. That of a file keeps the comments, so that the
// lines of errors are those of the file.
func (c *queryCommand) document(in io.Reader) (document, variables string, err error) {
	if c.File == "-" {
		if document, err = readAll(in, "standard input"); err != nil {
			return "", "", err
		}
	} else if document, err = readFile(c.File); errors.Is(err, fs.ErrNotExist) {
		return c.example()
	} else if err != nil {
		return "", "", usagef("%v", err)
	}
	head, err := examples.Parse(document)
	if err != nil {
		return "", "", usagef("%s: %v", c.File, err)
	}
	return document, head.Variables, nil
}

// example gives the embedded example of the name.
func (c *queryCommand) example() (document, variables string, err error) {
	all, err := examples.All()
	if err != nil {
		return "", "", err
	}
	names := make([]string, len(all))
	for i, e := range all {
		if e.Name == c.File {
			return e.Query, e.Variables, nil
		}
		names[i] = e.Name
	}
	return "", "", usagef("%s is neither a file nor an example; the examples are\n  %s", c.File, strings.Join(names, "\n  "))
}

func readFile(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	return readAll(f, name)
}

func readAll(r io.Reader, name string) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxDocument+1))
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", name, err)
	}
	if len(b) > maxDocument {
		return "", usagef("%s has more than %d bytes", name, maxDocument)
	}
	return string(b), nil
}

// decodeVariables reads a JSON object; "" is none.
func decodeVariables(text string) (map[string]any, error) {
	if text == "" {
		return nil, nil
	}
	var values map[string]any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber() // a large integer stays what it is
	err := d.Decode(&values)
	if err == nil {
		if _, err = d.Token(); errors.Is(err, io.EOF) {
			return values, nil
		}
		err = errors.New("more than one JSON value")
	}
	return nil, fmt.Errorf(`not a JSON object such as {"on": "2024-08-01"}: %w`, err)
}
