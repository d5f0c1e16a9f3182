package persisted

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/regline/regline/graph"
	"github.com/regline/regline/internal/timeline"
)

// How long an answer may be kept: one of a release that will never change for a year, any other for a minute.
const (
	cacheForever = "public, max-age=31536000, immutable"
	cacheShortly = "public, max-age=60"
	cacheNever   = "no-store"
)

// maxQuery bounds the query of an address in bytes.
const maxQuery = 16 << 10

// ServeHTTP answers GET and HEAD of the folder that it is mounted at:
//
//	NAME?variable=value&...            the answer, byte for byte that of POST /graphql
//	NAME?variable=value&...&release=N  the answer from a release
//	NAME?variable=value&...&receipt    its receipt
//	(nothing)                          the names of the operations with their variables
//
// The ETag is made of the release's digest, the operation, the variables and the versions of the rules.
func (o *Operations) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, graph.CodeBadUserInput, fmt.Sprintf("the method %.20q is not answered: use GET", r.Method))
		return
	}
	name := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	if name == "" {
		o.list(w)
		return
	}
	op := o.lookup(name)
	if op == nil {
		refuse(w, http.StatusNotFound, graph.CodeNotFound, fmt.Sprintf("there is no operation %.60q: %s lists them", name, strings.TrimSuffix(r.URL.Path, name)))
		return
	}
	if len(r.URL.RawQuery) > maxQuery {
		refuse(w, http.StatusRequestURITooLong, graph.CodeTooLarge, fmt.Sprintf("the address is longer than %d bytes: use POST /graphql", maxQuery))
		return
	}
	q, err := op.question(r.URL.Query())
	if err != nil {
		refuse(w, http.StatusBadRequest, graph.CodeBadUserInput, err.Error())
		return
	}
	o.answer(w, r, op, q)
}

func (o *Operations) answer(w http.ResponseWriter, r *http.Request, op *operation, q question) {
	basis, err := o.store.Open(r.Context(), q.at)
	if err != nil && q.at.Release != 0 && errors.Is(err, timeline.ErrNoRelease) {
		refuse(w, http.StatusNotFound, graph.CodeNotFound, fmt.Sprintf("release: there is no release %d", q.at.Release))
		return
	}
	if err != nil { // says itself what is wrong, in the words of GraphQL
		answer := o.ask(r.Context(), op, q)
		write(w, answer.Status(), cacheNever, answer.Body())
		return
	}
	variables, err := canonical(q.variables)
	if err != nil {
		refuse(w, http.StatusBadRequest, graph.CodeBadUserInput, err.Error())
		return
	}
	rel := basis.Release()
	tag := o.tag(rel, op, variables, q.receipt)
	control := cacheShortly
	if q.at.Release != 0 && !rel.Draft {
		control = cacheForever
	}
	if matches(r.Header.Values("If-None-Match"), tag) {
		w.Header().Set("ETag", tag)
		w.Header().Set("Cache-Control", control)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	answer := o.ask(r.Context(), op, q)
	if len(answer.Errors) > 0 || !op.pinned && !answer.Release.Same(rel) { // a release came in between
		control, tag = cacheNever, ""
	}
	body := answer.Body()
	if q.receipt && len(answer.Errors) == 0 {
		if body, err = o.receipt(op, q, answer); err != nil {
			refuse(w, http.StatusInternalServerError, graph.CodeInternal, "the receipt failed")
			return
		}
		w.Header().Set("Content-Disposition", fmt.Sprintf(`attachment; filename="%s-release-%d.receipt.json"`, op.Name, answer.Release.Number))
	}
	if tag != "" {
		w.Header().Set("ETag", tag)
	}
	write(w, answer.Status(), control, body)
}

func (o *Operations) receipt(op *operation, q question, answer *graph.Response) ([]byte, error) {
	r, err := NewReceipt(op.Name, op.Query, "", q.variables, o.versions, answer)
	if err != nil {
		return nil, err
	}
	return r.JSON()
}

// tag is strong: the same tag has the same bytes.
func (o *Operations) tag(rel timeline.Release, op *operation, variables []byte, receipt bool) string {
	of := fmt.Sprintf("%d %s %t %d %d %d %d %t %s ", rel.Number, rel.Digest, rel.Draft, rel.RulesVersion, rel.VocabularyVersion, o.versions.Rules, o.versions.Vocabulary, receipt, op.Name)
	return `"` + hash([]byte(of), []byte(hash([]byte(op.Query))), variables) + `"`
}

// matches compares by RFC 9110, 13.1.2: weakly, "*" with everything.
func matches(header []string, tag string) bool {
	for part := range strings.SplitSeq(strings.Join(header, ","), ",") {
		if part = strings.TrimSpace(part); part == "*" || strings.TrimPrefix(part, "W/") == tag {
			return true
		}
	}
	return false
}

func write(w http.ResponseWriter, status int, control string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", control)
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may be gone
}

// refuse answers as GraphQL does.
func refuse(w http.ResponseWriter, status int, code graph.Code, text string) {
	r := graph.Response{Errors: gqlerror.List{{Message: text, Extensions: map[string]any{"code": string(code)}}}}
	write(w, status, cacheNever, r.Body())
}

// listed is an operation as the list names it.
type listed struct {
	Name      string            `json:"name"`
	Variables map[string]string `json:"variables"` // types by name
	Defaults  map[string]any    `json:"defaults"`
}

func (o *Operations) list(w http.ResponseWriter) {
	out := make([]listed, len(o.all))
	for i, op := range o.all {
		out[i] = listed{op.Name, make(map[string]string), op.defaults}
		for _, v := range op.declared {
			out[i].Variables[v.Variable] = v.Type.String()
		}
	}
	b, err := json.Marshal(map[string]any{"operations": out})
	if err != nil {
		refuse(w, http.StatusInternalServerError, graph.CodeInternal, "the list failed")
		return
	}
	write(w, http.StatusOK, cacheShortly, b)
}
