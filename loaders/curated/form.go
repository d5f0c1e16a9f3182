package curated

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	_ "time/tzdata" // so that the known zones are the same on every machine

	"golang.org/x/text/language"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

// form is what a scalar may be.
type form struct {
	// want names the form in faults: "an EDTF date".
	want string
	// kinds of scalar that have the form; text where it is empty.
	kinds []shapeKind
	// check refuses a text that has not the form, and says why.
	check func(text string) error
	// terms is the closed list of the form, in lower case.
	terms []timeline.TermDef
	// pattern is the form as a regular expression for editors; it may allow more than check.
	pattern string
}

func (f form) takes(k shapeKind) bool {
	if len(f.kinds) == 0 {
		return k == text
	}
	for _, have := range f.kinds {
		if have == k {
			return true
		}
	}
	return false
}

// forms are the forms of values, by the type that the vocabulary gives.
var forms = map[timeline.ValueType]form{
	timeline.ValueText:     textForm,
	timeline.ValueCitation: textForm,
	timeline.ValueDate:     dateForm,
	timeline.ValueRef:      refForm,
	timeline.ValueURL:      {want: "an address that begins with https:// or http://", check: checkURL, pattern: `^https?://`},
	timeline.ValueZone:     {want: "an IANA time zone such as America/New_York", check: checkZone},
	timeline.ValueFlag:     {want: "true", kinds: []shapeKind{boolean}, check: checkTrue},
	timeline.ValueHash:     {want: "the name of a file in texts/, such as bod-17-01.txt", check: checkTextName, pattern: `^[a-z0-9][a-z0-9._-]*\.txt$`},
}

var (
	textForm     = form{want: "a text", check: checkText, pattern: `\S`}
	dateForm     = form{want: "an EDTF date such as 2017-09-13, 2017-12 or 2018", kinds: []shapeKind{text, integer}, check: checkDate, pattern: `^[0-9X./][0-9X./T:+~?%Z-]*$`}
	refForm      = form{want: "an ID", check: checkRef, pattern: `^[a-z0-9]+(-[a-z0-9]+)*(#[a-z0-9_]+(/[a-z0-9]+(-[a-z0-9]+)*)?)?$`}
	nodeForm     = form{want: "an ID", check: checkNode, pattern: namePattern.String()}
	nameForm     = form{want: "a name", check: checkName, pattern: namePattern.String()}
	languageForm = form{want: "a language tag such as en", check: checkLanguage, pattern: `^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$`}
	// labelForm is one of the languages in which nodes are named.
	labelForm        = form{want: "en or de", check: checkLabelLanguage, pattern: languageForm.pattern}
	jurisdictionForm = form{want: "a text", check: checkJurisdiction, pattern: textForm.pattern}
	// milestoneForm is a role or role/scope; windowForm that, or the ID of another act's milestone.
	milestoneForm = form{want: "a role, or role/scope", check: checkMilestone, pattern: "^" + rolePattern + "$"}
	windowForm    = form{want: "a milestone of this act, or the full ID of another's", check: checkWindow, pattern: "^([a-z0-9-]+#)?" + rolePattern + "$"}
)

var rolePattern = "(" + strings.Join(termNames(timeline.Roles), "|") + ")(/[a-z0-9]+(-[a-z0-9]+)*)?"

// termForm is a term of a closed list.
func termForm(list []timeline.TermDef) form {
	return form{want: "a term", terms: list, check: func(s string) error { return checkTerm(list, s) }}
}

var namePattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

var (
	errEmpty   = errors.New("empty: write it or leave the field out")
	errUnknown = errors.New("unknown")
	errNotForm = errors.New("not of the form")
)

func checkText(s string) error {
	if strings.TrimSpace(s) == "" {
		return errEmpty
	}
	return nil
}

func checkDate(s string) error {
	_, err := edtf.Parse(s)
	return err
}

func checkRef(s string) error {
	_, err := timeline.ParseID(s)
	return err
}

// checkNode wants the ID of a node of its own, not of a part.
func checkNode(s string) error {
	id, err := timeline.ParseID(s)
	if err != nil {
		return err
	}
	if !namePattern.MatchString(s) {
		return fmt.Errorf("%q: %w: the ID of a part or claim stands where a node's own ID is wanted; did you mean `%s`?", clip(s), timeline.ErrBadID, id.Owner())
	}
	return nil
}

func checkName(s string) error {
	if len(s) > timeline.MaxIDLength || !namePattern.MatchString(s) {
		return fmt.Errorf("%q: %w of a name: lower-case letters and digits joined by hyphens", clip(s), errNotForm)
	}
	return nil
}

func checkLanguage(s string) error {
	if _, err := language.Parse(s); err != nil {
		return fmt.Errorf("%q: %w language: write a BCP 47 tag such as en or de", clip(s), errUnknown)
	}
	return nil
}

func checkLabelLanguage(s string) error {
	if s != english && s != german {
		return fmt.Errorf("%q: %w language of a label: nodes are named in en and de; write a name in another language under `aliases`", clip(s), errUnknown)
	}
	return nil
}

// checkJurisdiction wants the ISO 3166-1 alpha-2 code of a country, or EU.
func checkJurisdiction(s string) error {
	if s == "EU" {
		return nil
	}
	near := ""
	if r, err := language.ParseRegion(s); err == nil && r.Canonicalize().IsCountry() {
		if near = r.Canonicalize().String(); near == s {
			return nil
		}
		near = ": did you mean `" + near + "`?"
	}
	return fmt.Errorf("%q: %w jurisdiction: write the ISO 3166-1 code of a country in two capital letters, such as US, or EU%s", clip(s), errUnknown, near)
}

func checkTerm(list []timeline.TermDef, s string) error {
	known := termNames(list)
	for _, k := range known {
		if k == s {
			return nil
		}
	}
	return fmt.Errorf("%w term `%s`%s", errUnknown, clip(s), didYouMean(s, known))
}

func checkMilestone(s string) error {
	role, scope, scoped := strings.Cut(s, "/")
	if err := checkTerm(timeline.Roles, role); err != nil {
		return fmt.Errorf("%w role `%s`%s", errUnknown, clip(role), didYouMean(role, termNames(timeline.Roles)))
	}
	if scoped {
		return checkName(scope)
	}
	return nil
}

func checkWindow(s string) error {
	if strings.Contains(s, "#") {
		return checkRef(s)
	}
	return checkMilestone(s)
}

func checkURL(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return fmt.Errorf("%q: %w of an address: write it in full, from https:// or http:// on", clip(s), errNotForm)
	}
	return nil
}

func checkZone(s string) error {
	if _, err := time.LoadLocation(s); err != nil || s == "" || s == "Local" {
		return fmt.Errorf("%q: %w time zone: write an IANA name such as America/New_York", clip(s), errUnknown)
	}
	return nil
}

func checkTrue(s string) error {
	if s != "true" {
		return fmt.Errorf("`%s`: only true can be written here; leave the field out otherwise", clip(s))
	}
	return nil
}

var textName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*\.txt$`)

func checkTextName(s string) error {
	if !textName.MatchString(s) {
		return fmt.Errorf("%q: %w of the name of a file in texts/: lower case, ending in .txt", clip(s), errNotForm)
	}
	return nil
}

// termNames are the names of a list as files write them.
func termNames(list []timeline.TermDef) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = strings.ToLower(t.Name)
	}
	return out
}

// clip bounds how much of a text a fault repeats.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "..."
	}
	return s
}
