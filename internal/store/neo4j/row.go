package neo4j

import (
	"errors"
	"fmt"
)

// errForeign says that the database answered with something that this store did not write.
var errForeign = errors.New("the database holds what this version of Regline did not write")

// rowsOf reads a list of lists of n values.
func rowsOf(value any, n int) ([][]any, error) {
	list, ok := value.([]any)
	if !ok {
		return nil, fmt.Errorf("%w: %T for a list of rows", errForeign, value)
	}
	rows := make([][]any, len(list))
	for i, v := range list {
		row, ok := v.([]any)
		if !ok || len(row) != n {
			return nil, fmt.Errorf("%w: %T for a row of %d values", errForeign, v, n)
		}
		rows[i] = row
	}
	return rows, nil
}

// column reads values of a row by position and keeps the first fault.
type column struct {
	row []any
	err error
}

func (c *column) text(i int) string {
	s, ok := c.row[i].(string)
	if !ok {
		c.fault(i, "a string")
	}
	return s
}

func (c *column) integer(i int) int64 {
	n, ok := c.row[i].(int64)
	if !ok {
		c.fault(i, "an integer")
	}
	return n
}

// list is nil where there is none.
func (c *column) list(i int) []any {
	l, ok := c.row[i].([]any)
	if !ok && c.row[i] != nil {
		c.fault(i, "a list")
	}
	return l
}

func (c *column) fault(i int, want string) {
	if c.err == nil {
		c.err = fmt.Errorf("%w: %T in column %d, not %s", errForeign, c.row[i], i, want)
	}
}
