package cli

import "os"

// headroom is memory that is never touched, so it takes room in the address space alone. The garbage collector counts it
// with the heap and lets the heap grow by as much more before it collects again. A server over a database has a small
// heap, which would otherwise be collected some ten times a second. Unlike a greater GOGC, it adds nothing to that of a
// large heap.
const headroom = 64 << 20

// newHeadroom gives the headroom of a server, none where the environment says how to collect. The caller keeps it alive.
func newHeadroom() []byte {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return nil
	}
	return make([]byte, headroom)
}
