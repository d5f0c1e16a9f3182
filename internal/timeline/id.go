package timeline

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// ID names one node for ever. A node of its own is lower-case words joined by hyphens (us-dhs-bod-17-01); a part of
// it follows after "#": a milestone is #role or #role/scope, a restriction #restriction/name, an effect #effect/name,
// a statement #statement/name. Claims and discrepancies are "claim:" and "discrepancy:" with a hash.
type ID string

// ErrBadID says that a string cannot be an ID.
var ErrBadID = errors.New("not an ID")

// MaxIDLength bounds an ID in bytes.
const MaxIDLength = 160

var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(#[a-z0-9_]+(/[a-z0-9]+(-[a-z0-9]+)*)?)?$`)

var hashPattern = regexp.MustCompile(`^(claim|discrepancy):[0-9a-f]{32}$`)

// ParseID checks the form of an ID. The error wraps [ErrBadID].
func ParseID(s string) (ID, error) {
	if len(s) > MaxIDLength || !(idPattern.MatchString(s) || hashPattern.MatchString(s)) {
		if len(s) > 60 {
			s = s[:60] + "..."
		}
		return "", fmt.Errorf("%q: %w: lower-case letters and digits joined by hyphens, then at most one #part or #part/name", s, ErrBadID)
	}
	return ID(s), nil
}

// Owner is the node that a part belongs to: us-dhs-bod-17-01 for us-dhs-bod-17-01#issued; the ID itself otherwise.
func (id ID) Owner() ID {
	owner, _, _ := strings.Cut(string(id), "#")
	return ID(owner)
}

// Part is what follows the "#": "issued", "compliance_deadline/plan"; empty for a node of its own.
func (id ID) Part() string {
	_, part, _ := strings.Cut(string(id), "#")
	return part
}

// Role gives the role and the scope of a milestone's ID: "compliance_deadline" and "plan"; the scope is empty where it
// has none. Of other parts it gives the kind and the name.
func (id ID) Role() (role, scope string) {
	role, scope, _ = strings.Cut(id.Part(), "/")
	return role, scope
}

// With names a part of the node.
func (id ID) With(part string) ID { return id + "#" + ID(part) }

// PartKind tells what the ID's part is: a restriction, an effect, a statement, or else a milestone. It is empty for a
// node of its own.
func (id ID) PartKind() Kind {
	switch head, _ := id.Role(); head {
	case "":
		return ""
	case "restriction":
		return KindRestriction
	case "effect":
		return KindEffect
	case "statement":
		return KindStatement
	}
	return KindMilestone
}
