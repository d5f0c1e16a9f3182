package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed assets/site.css assets/regline.js assets/icon.svg
var assetFiles embed.FS

// assets are the files that pages load: each has the hash of its contents in its address and never changes under it.
type assets struct {
	address map[string]string // by name
	files   map[string]asset  // by address
}

type asset struct {
	mediaType    string
	body, packed []byte
}

// loadAssets reads the embedded files.
func loadAssets() *assets {
	a := &assets{address: make(map[string]string), files: make(map[string]asset)}
	entries, err := assetFiles.ReadDir("assets")
	if err != nil {
		panic(fmt.Sprintf("web: embedded assets: %v", err)) // they are part of the program
	}
	for _, e := range entries {
		body, err := assetFiles.ReadFile("assets/" + e.Name())
		if err != nil {
			panic(fmt.Sprintf("web: embedded assets: %v", err))
		}
		sum := sha256.Sum256(body)
		ext := path.Ext(e.Name())
		at := "/assets/" + strings.TrimSuffix(e.Name(), ext) + "-" + hex.EncodeToString(sum[:8]) + ext
		var packed bytes.Buffer
		z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression) // the level is one there is
		_, _ = z.Write(body)
		_ = z.Close()
		a.address[e.Name()] = at
		a.files[at] = asset{mediaTypes[ext], body, packed.Bytes()}
	}
	return a
}

var mediaTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// path is the address of a file by its name.
func (a *assets) path(name string) (string, error) {
	at, ok := a.address[name]
	if !ok {
		return "", fmt.Errorf("no asset %q", name)
	}
	return at, nil
}

// ServeHTTP answers with a file, for as long as the browser likes.
func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, ok := a.files[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.mediaType)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	body := f.body
	if acceptsGzip(r) {
		h.Set("Content-Encoding", "gzip")
		body = f.packed
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a reader who left cannot be told
	}
}
