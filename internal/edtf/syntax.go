package edtf

import (
	"errors"
	"fmt"
)

// ErrSyntax is wrapped by every error of [Parse] and [ParseDay].
var ErrSyntax = errors.New("not a date of the EDTF forms read here")

// SyntaxError says where a text stops being a date, and what would have been one.
type SyntaxError struct {
	Text   string // the whole text
	Offset int    // in bytes from the start of Text
	Want   string // what was expected at Offset
}

// quoted bounds how much of a text an error repeats. No date is as long.
const quoted = 40

func (e *SyntaxError) Error() string {
	text, more := e.Text, ""
	if len(text) > quoted {
		text, more = text[:quoted], "..."
	}
	return fmt.Sprintf("%v: %q%s: offset %d: want %s", ErrSyntax, text, more, e.Offset, e.Want)
}

// Unwrap returns [ErrSyntax].
func (e *SyntaxError) Unwrap() error { return ErrSyntax }
