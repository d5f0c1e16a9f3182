package neo4j

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/regline/regline/internal/timeline"
)

func vendorTexts(id, label string) recordTexts {
	body := fmt.Sprintf(`{"id":%q,"node":"VENDOR","labels":{"en":%q},"since":1}`, id, label)
	return recordTexts{id, "VENDOR", "digest", body, `[{"index":"vendors","key":"k"}]`, `[{"n":"node","v":"VENDOR"}]`}
}

func TestDecoded(t *testing.T) {
	d := newDecoded(10_000, decodeRecord)
	first, err := d.of(vendorTexts("a", "A"))
	if err != nil {
		t.Fatal(err)
	}
	if first.ID != "a" || first.Node.Base().Label(nil) != "A" || len(first.Places) != 1 || len(first.Facets) != 1 {
		t.Errorf("decoded was %+v", first)
	}
	if again, err := d.of(vendorTexts("a", "A")); err != nil || again != first {
		t.Errorf("the same texts gave another record: %v", err)
	}
	// The digest alone names no record: it leaves out since.
	for i := range recordWidth {
		other := vendorTexts("a", "A")
		switch i {
		case 1:
			other[i] = "PERSON"
		case 3:
			other[i] = strings.Replace(other[i], `"since":1`, `"since":2`, 1)
		case 4, 5:
			other[i] = "[]"
		default:
			other[i] = "b"
		}
		if r, err := d.of(other); err != nil || r == first {
			t.Errorf("another text in column %d gave the same record, %v", i, err)
		}
	}
}

func TestDecodedKeepsNoFaults(t *testing.T) {
	d := newDecoded(10_000, decodeRecord)
	bad := vendorTexts("a", "A")
	bad[3] = "no JSON"
	for range 2 {
		if r, err := d.of(bad); !errors.Is(err, errForeign) || r != nil {
			t.Errorf("a foreign text gave %v, %v", r, err)
		}
	}
}

func TestDecodedIsBounded(t *testing.T) {
	const most = 5_000
	d := newDecoded(most, decodeRecord)
	hot := vendorTexts("hot", "asked again and again")
	first, err := d.of(hot)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 1000 {
		if _, err := d.of(vendorTexts(fmt.Sprintf("v-%04d", i), "V")); err != nil {
			t.Fatal(err)
		}
		if r, err := d.of(hot); err != nil || r != first {
			t.Fatalf("after %d others what is asked all the time was forgotten: %v", i, err)
		}
		held := 0
		for _, generation := range []map[recordTexts]weighed[*timeline.Record]{d.young, d.old} {
			for texts := range generation {
				for _, s := range texts {
					held += len(s)
				}
			}
		}
		if held > 2*most {
			t.Fatalf("after %d others %d bytes are held, more than two generations of %d", i, held, most)
		}
	}
	if _, held := d.get(vendorTexts("v-0000", "V")); held {
		t.Error("the first of a thousand was not forgotten")
	}
	long := vendorTexts("long", strings.Repeat("x", most))
	r, err := d.of(long)
	if _, held := d.get(long); err != nil || held {
		t.Errorf("what is longer than a generation was kept: %v, %v", r, err)
	}
}

func TestDecodedAtOnce(t *testing.T) {
	d := newDecoded(2_000, decodeRecord)
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for i := range 200 {
				id := fmt.Sprintf("v-%d", (g+i)%20)
				if r, err := d.of(vendorTexts(id, id)); err != nil || string(r.ID) != id {
					t.Errorf("%s gave %v, %v", id, r, err)
				}
			}
		})
	}
	all.Wait()
}

func TestReleaseOf(t *testing.T) {
	s := &Store{}
	for _, n := range []int{1, 1, 2, 1} {
		r, err := s.releaseOf(fmt.Sprintf(`{"number":%d,"digest":"d%d"}`, n, n))
		if err != nil || r.release.Number != n || r.release.Digest != fmt.Sprintf("d%d", n) {
			t.Errorf("release %d was read as %+v, %v", n, r, err)
		}
	}
	if _, err := s.releaseOf("{"); err == nil {
		t.Error("half a release was read")
	}
	if r, err := s.releaseOf(`{"number":1,"digest":"d1"}`); err != nil || r.release.Number != 1 {
		t.Errorf("after a fault: %+v, %v", r, err)
	}
}
