package compile

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"slices"
	"strings"

	"github.com/regline/regline/internal/timeline"
)

// digest is SHA-256 over the former release's digest, the sorted canonical claims, the declarations and redirects, the
// kept texts, the inputs' hashes with the loaders' versions, and the versions of vocabulary and rules. Hand-written
// files have no hash in the input: their layout and comments do not count.
func (c *compiler) digest(in Input, former *timeline.Release) string {
	type canonical struct {
		Former       string
		Vocabulary   int
		Rules        int
		Declarations []string
		Redirects    timeline.Redirects `json:",omitempty"`
		Texts        []string
		Inputs       []string
	}
	d := canonical{Vocabulary: timeline.VocabularyVersion, Rules: RulesVersion, Redirects: c.redirects}
	if former != nil {
		d.Former = former.Digest
	}
	for id, decl := range c.declared {
		d.Declarations = append(d.Declarations, string(id)+" "+string(decl.Kind))
	}
	slices.Sort(d.Declarations)
	for name, text := range in.Texts {
		d.Texts = append(d.Texts, name+" "+sha256Hex(text))
	}
	slices.Sort(d.Texts)
	for _, f := range in.Files {
		b, _ := json.Marshal([]any{f.Loader, f.Version, f.SHA256})
		if s := string(b); !slices.Contains(d.Inputs, s) {
			d.Inputs = append(d.Inputs, s)
		}
	}
	slices.Sort(d.Inputs)
	// "Claims" is the first member of the whole. Written one by one, the claims are never in memory all at once.
	h := sha256.New()
	h.Write([]byte(`{"Claims":`))
	c.writeClaims(h)
	h.Write([]byte(","))
	h.Write(canonicalJSON(d)[1:])
	return hex.EncodeToString(h.Sum(nil))
}

// writeClaims writes the canonical claims by ID, null where there are none.
func (c *compiler) writeClaims(h hash.Hash) {
	before := "["
	claims := slices.Clone(c.claims)
	sortClaims(claims)
	for _, cl := range claims {
		h.Write([]byte(before))
		h.Write(canonicalJSON(cl.Claim))
		before = ","
	}
	if len(claims) == 0 {
		h.Write([]byte("null"))
		return
	}
	h.Write([]byte("]"))
}

// canonicalJSON writes a value of strings, booleans, integers, lists and structs of them by RFC 8785: members in the
// order of their names, no white space, nothing escaped that need not be.
func canonicalJSON(v any) json.RawMessage {
	b, _ := json.Marshal(v) // such values always marshal
	var tree any
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	_ = d.Decode(&tree)
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(tree)
	s := strings.TrimSuffix(out.String(), "\n")
	return json.RawMessage(unescaped.Replace(s))
}

// unescaped writes the two separators that package json escapes. The pair of backslashes comes first, so that what
// follows an escaped backslash is left alone.
var unescaped = strings.NewReplacer(`\\`, `\\`, `\u2028`, "\u2028", `\u2029`, "\u2029")

func sortClaims(claims []*claim) {
	slices.SortFunc(claims, func(a, b *claim) int { return cmp.Compare(a.ID, b.ID) })
}
