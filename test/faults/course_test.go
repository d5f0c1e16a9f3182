package faults

import (
	"fmt"
	"sync"
)

// course is the order in which releases become current, as it may be seen: never one that is not current yet, and
// never one that was current before what somebody has seen already.
type course struct {
	mu       sync.Mutex
	releases []string // digests; the last may be one that is being loaded
	seen     int      // the latest that is known to have been current
	during   bool     // a load is under way
}

// begin gives the least position of an answer to a question that is asked now.
func (c *course) begin() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen
}

// load says that a release is being loaded, from now on.
func (c *course) load(digest string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.releases = append(c.releases, digest)
	c.during = true
}

// settle says that the load has ended, and which release is current now for certain.
func (c *course) settle(digest string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.during = false
	last := len(c.releases) - 1
	switch {
	case c.releases[last] == digest:
		c.seen = last
	case c.seen == last:
		return fmt.Errorf("release %.8s was seen, and now %.8s is current", c.releases[last], digest)
	case c.seen == last-1 && c.releases[c.seen] == digest:
		c.releases = c.releases[:last]
	default:
		return fmt.Errorf("release %.8s is current and was not loaded", digest)
	}
	return nil
}

// answer says whether an answer from a release is possible, for a question that was asked when begin gave least.
func (c *course) answer(least int, digest string) (during bool, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := least; i < len(c.releases); i++ {
		if c.releases[i] == digest {
			c.seen = max(c.seen, i)
			return c.during, nil
		}
	}
	return c.during, fmt.Errorf("release %.8s answers, where %.8s was current already", digest, c.releases[least])
}
