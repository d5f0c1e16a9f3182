package graph

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/regline/regline/internal/timeline"
)

// maxErrors bounds the errors that one response lists.
const maxErrors = 20

// Response is the answer to one operation.
type Response struct {
	Errors gqlerror.List
	// Data is JSON; nil where the operation was not executed, "null" where an error reached the root.
	Data json.RawMessage
	// Extensions hold the release that the answer comes from: number, digest, draft.
	Extensions map[string]any
	// Release is the one that the answer comes from; zero where the operation was not executed.
	Release timeline.Release
}

// Body gives the response as JSON: the errors first, no member data where nothing was executed. Over HTTP and in
// process it is the same.
func (r *Response) Body() []byte {
	b := bytes.NewBuffer(make([]byte, 0, len(r.Data)+512))
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	sep := byte('{')
	member := func(name string, write func()) {
		b.WriteByte(sep)
		sep = ','
		b.WriteString(`"` + name + `":`)
		write()
	}
	encode := func(v any) func() {
		return func() {
			_ = enc.Encode(v) // strings, numbers and booleans only
			b.Truncate(b.Len() - 1)
		}
	}
	if len(r.Errors) > 0 {
		member("errors", encode(r.Errors))
	}
	if r.Data != nil {
		member("data", func() { b.Write(r.Data) })
	}
	if len(r.Extensions) > 0 {
		member("extensions", encode(r.Extensions))
	}
	b.WriteByte('}')
	return b.Bytes()
}

// maxMessage bounds the message of an error in bytes: what a reader sent comes back in it.
const maxMessage = 400

// bounded cuts the middle out of a long message. What was sent stands there; its beginning and what is wrong with it
// stay.
func bounded(message string) string {
	if len(message) <= maxMessage {
		return message
	}
	const tail, gap = 120, " ... "
	head, rest := maxMessage-tail-len(gap), len(message)-tail
	for !utf8.RuneStart(message[head]) {
		head--
	}
	for rest < len(message) && !utf8.RuneStart(message[rest]) {
		rest++
	}
	return message[:head] + gap + message[rest:]
}

// firstErrors leaves out what is said twice of one place, cuts a long list, and says so in its last error.
func firstErrors(list gqlerror.List) gqlerror.List {
	said := make(map[string]bool, len(list))
	list = slices.DeleteFunc(slices.Clone(list), func(e *gqlerror.Error) bool {
		key := fmt.Sprint(e.Message, e.Path, e.Locations)
		defer func() { said[key] = true }()
		return said[key]
	})
	if len(list) <= maxErrors {
		return list
	}
	more := &gqlerror.Error{
		Message:    fmt.Sprintf("and %d more errors", len(list)-maxErrors),
		Extensions: map[string]any{"code": string(CodeTooLarge)},
	}
	return append(list[:maxErrors:maxErrors], more)
}
