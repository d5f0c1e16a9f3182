package cli

import "testing"

// TestHeadroom: what the environment says of the garbage collector stands alone.
func TestHeadroom(t *testing.T) {
	for _, row := range []struct {
		gogc, limit string
		want        int
	}{{"", "", headroom}, {"100", "", 0}, {"", "1GiB", 0}} {
		t.Setenv("GOGC", row.gogc)
		t.Setenv("GOMEMLIMIT", row.limit)
		if got := len(newHeadroom()); got != row.want {
			t.Errorf("GOGC=%s GOMEMLIMIT=%s: %d bytes, want %d", row.gogc, row.limit, got, row.want)
		}
	}
}
