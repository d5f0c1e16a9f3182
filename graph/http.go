package graph

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/regline/regline/internal/timeline"
)

// The media types of responses, after "GraphQL over HTTP". Under the first an operation that cannot be executed has a
// status of its own; under the second, for older clients, only a request that is none has.
const (
	mediaGraphQL = "application/graphql-response+json"
	mediaJSON    = "application/json"
)

const allowed = "GET, POST, OPTIONS"

// ServeHTTP answers GET and POST after the specification "GraphQL over HTTP".
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodOptions {
		w.Header().Set("Allow", allowed)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	media := negotiate(r.Header.Values("Accept"))
	p, err := h.params(w, r, media)
	if err != nil {
		if err.status == http.StatusMethodNotAllowed {
			w.Header().Set("Allow", allowed)
		}
		refusal := &Response{Errors: gqlerror.List{{Message: err.text, Extensions: map[string]any{"code": string(err.code)}}}}
		write(w, mediaJSON, err.status, refusal)
		return
	}
	resp := h.run(r.Context(), timeline.KnownAt{}, p)
	write(w, media, status(media, resp), resp)
}

// Status is the HTTP status of the response by the media type application/graphql-response+json: 200 where something was
// executed, else that of the error.
func (r *Response) Status() int { return status(mediaGraphQL, r) }

// status of a response to a well-formed request.
func status(media string, r *Response) int {
	if r.Data != nil {
		return http.StatusOK
	}
	if own := statusOf(r); own != 0 {
		return own
	}
	if media == mediaGraphQL {
		return http.StatusBadRequest
	}
	return http.StatusOK
}

func write(w http.ResponseWriter, media string, status int, r *Response) {
	body := r.Body()
	head := w.Header()
	head.Set("Content-Type", media+"; charset=utf-8")
	head.Set("Content-Length", strconv.Itoa(len(body)))
	head.Set("X-Content-Type-Options", "nosniff")
	head.Add("Vary", "Accept")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may be gone
}

// negotiate chooses the media type of the response: the one that the client rates highest, of equals the one that it
// names first. It is empty where the client takes neither.
func negotiate(accept []string) string {
	if len(accept) == 0 {
		return mediaJSON
	}
	best, bestQ := "", 0.0
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		media, args, err := mime.ParseMediaType(part)
		if err != nil {
			continue
		}
		q := 1.0
		if s, ok := args["q"]; ok {
			if q, err = strconv.ParseFloat(s, 64); err != nil {
				continue
			}
		}
		switch media {
		case "*/*", "application/*":
			media = mediaJSON
		case mediaGraphQL, mediaJSON:
		default:
			continue
		}
		if q > bestQ {
			best, bestQ = media, q
		}
	}
	return best
}

// malformed is a request that is no GraphQL request, with the HTTP status that says so.
type malformed struct {
	status int
	code   Code
	text   string
}

func badRequest(status int, format string, args ...any) *malformed {
	return &malformed{status, CodeBadUserInput, fmt.Sprintf(format, args...)}
}

// params reads the request.
func (h *Handler) params(w http.ResponseWriter, r *http.Request, media string) (*graphql.RawParams, *malformed) {
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodPost:
		return nil, badRequest(http.StatusMethodNotAllowed, "the method %.20q is not answered: use GET or POST", r.Method)
	case media == "":
		return nil, badRequest(http.StatusNotAcceptable, "answers are %s or %s: the header Accept names neither", mediaGraphQL, mediaJSON)
	case r.Method == http.MethodGet:
		return h.paramsOfURL(r.URL)
	}
	return h.paramsOfBody(w, r)
}

func (h *Handler) paramsOfURL(u *url.URL) (*graphql.RawParams, *malformed) {
	if int64(len(u.RawQuery)) > h.limits.BodyBytes {
		return nil, &malformed{http.StatusRequestURITooLong, CodeTooLarge, fmt.Sprintf("the address is longer than %d bytes: use POST", h.limits.BodyBytes)}
	}
	args, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return nil, badRequest(http.StatusBadRequest, "the address: %v", err)
	}
	if !utf8.ValidString(args.Get("query")) {
		return nil, badRequest(http.StatusBadRequest, "the parameter query is not UTF-8")
	}
	p := &graphql.RawParams{Query: args.Get("query"), OperationName: args.Get("operationName")}
	for _, x := range []struct {
		name string
		to   *map[string]any
	}{{"variables", &p.Variables}, {"extensions", &p.Extensions}} {
		if s := args.Get(x.name); s != "" && decode([]byte(s), x.to) != nil {
			return nil, badRequest(http.StatusBadRequest, "the parameter %s is no JSON object", x.name)
		}
	}
	if p.Query == "" {
		return nil, badRequest(http.StatusBadRequest, "the parameter query is missing")
	}
	return p, nil
}

func (h *Handler) paramsOfBody(w http.ResponseWriter, r *http.Request) (*graphql.RawParams, *malformed) {
	media, args, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || media != mediaJSON || (args["charset"] != "" && !strings.EqualFold(args["charset"], "utf-8")) {
		return nil, badRequest(http.StatusUnsupportedMediaType, "the body must be %s in UTF-8, and the header Content-Type must say so", mediaJSON)
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, h.limits.BodyBytes))
	if tooLarge, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return nil, &malformed{http.StatusRequestEntityTooLarge, CodeTooLarge, fmt.Sprintf("the body is larger than %d bytes", tooLarge.Limit)}
	}
	if err != nil {
		return nil, badRequest(http.StatusBadRequest, "the body ended early")
	}
	// Pointers tell a missing member from an empty one; null is the same as missing.
	var q struct {
		Query         *string        `json:"query"`
		OperationName *string        `json:"operationName"`
		Variables     map[string]any `json:"variables"`
		Extensions    map[string]any `json:"extensions"`
	}
	switch err := decode(body, &q); {
	case err != nil:
		return nil, badRequest(http.StatusBadRequest, "the body is no GraphQL request: %v", err)
	case q.Query == nil:
		return nil, badRequest(http.StatusBadRequest, "the member query is missing")
	}
	p := &graphql.RawParams{Query: *q.Query, Variables: q.Variables, Extensions: q.Extensions}
	if q.OperationName != nil {
		p.OperationName = *q.OperationName
	}
	return p, nil
}

var errTrailing = errors.New("more than one JSON value")

// decode reads one JSON value. Errors do not repeat the input.
func decode(b []byte, to any) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.UseNumber()
	if err := dec.Decode(to); err != nil {
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			return fmt.Errorf("%s must not be of the JSON type %s", cmp.Or(wrong.Field, "it"), wrong.Value)
		}
		return errors.New("not JSON, or incomplete")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errTrailing
	}
	return nil
}
