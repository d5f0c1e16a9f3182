package web

import (
	"slices"
	"sync"
)

// memo keeps the pages that were made last, for those who ask for the same of the same release. It is safe for
// concurrent use.
type memo struct {
	mu    sync.Mutex
	pages map[string][]byte
	order []string // the oldest first
	bytes int
}

// Bounds of a memo.
const (
	memoPages = 64
	memoBytes = 16 << 20
)

// page gives a page by all that it depends on, nil where it is not kept. Nobody may change it.
func (m *memo) page(key string) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.pages[key]
}

// keep takes a page and drops the oldest where there are too many.
func (m *memo) keep(key string, body []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.pages == nil {
		m.pages = make(map[string][]byte)
	}
	if _, ok := m.pages[key]; ok || len(body) > memoBytes/4 {
		return
	}
	m.pages[key] = body
	m.order = append(m.order, key)
	m.bytes += len(body)
	for len(m.order) > memoPages || m.bytes > memoBytes {
		m.bytes -= len(m.pages[m.order[0]])
		delete(m.pages, m.order[0])
		m.order = slices.Delete(m.order, 0, 1)
	}
}
