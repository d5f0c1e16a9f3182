package web

import (
	"encoding/json"
	"net/http"
)

// healthz says that the process is up.
func (p *pages) healthz(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, struct {
		Up bool `json:"up"`
	}{true})
}

// readiness is the answer of /readyz.
type readiness struct {
	Ready   bool   `json:"ready"`
	Reason  string `json:"reason,omitempty"`
	Release int    `json:"release,omitempty"`
	Draft   bool   `json:"draft,omitempty"`
	Digest  string `json:"digest,omitempty"`
}

// readyz says whether a release can be opened, and why not with status 503.
func (p *pages) readyz(w http.ResponseWriter, r *http.Request) {
	rel, err := p.release(r.Context())
	if err != nil {
		p.log.WarnContext(r.Context(), "not ready", "error", err)
		writeJSON(w, http.StatusServiceUnavailable, readiness{Reason: phrases[failureOf(err).key].en})
		return
	}
	writeJSON(w, http.StatusOK, readiness{Ready: true, Release: rel.Number, Draft: rel.Draft, Digest: rel.Digest})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // a reader who left cannot be told
}
