package bare

import (
	"strconv"
	"unicode/utf8"
)

// The writers append the form of the peer's answers. Rows are lists as the statements make them.

func writeActs(b []byte, rows []any) []byte {
	b = append(b, `{"data":{"actions":`...)
	b = list(b, rows, func(b []byte, row []any) []byte {
		b = member(append(b, '{'), "id", row[0])
		b = member(append(b, ','), "label", row[1])
		b = member(append(b, ','), "kind", row[2])
		b = member(append(b, ','), "jurisdiction", row[3])
		b = list(append(b, `,"by":`...), row[4], named)
		b = list(append(b, `,"targets":`...), row[5], named)
		b = list(append(b, `,"milestones":`...), row[6], func(b []byte, m []any) []byte { return append(milestone(b, m), '}') })
		b = list(append(b, `,"issuedUnder":`...), row[7], named)
		return append(b, '}')
	})
	return append(b, "}}"...)
}

func writeTimeline(b []byte, rows []any) []byte {
	b = append(b, `{"data":{"milestones":`...)
	b = list(b, rows, func(b []byte, row []any) []byte {
		b = append(milestone(b, row), `,"owner":`...)
		b = list(b, row[3], func(b []byte, o []any) []byte {
			b = member(append(b, '{'), "id", o[0])
			b = member(append(b, ','), "label", o[1])
			b = list(append(b, `,"targets":`...), o[2], named)
			return append(b, '}')
		})
		return append(b, '}')
	})
	return append(b, "}}"...)
}

// writeLineage leaves out the root among the nodes, and edges that leave the lineage or lead back towards the root.
func writeLineage(b []byte, rows []any) []byte {
	depths := make(map[any]int64, len(rows))
	for _, r := range rows {
		row := r.([]any)
		depths[row[0]] = row[2].(int64)
	}
	b = append(b, `{"data":{"lineage":{"nodes":`...)
	b = list(b, rows[min(1, len(rows)):], func(b []byte, row []any) []byte {
		b = member(append(b, '{'), "id", row[0])
		b = member(append(b, ','), "label", row[1])
		b = append(b, `,"depth":`...)
		return append(strconv.AppendInt(b, row[2].(int64), 10), '}')
	})
	b = append(b, `,"edges":[`...)
	first := true
	for _, r := range rows {
		row := r.([]any)
		for _, e := range row[3].([]any) {
			edge := e.([]any)
			if depth, inside := depths[edge[1]]; !inside || depth < row[2].(int64) {
				continue
			}
			if !first {
				b = append(b, ',')
			}
			first = false
			b = member(append(b, '{'), "from", row[0])
			b = member(append(b, ','), "relation", edge[0])
			b = append(member(append(b, ','), "to", edge[1]), '}')
		}
	}
	return append(b, "]}}}"...)
}

func writeFound(b []byte, rows []any) []byte {
	return append(list(append(b, `{"data":{"found":`...), rows, named), "}}"...)
}

func named(b []byte, row []any) []byte {
	b = member(append(b, '{'), "id", row[0])
	return append(member(append(b, ','), "label", row[1]), '}')
}

// milestone leaves the object open.
func milestone(b []byte, m []any) []byte {
	b = member(append(b, '{'), "id", m[0])
	b = member(append(b, ','), "role", m[1])
	return member(append(b, ','), "when", m[2])
}

func list(b []byte, rows any, item func(b []byte, row []any) []byte) []byte {
	b = append(b, '[')
	for i, r := range rows.([]any) {
		if i > 0 {
			b = append(b, ',')
		}
		b = item(b, r.([]any))
	}
	return append(b, ']')
}

// member appends a member whose value is a text or null.
func member(b []byte, name string, value any) []byte {
	b = append(b, '"')
	b = append(b, name...)
	b = append(b, `":`...)
	if s, ok := value.(string); ok {
		return quote(b, s)
	}
	return append(b, "null"...)
}

const hexDigits = "0123456789abcdef"

// quote appends a JSON string. Bytes that are no UTF-8 become the replacement character.
func quote(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && n == 1 {
				b = append(append(b, s[from:i]...), "\ufffd"...)
				from = i + 1
			}
			i += n
			continue
		}
		if c < ' ' || c == '"' || c == '\\' {
			b = append(b, s[from:i]...)
			if c < ' ' {
				b = append(b, `\u00`...)
				b = append(b, hexDigits[c>>4], hexDigits[c&15])
			} else {
				b = append(b, '\\', c)
			}
			from = i + 1
		}
		i++
	}
	return append(append(b, s[from:]...), '"')
}
