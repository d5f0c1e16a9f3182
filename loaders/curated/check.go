package curated

import (
	"fmt"
	"strconv"
	"strings"
)

// check reports everything in which a node differs from its shape.
func (r *reader) check(n *node, s *shape, path string) {
	switch {
	case n.kind == mapping && s.record != nil:
		r.checkRecord(n, s.record, path)
	case n.kind == mapping && s.names != nil:
		r.checkNames(n, s.names, path)
	case n.kind == list && s.list != nil:
		if len(n.items) == 0 {
			r.fail(n, path, "an empty list: leave the field out")
		}
		for i, item := range n.items {
			r.check(item, s.list, index(path, i))
		}
	case n.kind.scalar() && s.scalar != nil:
		r.checkScalar(n, *s.scalar, path)
	case n.kind.scalar() && s.bare != "":
		r.fail(n, path, "%s", s.bare)
	default:
		r.fail(n, path, "want %s, not %s", s.what, n.kind)
	}
}

func (r *reader) checkRecord(n *node, rec *record, path string) {
	for _, e := range n.entries {
		f, known := rec.field(e.key)
		if !known {
			r.failAt(e.line, e.column, join(path, e.key), "unknown field `%s`%s", clip(e.key), didYouMean(e.key, rec.names()))
			continue
		}
		r.check(e.value, f.shape, join(path, e.key))
	}
	for _, f := range rec.fields {
		if f.required && n.get(f.name) == nil {
			r.fail(n, path, "missing field `%s`: write %s", f.name, f.shape.what)
		}
	}
	for _, rule := range rec.rules {
		if !rule.holds(n) {
			r.fail(n, path, "%s", rule.remedy)
		}
	}
}

func (r *reader) checkNames(n *node, names *names, path string) {
	for _, e := range n.entries {
		if err := names.key.check(e.key); err != nil {
			r.failAt(e.line, e.column, join(path, e.key), "%v", err)
		}
		r.check(e.value, names.value, join(path, e.key))
	}
	if len(n.entries) == 0 {
		r.fail(n, path, "an empty mapping: leave the field out")
	}
}

func (r *reader) checkScalar(n *node, f form, path string) {
	switch {
	case !f.takes(n.kind) && f.takes(text):
		r.fail(n, path, "want %s, not %s: put `%s` in quotes", f.want, n.kind, clip(n.text))
	case !f.takes(n.kind):
		r.fail(n, path, "want %s, not %s", f.want, n.kind)
	default:
		if err := f.check(n.text); err != nil {
			r.fail(n, path, "%v", err)
		}
	}
}

// valid says whether a scalar has the form; faults were reported by check.
func (f form) valid(n *node) bool {
	return n.kind.scalar() && f.takes(n.kind) && f.check(n.text) == nil
}

// fail reports a fault at a node.
func (r *reader) fail(n *node, path, format string, args ...any) {
	r.failAt(n.line, n.column, path, format, args...)
}

func join(path, key string) string {
	key = strings.ToValidUTF8(clip(key), "?")
	if path == "" {
		return key
	}
	return path + "." + key
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

func (r *reader) failAt(line, column int, path, format string, args ...any) {
	r.batch.problem(r.place(line, column), path, fmt.Sprintf(format, args...))
}
