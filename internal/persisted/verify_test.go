package persisted

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// receiptOf gives the receipt of an address.
func receiptOf(t *testing.T, o *Operations, address string) *Receipt {
	t.Helper()
	got := get(o, address)
	r, err := ParseReceipt(got.Body.Bytes())
	if err != nil {
		t.Fatalf("%s: %v: %s", address, err, got.Body)
	}
	again, err := r.JSON()
	if err != nil || !bytes.Equal(again, got.Body.Bytes()) {
		t.Errorf("written again it is\n%s, not\n%s", again, got.Body)
	}
	return r
}

func TestReceipt(t *testing.T) {
	w := newWorld()
	w.release(t, "2024-12-01", "2025-02-01")
	o := w.operations(t, documents, versions)
	r := receiptOf(t, o, "days?to=act-1%23issued&receipt")
	if r.Result.Text != get(o, "days?to=act-1%23issued").Body.String() {
		t.Errorf("the result is %s", r.Result.Text)
	}
	if got := string(r.Variables); got != `{"from":"act-1#issued","to":"act-1#issued"}` {
		t.Errorf("variables %s", got)
	}
	if r.Operation.Name != "days" || r.Operation.Text != documents[0].Query || r.Program != versions || r.Release.Digest != w.former.Digest || r.Release.Known.String() != "2025-02-01" || r.Release.Rules != 1 {
		t.Errorf("%+v", r)
	}
	if got := get(o, "days?from=nothing&receipt"); got.Header().Get("Cache-Control") != "no-store" || !strings.HasPrefix(got.Body.String(), `{"errors":`) {
		t.Errorf("of an answer with errors: %s", got.Body)
	}
}

// TestAltered: whatever is changed in a receipt, it says so.
func TestAltered(t *testing.T) {
	w := newWorld()
	w.release(t, "2024-12-01", "2025-02-01")
	b := get(w.operations(t, documents, versions), "days?receipt").Body.String()
	for old, altered := range map[string]string{
		`\"days\":31`: `\"days\":30`, "# How long?": "# How short?", `"act-1#effective"`: `"act-1#issued"`, "receipt/1": "receipt/2", `"number": 1`: `"number": 0`,
		"{\n": "[", "}\n": "} {}\n",
	} {
		changed := strings.Replace(b, old, altered, 1)
		if old == "}\n" {
			changed = strings.TrimSuffix(b, old) + altered
		}
		if changed == b {
			t.Fatalf("no %s in %s", old, b)
		}
		if _, err := ParseReceipt([]byte(changed)); !errors.Is(err, ErrReceipt) {
			t.Errorf("%s made %s: %v", old, altered, err)
		}
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, []byte(b), "", "\t"); err != nil {
		t.Fatal(err)
	}
	if _, err := ParseReceipt(indented.Bytes()); err != nil {
		t.Errorf("white space counts: %v", err)
	}
}

// TestVerify gives a receipt in one state of the world and verifies it in another.
func TestVerify(t *testing.T) {
	w := newWorld()
	w.release(t, "2024-12-01", "2025-02-01")
	first := w.operations(t, documents, versions)
	days, pinned, typed := receiptOf(t, first, "days?receipt"), receiptOf(t, first, "pinned?receipt"), receiptOf(t, first, "typed?receipt")
	check := func(what string, o *Operations, r *Receipt, want string) {
		t.Helper()
		v, err := o.Verify(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		lines := []string{fmt.Sprintf("then %t, now %t at %d", v.Then, v.Now, v.Current)}
		for _, f := range v.Found {
			lines = append(lines, fmt.Sprintf("%s %d: %s", f.Kind, f.Release, f.Text))
			for _, p := range f.Places {
				lines = append(lines, fmt.Sprintf("%s: %s to %s", p.Path, p.Before, p.After))
			}
		}
		if diff := cmp.Diff(want, strings.Join(lines, "\n")); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	check("at once", first, days, "then true, now true at 1")
	w.release(t, "2024-12-01", "2025-03-01")
	check("after a release that changes nothing", first, days, "then true, now true at 2")
	w.release(t, "2024-12-11", "2025-04-01")
	w.release(t, "2024-12-12", "2025-05-01")
	const since3 = "then true, now false at 4\nDATA 3: the answer changes with release 3\ndata.between.days: 31 to 21"
	check("after one that does, and another", first, days, since3)
	check("of an operation that says its release", first, pinned, "then true, now true at 4")
	check("of what did not change", first, typed, "then true, now true at 4")

	check("other rules", w.operations(t, documents, Versions{Rules: 9, Vocabulary: 5}), typed,
		"then true, now true at 4\nRULES 0: the program had rules 4 and vocabulary 5, and has 9 and 5 now")
	other := []Document{{Name: "days", Query: "query Days { release { number } }"}}
	check("another text", w.operations(t, other, versions), days,
		"then true, now false at 4\nOPERATION 0: days has another text now, SHA-256 "+hash([]byte(other[0].Query))+": the text of the receipt is asked\nDATA 3: the answer changes with release 3\ndata.between.days: 31 to 21")
	check("no such operation", w.operations(t, nil, versions), typed, "then true, now true at 4\nOPERATION 0: there is no operation \"typed\" any more: the text of the receipt is asked")

	altered := *days
	altered.Result.Text = strings.Replace(days.Result.Text, "31", "32", 1)
	check("the program answers otherwise", first, &altered,
		"then false, now false at 4\nRESULT 1: release 1 gives another answer now\ndata.between.days: 32 to 31\nDATA 3: the answer changes with release 3\ndata.between.days: 31 to 21")
	w.release(t, "", "2025-06-01")
	missing := *days
	missing.Release.Number = 4
	missing.Result.Text = strings.Replace(days.Result.Text, "31", "20", 1)
	check("a step that is gone, and another digest", first, &missing,
		"then true, now false at 5\nRELEASE 4: release 4 has SHA-256 "+w.history[3].Digest+" now, and had "+days.Release.Digest+
			"\nDATA 5: release 5 gives no answer: not found: act-1#issued; act-1 has #effective; the query search finds IDs by name, the query covered tells what the data holds")
	missing.Release.Number = 9
	check("a release that is not held", first, &missing, "then false, now false at 5\nRELEASE 9: release 9 is not held")
}

// TestVerifyDraft: a draft may change under its number; released as it was, it is the same.
func TestVerifyDraft(t *testing.T) {
	w := newWorld()
	w.release(t, "2024-12-01", "")
	o := w.operations(t, documents, versions)
	r := receiptOf(t, o, "days?receipt")
	if !r.Release.Draft || r.Release.Known != nil {
		t.Errorf("%+v", r.Release)
	}
	w.release(t, "2024-12-01", "2025-02-01")
	v, err := o.Verify(t.Context(), r)
	if err != nil || !v.Same() || len(v.Found) != 1 || v.Found[0].Kind != FoundRelease {
		t.Errorf("released: %+v, %v", v, err)
	}
	other := newWorld()
	other.release(t, "2024-12-02", "")
	v, err = other.operations(t, documents, versions).Verify(t.Context(), r)
	if err != nil || v.Same() || len(v.Found) != 2 || v.Found[0].Kind != FoundRelease || v.Found[1].Kind != FoundResult {
		t.Errorf("changed: %+v, %v", v, err)
	}
}

// FuzzParseReceipt: what is taken for a receipt is one when it is written again.
func FuzzParseReceipt(f *testing.F) {
	f.Add([]byte(`{"format":"regline-receipt/1","variables":{"a":1e2},"release":{"number":1}}`))
	f.Add([]byte(`{"format":"regline-receipt/1","operation":{"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},"variables":{},"variablesSha256":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","release":{"number":1},"result":{"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ParseReceipt(b)
		if err != nil {
			if !errors.Is(err, ErrReceipt) {
				t.Fatal(err)
			}
			return
		}
		again, err := r.JSON()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseReceipt(again); err != nil {
			t.Fatalf("%v: %s", err, again)
		}
	})
}

func TestPlaces(t *testing.T) {
	var a, b any
	for text, to := range map[string]*any{`{"x": [1, {"y": null}], "z": "` + strings.Repeat("ä", 200) + `", "same": 1}`: &a, `{"x": [1, {"y": 2}, 3], "w": {}, "same": 1}`: &b} {
		if err := json.Unmarshal([]byte(text), to); err != nil {
			t.Fatal(err)
		}
	}
	got, total := places(a, b)
	want := []Place{{"data.w", "", "{}"}, {"data.x[1].y", "null", "2"}, {"data.x[2]", "", "3"}, {"data.z", `"` + strings.Repeat("ä", 119) + "...", ""}}
	if diff := cmp.Diff(want, got); diff != "" || total != 4 {
		t.Errorf("%d: %s", total, diff)
	}
	long := make([]any, 50)
	if got, total := places([]any{}, long); len(got) != maxPlaces || total != 50 {
		t.Errorf("%d of %d", len(got), total)
	}
}
