package ledger

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/edtf"
	"github.com/regline/regline/internal/timeline"
)

func day(t *testing.T, s string) edtf.Day {
	t.Helper()
	d, err := edtf.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func claim(id string, kind timeline.ClaimKind) *timeline.Claim {
	return &timeline.Claim{Common: timeline.Common{ID: timeline.ID(id), Kind: timeline.KindClaim, Since: 7, Labels: map[string]string{"en": "x"}},
		Subject: "a-1", Predicate: timeline.Label, Value: id + " <&>", ClaimKind: kind, Manner: timeline.MannerStates, Rank: timeline.RankNormal}
}

// TestHistory writes three releases and reads them again: each state holds what it held then.
func TestHistory(t *testing.T) {
	l := &Ledger{}
	var file bytes.Buffer
	write := func(number int, known, digest, former string, nodes map[timeline.ID]timeline.Kind, claims []*timeline.Claim, reasons map[timeline.ID]string) {
		t.Helper()
		h := Head{Release: number, Known: day(t, known), Digest: digest, Former: former, Vocabulary: 1, Rules: 1}
		if err := l.Append(&file, h, l.Compare(nodes, nil, claims), reasons); err != nil {
			t.Fatal(err)
		}
	}
	quoted, editorial, later := claim("claim:1", timeline.ClaimQuoted), claim("claim:2", timeline.ClaimEditorial), claim("claim:3", timeline.ClaimQuoted)
	both := map[timeline.ID]timeline.Kind{"a-1": timeline.KindAction, "a-2": timeline.KindVendor}
	one := map[timeline.ID]timeline.Kind{"a-1": timeline.KindAction}
	write(1, "2026-01-02", "d1", "", both, []*timeline.Claim{quoted, editorial}, nil)
	write(2, "2026-01-02", "d2", "d1", one, []*timeline.Claim{quoted, later}, nil)
	write(3, "2026-02-01", "d3", "d2", one, []*timeline.Claim{later}, map[timeline.ID]string{"claim:1": "misread"})

	again, err := Read(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(l.States, again.States, cmp.AllowUnexported(timeline.Claim{}, timeline.Common{}), cmp.Comparer(func(a, b timeline.Claim) bool { return a.ID == b.ID && a.Value == b.Value })); diff != "" {
		t.Errorf("read again:\n%s", diff)
	}
	first, second, third := again.States[0], again.States[1], again.States[2]
	if len(first.Claims) != 2 || first.Claims["claim:1"].Value != "claim:1 <&>" || first.Claims["claim:1"].Since != 0 || len(first.Nodes) != 2 {
		t.Errorf("release 1: %v %v", first.Claims, first.Nodes)
	}
	if second.Claims["claim:2"] != nil || second.Claims["claim:3"] == nil || len(second.Nodes) != 1 {
		t.Errorf("release 2: %v %v", second.Claims, second.Nodes)
	}
	if diff := cmp.Diff([]timeline.Retraction{{ClaimID: "claim:2", Reason: "reworded by the editors"}}, second.Retracted); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]timeline.Retraction{{ClaimID: "claim:1", Reason: "misread"}}, third.Retracted); diff != "" {
		t.Error(diff)
	}
	if d := again.Compare(one, nil, []*timeline.Claim{later}); !d.Empty() {
		t.Errorf("nothing changed, and yet: %+v", d)
	}
}

// TestRetractionNeedsAReason proves that nothing quoted is retracted without one, and that the file stays as it was.
func TestRetractionNeedsAReason(t *testing.T) {
	l := &Ledger{}
	var file bytes.Buffer
	nodes := map[timeline.ID]timeline.Kind{"a-1": timeline.KindAction}
	if err := l.Append(&file, Head{Release: 1, Digest: "d1"}, l.Compare(nodes, nil, []*timeline.Claim{claim("claim:1", timeline.ClaimQuoted)}), nil); err != nil {
		t.Fatal(err)
	}
	before := file.String()
	err := l.Append(&file, Head{Release: 2, Digest: "d2", Former: "d1"}, l.Compare(nodes, nil, nil), nil)
	if err == nil || !strings.Contains(err.Error(), "claim:1 without a reason") {
		t.Errorf("error: %v", err)
	}
	if file.String() != before {
		t.Error("the file was written to")
	}
}

// TestBrokenLedgers are refused with the line and what is wrong there.
func TestBrokenLedgers(t *testing.T) {
	const one = `{"release":1,"known":"2026-01-02","digest":"d1","vocabulary":1,"rules":1}` + "\n"
	add := `{"add":{"id":"claim:1","node":"CLAIM","since":0,"subject":"a-1","predicate":"LABEL","value":"x","kind":"QUOTED","manner":"STATES","rank":"NORMAL"}}` + "\n"
	for _, c := range []struct{ text, want string }{
		{add, "line 1: the first line must name a release"},
		{`{"release":2,"known":"2026-01-02","digest":"d1","vocabulary":1,"rules":1}`, "line 1: release 2 where 1 follows"},
		{one + `{"release":2,"known":"2026-01-02","digest":"d2","former":"d9","vocabulary":1,"rules":1}`, "line 2: release 2 follows the digest d9"},
		{one + `{"release":2,"known":"2026-01-01","digest":"d2","former":"d1","vocabulary":1,"rules":1}`, "line 2: release 2 is known on 2026-01-01, before"},
		{one + add + add, "line 3: adds claim:1 again"},
		{one + `{"retract":"claim:9","reason":"x"}`, "line 2: retracts claim:9, which is not there"},
		{one + add + `{"retract":"claim:1"}`, "line 3: retracts claim:1 without a reason"},
		{one + `{"node":{"id":"a-1","kind":"ACTION"}}` + "\n" + `{"node":{"id":"a-1","kind":"ACTION"}}`, "line 3: adds the node a-1 again"},
		{one + `{"drop":"a-1"}`, "line 2: drops the node a-1, which is not there"},
		{one + `{"more":1}`, "line 2: json: unknown field"},
		{one + `{}`, "line 2: says nothing"},
		{one + `not json`, "line 2: invalid character"},
	} {
		_, err := Read(strings.NewReader(c.text))
		if !errors.Is(err, ErrBroken) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", c.text, err, c.want)
		}
	}
}

// TestEmptyLedger: nothing was released yet, and that is no fault.
func TestEmptyLedger(t *testing.T) {
	l, err := Read(strings.NewReader("\n"))
	if err != nil || l.Last() != nil {
		t.Errorf("%v %v", l, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"release":1,"known":"2026-01-02","digest":"d1","vocabulary":1,"rules":1}` + "\n" + `{"drop":"a"}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		if l, err := Read(bytes.NewReader(src)); (l == nil) == (err == nil) {
			t.Errorf("%v %v", l, err)
		}
	})
}
