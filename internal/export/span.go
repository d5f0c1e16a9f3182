package export

import (
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// span is a piece of running text.
type span struct {
	text string
	// code is shown as it is written; href makes a link of the text; note refers to a numbered note.
	code bool
	href string
	note int
}

func plain(text string) span { return span{text: text} }

func code(text string) span { return span{text: text, code: true} }

// link leads to an address of the web; any other address stays text.
func link(text, address string) span {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return span{text: text}
	}
	return span{text: text, href: u.String()}
}

// noteRefs are references to notes, each once.
func noteRefs(numbers []int) []span {
	var out []span
	seen := make(map[int]bool)
	for _, n := range numbers {
		if !seen[n] {
			seen[n] = true
			out = append(out, span{note: n})
		}
	}
	return out
}

// page renders a report.
type page interface {
	begin(title string) string
	heading(text string) string
	paragraph(spans ...span) string
	bullets(items [][]span) string
	tableBegin(heads []string) string
	tableRow(cells [][]span) string
	tableEnd() string
	notes(notes [][]span) string
	end() string
}

// markdownPage renders GitHub's Markdown with its tables and footnotes, which Pandoc reads too.
type markdownPage struct{}

func (p markdownPage) begin(title string) string  { return "# " + markdownText(title) + "\n" }
func (p markdownPage) heading(text string) string { return "\n## " + markdownText(text) + "\n" }
func (p markdownPage) paragraph(spans ...span) string {
	return "\n" + p.inline(spans) + "\n"
}

func (p markdownPage) bullets(items [][]span) string {
	var b strings.Builder
	b.WriteByte('\n')
	for _, item := range items {
		b.WriteString("- " + p.inline(item) + "\n")
	}
	return b.String()
}

func (p markdownPage) tableBegin(heads []string) string {
	cells := make([]string, len(heads))
	for i, h := range heads {
		cells[i] = markdownText(h)
	}
	return "\n| " + strings.Join(cells, " | ") + " |\n|" + strings.Repeat(" --- |", len(heads)) + "\n"
}

func (p markdownPage) tableRow(cells [][]span) string {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = p.inline(c)
	}
	return "| " + strings.Join(texts, " | ") + " |\n"
}

func (p markdownPage) tableEnd() string { return "" }

func (p markdownPage) notes(notes [][]span) string {
	var b strings.Builder
	for i, n := range notes {
		b.WriteString("\n[^" + strconv.Itoa(i+1) + "]: " + p.inline(n) + "\n")
	}
	return b.String()
}

func (p markdownPage) end() string { return "" }

func (p markdownPage) inline(spans []span) string {
	var b strings.Builder
	for i, s := range spans {
		switch {
		case s.note > 0:
			if i > 0 && spans[i-1].note > 0 {
				b.WriteByte(' ')
			}
			b.WriteString("[^" + strconv.Itoa(s.note) + "]")
		case s.code:
			b.WriteString("`" + markdownCode.Replace(oneLine(s.text)) + "`")
		case s.href != "" && s.href == s.text:
			b.WriteString("<" + markdownAddress.Replace(s.href) + ">")
		case s.href != "":
			b.WriteString("[" + markdownText(s.text) + "](<" + markdownAddress.Replace(s.href) + ">)")
		default:
			text := markdownText(s.text)
			if i > 0 {
				text = edge(s.text, true) + text
			}
			b.WriteString(text + edge(s.text, false))
		}
	}
	return b.String()
}

// edge is the space at an end of a text, which oneLine takes away.
func edge(s string, front bool) string {
	if trimmed := strings.TrimLeft(s, " "); front && len(trimmed) < len(s) && trimmed != "" || !front && strings.HasSuffix(s, " ") {
		return " "
	}
	return ""
}

// markdownCode keeps a code span and a cell of a table whole.
var markdownCode = strings.NewReplacer("`", "'", "|", `\|`)

// markdownAddress keeps an address within its angle brackets and its cell.
var markdownAddress = strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C", "|", "%7C", " ", "%20")

// markdownSpecial are the characters that mean something within a line, to Markdown or to an extension that makes links
// of addresses, formulas of dollars or emoji of colons.
var markdownSpecial = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "~", `\~`, "&", `\&`, "!", `\!`, "^", `\^`, "$", `\$`,
	"@", `\@`, "://", `\://`, "www.", `www\.`, "#", `\#`, "{", `\{`, "}", `\}`)

// markdownBlock begins a block where a text begins: a list, a heading underlined, a rule.
var markdownBlock = regexp.MustCompile(`^([-+=]|[0-9]{1,9}[.)])`)

// markdownText makes a text one line that is read as text wherever it stands.
func markdownText(s string) string {
	s = markdownSpecial.Replace(oneLine(s))
	return markdownBlock.ReplaceAllStringFunc(s, func(m string) string { return m[:len(m)-1] + `\` + m[len(m)-1:] })
}

// htmlPage renders a document that stands alone, with a style for print.
type htmlPage struct{ language string }

func (p htmlPage) begin(title string) string {
	t := html.EscapeString(oneLine(title))
	return "<!DOCTYPE html>\n<html lang=\"" + p.language + "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>" + t +
		"</title>\n<style>\n" + reportStyle + "</style>\n</head>\n<body>\n<h1>" + t + "</h1>\n"
}

func (p htmlPage) heading(text string) string {
	return "<h2>" + html.EscapeString(oneLine(text)) + "</h2>\n"
}

func (p htmlPage) paragraph(spans ...span) string { return "<p>" + p.inline(spans) + "</p>\n" }

func (p htmlPage) bullets(items [][]span) string {
	var b strings.Builder
	b.WriteString("<ul>\n")
	for _, item := range items {
		b.WriteString("<li>" + p.inline(item) + "</li>\n")
	}
	return b.String() + "</ul>\n"
}

func (p htmlPage) tableBegin(heads []string) string {
	var b strings.Builder
	b.WriteString("<table>\n<thead><tr>")
	for _, h := range heads {
		b.WriteString("<th scope=\"col\">" + html.EscapeString(h) + "</th>")
	}
	return b.String() + "</tr></thead>\n<tbody>\n"
}

func (p htmlPage) tableRow(cells [][]span) string {
	var b strings.Builder
	b.WriteString("<tr>")
	for _, c := range cells {
		b.WriteString("<td>" + p.inline(c) + "</td>")
	}
	return b.String() + "</tr>\n"
}

func (p htmlPage) tableEnd() string { return "</tbody>\n</table>\n" }

func (p htmlPage) notes(notes [][]span) string {
	var b strings.Builder
	b.WriteString("<ol class=\"notes\">\n")
	for i, n := range notes {
		b.WriteString("<li id=\"note-" + strconv.Itoa(i+1) + "\">" + p.inline(n) + "</li>\n")
	}
	return b.String() + "</ol>\n"
}

func (p htmlPage) end() string { return "</body>\n</html>\n" }

func (p htmlPage) inline(spans []span) string {
	var b strings.Builder
	for i, s := range spans {
		text := html.EscapeString(clean(s.text))
		switch {
		case s.note > 0:
			if i > 0 && spans[i-1].note > 0 {
				b.WriteByte(' ')
			}
			n := strconv.Itoa(s.note)
			b.WriteString(`<sup><a href="#note-` + n + `">[` + n + `]</a></sup>`)
		case s.code:
			b.WriteString("<code>" + text + "</code>")
		case s.href != "":
			b.WriteString(`<a href="` + html.EscapeString(s.href) + `">` + text + "</a>")
		default:
			b.WriteString(text)
		}
	}
	return b.String()
}

// clean is oneLine with the spaces at both ends left as one.
func clean(s string) string { return edge(s, true) + oneLine(s) + edge(s, false) }

// reportStyle is made for paper and for pasting: no colour carries a meaning.
const reportStyle = `:root { color-scheme: light dark; }
body { font: 11pt/1.45 Georgia, "Times New Roman", serif; max-width: 62em; margin: 2em auto; padding: 0 1em; }
h1, h2, th { font-family: "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.6em; line-height: 1.2; } h2 { font-size: 1.15em; margin-top: 2em; }
ul { padding-left: 1.2em; }
table { border-collapse: collapse; width: 100%; font-size: .92em; }
th { font-size: .85em; }
th, td { border-bottom: 1px solid #8886; padding: .4em 1em .4em 0; text-align: left; vertical-align: top; overflow-wrap: break-word; }
th:first-child { width: 24%; } th:last-child, td:last-child { padding-right: 0; }
code { font-size: .85em; white-space: nowrap; opacity: .75; }
a { color: inherit; text-decoration-color: #8888; text-underline-offset: .15em; }
.notes { font-size: .88em; } li { margin: .3em 0; overflow-wrap: anywhere; } li code { white-space: normal; }
sup { line-height: 0; } sup a { text-decoration: none; }
:target { background: #fd06; }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 9.5pt; }
  tr, li { break-inside: avoid; } thead { display: table-header-group; } h2 { break-after: avoid; }
  a { text-decoration: none; }
  @page { margin: 18mm; }
}
`
