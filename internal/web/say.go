package web

import (
	"fmt"

	"github.com/regline/regline/internal/timeline"
)

// say gives a phrase in a language, with its arguments in place.
func say(l timeline.Language, key string, args ...any) (string, error) {
	p, ok := phrases[key]
	if !ok {
		return "", fmt.Errorf("no phrase %q", key)
	}
	if len(args) == 0 {
		return p.in(l), nil
	}
	return fmt.Sprintf(p.in(l), args...), nil
}

// sayCount gives the phrase for one or for several things, with their number.
func sayCount(l timeline.Language, key string, n int) (string, error) {
	if n == 1 {
		return say(l, key+".one")
	}
	return say(l, key+".many", grouped(l, n))
}

// sayTerm gives the name of a term of the vocabulary.
func sayTerm(l timeline.Language, list, name string) (string, error) {
	p, ok := terms[list+"."+name]
	if !ok {
		return "", fmt.Errorf("no word for the term %s of %s", name, list)
	}
	return p.in(l), nil
}

// say gives a phrase that the program itself names: a test asserts that there is each.
func (v *visit) say(key string, args ...any) string {
	s, err := say(v.lang, key, args...)
	if err != nil {
		v.log.ErrorContext(v.ctx, "a page lacks words", "error", err)
		return key
	}
	return s
}

// term gives the name of a term; a term of a later vocabulary is shown as it is written.
func (v *visit) term(list, name string) string {
	if name == "" {
		return ""
	}
	s, err := sayTerm(v.lang, list, name)
	if err != nil {
		return name
	}
	return s
}

// sayCount gives a phrase with a number.
func (v *visit) sayCount(key string, n int) string {
	s, err := sayCount(v.lang, key, n)
	if err != nil {
		v.log.ErrorContext(v.ctx, "a page lacks words", "error", err)
		return key
	}
	return s
}

// shortMonths are the names of months on an axis.
func shortMonths(l timeline.Language) [12]string {
	if l == timeline.German {
		return [12]string{"Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."}
	}
	return [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}
}
