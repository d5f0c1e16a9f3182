package web

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/regline/regline/data"
	"github.com/regline/regline/internal/timeline"
)

// TestMemo: the oldest pages go first, by their number and by their size.
func TestMemo(t *testing.T) {
	m := &memo{}
	for i := range memoPages + 1 {
		m.keep(fmt.Sprint(i), []byte("page"))
	}
	if m.page("0") != nil || m.page("1") == nil || len(m.order) != memoPages || m.bytes != 4*memoPages {
		t.Errorf("%d pages, %d bytes", len(m.order), m.bytes)
	}
	m = &memo{}
	big := bytes.Repeat([]byte("x"), memoBytes/4)
	for i := range 5 {
		m.keep(fmt.Sprint(i), big)
	}
	m.keep("larger", append(big, 'x'))
	if m.page("0") != nil || m.page("4") == nil || m.page("larger") != nil || m.bytes != memoBytes {
		t.Errorf("%d pages, %d bytes", len(m.order), m.bytes)
	}
}

// TestMemoKey: a page is made anew for another day, another host, another language and another release.
func TestMemoKey(t *testing.T) {
	tree := files(hostileFacts())
	first := compiled(t, tree, 1)
	store := held(t, first)
	now := noon
	p := newPages(Config{Store: store, Log: nil, Now: func() time.Time { return now }})
	keys := make(map[string]string)
	note := func(what, address, language, host string) {
		t.Helper()
		r := request(address, "Accept-Language", language)
		r.Host = host
		v, err := p.visit(r)
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := keys[v.key()]; ok {
			t.Errorf("%s is taken for %s", what, other)
		}
		keys[v.key()] = what
	}
	note("the page", "/about", "en", "a.example")
	note("in German", "/about", "de", "a.example")
	note("in German by its address", "/about?lang=de", "en", "a.example")
	note("elsewhere", "/about", "en", "b.example")
	note("of a release", "/about?release=1", "en", "a.example")
	note("another page", "/search", "en", "a.example")
	now = noon.Add(24 * time.Hour)
	note("the next day", "/about", "en", "a.example")
	second := compiled(t, data.Files, 2)
	view, err := store.Open(t.Context(), timeline.KnownAt{})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Apply(t.Context(), second.Release, timeline.Changes(view.Manifest(t.Context()), second.Stream().Deltas)); err != nil {
		t.Fatal(err)
	}
	note("of the next release", "/about", "en", "a.example")
}
