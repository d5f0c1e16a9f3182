package generate

import (
	"strings"
	"testing"
)

// A block that would change what all blocks share is refused: its records would stand twice in the release.
func TestSharedWorldIsKept(t *testing.T) {
	r, err := newRuns(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}()
	m, err := newMaker(Options{Actions: 20}, r)
	if err != nil {
		t.Fatal(err)
	}
	in := Input(20, 0, 0)
	content, err := compiled(in)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.keep(1, content); err != nil {
		t.Errorf("a block as it is made: %v", err)
	}
	d := &draft{in}
	d.say(hubVendor(0), "ALIAS", "Another name")
	if content, err = compiled(d.in); err != nil {
		t.Fatal(err)
	}
	if err := m.keep(1, content); err == nil || !strings.Contains(err.Error(), string(hubVendor(0))) {
		t.Errorf("a block that gives a shared vendor another name: %v", err)
	}
}
