package timeline

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var seventh = Release{Number: 7, Digest: strings.Repeat("ab", 32)}

// A cursor gives back the key that it was made of, whatever the key holds.
func TestCursor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.StringN(1, 80, -1).Draw(t, "key")
		filter := rapid.String().Draw(t, "filter")
		sealed := listOf(seventh, filter).at(key)
		if strings.Trim(sealed, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			t.Fatalf("cursor %q", sealed)
		}
		if got, err := openCursor(&sealed, seventh, filter); err != nil || got != key {
			t.Fatalf("%q, %v", got, err)
		}
	})
}

func TestBadCursor(t *testing.T) {
	good := listOf(seventh, "list").at("key")
	encoded := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	rows := []struct {
		proves, cursor, filter string
		release                Release
		says                   string
	}{
		{"of another list", good, "other list", seventh, "other arguments"},
		{"of another release", good, "list", Release{Number: 8, Digest: seventh.Digest}, "belongs to release 7"},
		{"of another draft of the same number", good, "list", Release{Number: 7, Digest: strings.Repeat("cd", 32)}, "belongs to release 7"},
		{"not of base 64", "***", "list", seventh, "not come from this API"},
		{"cut short", good[:len(good)-3], "list", seventh, "not come from this API"},
		{"a letter changed", "x" + good[1:], "list", seventh, "not come from this API"},
		{"not of JSON", encoded("key"), "list", seventh, "not come from this API"},
		{"without a key", encoded(`{"r":"7","f":"x"}`), "list", seventh, "not come from this API"},
		{"a list", encoded(`[]`), "list", seventh, "not come from this API"},
		{"made up", encoded(`{"r":"7.abababababab","f":"000000000000","k":"key"}`), "list", seventh, "other arguments"},
		{"an offset of another API", encoded("arrayconnection:5"), "list", seventh, "not come from this API"},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			for _, ask := range []Paging{{After: &row.cursor}, {Before: &row.cursor}} {
				_, err := ask.window(row.release, row.filter)
				if !errors.Is(err, ErrBadCursor) || !strings.Contains(err.Error(), row.says) {
					t.Errorf("%v", err)
				}
			}
		})
	}
}

func TestPagingBounds(t *testing.T) {
	n := func(n int) *int { return &n }
	rows := []struct {
		proves      string
		ask         Paging
		first, last int
		fault       bool
	}{
		{"nothing asked is a page of the usual size", Paging{}, DefaultPage, 0, false},
		{"the first", Paging{First: n(3)}, 3, 0, false},
		{"the last", Paging{Last: n(3)}, 0, 3, false},
		{"as many as may be", Paging{First: n(MaxPage)}, MaxPage, 0, false},
		{"both", Paging{First: n(1), Last: n(1)}, 0, 0, true},
		{"none", Paging{First: n(0)}, 0, 0, true},
		{"less than none", Paging{Last: n(-1)}, 0, 0, true},
		{"too many", Paging{Last: n(MaxPage + 1)}, 0, 0, true},
	}
	for _, row := range rows {
		t.Run(row.proves, func(t *testing.T) {
			w, err := row.ask.window(seventh, "list")
			if errors.Is(err, ErrBadInput) != row.fault {
				t.Fatal(err)
			}
			if err == nil && (w.First != row.first || w.Last != row.last) {
				t.Errorf("%+v", w)
			}
		})
	}
}

// The keys of links sort as a store sorts edges, also where one key is the beginning of another: else a page of links
// would lose some.
func TestLinkKeys(t *testing.T) {
	text := rapid.StringMatching(`[ab]([-|#/_][ab0]){0,3}`)
	rapid.Check(t, func(t *rapid.T) {
		link := func(name string) *Link {
			return &Link{Edge: Edge{ToKey: text.Draw(t, name), Rel: Predicate(rapid.SampledFrom([]string{"BY", "BY_X", "B"}).Draw(t, name)), To: ID(text.Draw(t, name))}}
		}
		x, y := link("x"), link("y")
		tuple := slices.Compare([]string{x.ToKey, string(x.Rel), string(x.To)}, []string{y.ToKey, string(y.Rel), string(y.To)})
		if got := strings.Compare(x.key(Outgoing), y.key(Outgoing)); got != tuple {
			t.Fatalf("%q and %q: %d, want %d", x.key(Outgoing), y.key(Outgoing), got, tuple)
		}
	})
}

// Whatever a reader sends as a cursor is a key of this list or a bad cursor.
func FuzzCursor(f *testing.F) {
	for _, s := range []string{listOf(seventh, "list").at("key"), "", "e30", "***", "W10"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key, err := openCursor(&s, seventh, "list")
		if err != nil && !errors.Is(err, ErrBadCursor) || err == nil && key == "" && s != "" {
			t.Errorf("%q: %q, %v", s, key, err)
		}
	})
}
