package web

import (
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"
)

// observe logs each request at debug level, without its query and body, which may say what a reader works on. A
// handler that panics is logged with its stack and answered with status 500, where nothing has been written yet.
func observe(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &response{ResponseWriter: w}
		begin := time.Now()
		defer func() {
			fault := recover()
			if err, ok := fault.(error); ok && errors.Is(err, http.ErrAbortHandler) {
				panic(fault) // the server's own way to cut a connection
			}
			if fault != nil {
				log.ErrorContext(r.Context(), "panic", "method", r.Method, "path", r.URL.Path, "panic", fault, "stack", string(debug.Stack()))
				if seen.status == 0 {
					http.Error(seen, "the server failed: its log says why", http.StatusInternalServerError)
				}
			}
			log.DebugContext(r.Context(), "request", "method", r.Method, "path", r.URL.Path, "status", seen.code(),
				"bytes", seen.bytes, "duration", time.Since(begin))
		}()
		next.ServeHTTP(seen, r)
	})
}

// response remembers what was answered.
type response struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (r *response) WriteHeader(status int) {
	if r.status == 0 && status >= http.StatusOK { // what is below announces and does not answer
		r.status = status
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *response) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (r *response) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// code is the status; a handler that wrote nothing answered 200.
func (r *response) code() int {
	if r.status == 0 {
		return http.StatusOK
	}
	return r.status
}
