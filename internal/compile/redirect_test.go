package compile

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

// redirect adds a redirect on a line of its own, which it gives.
func (d *draft) redirect(from, to timeline.ID, reason string) int {
	at := d.at()
	d.Redirects = append(d.Redirects, Redirect{From: from, To: to, Reason: reason, At: at, Field: string(from) + ".to"})
	return at.Line
}

func redirected() *draft {
	d := &draft{}
	d.node(timeline.KindVendor, "acme-inc", "acme-ltd")
	d.redirect("acme", "acme-ltd", "two companies")
	d.redirect("acme", "acme-corp", "two companies")
	d.redirect("acme-corp", "acme-inc", "renamed")
	return d
}

func TestRedirectsAreCarriedByTheRelease(t *testing.T) {
	c := redirected().compile(t)
	want := timeline.Redirects{
		"acme":      {To: []timeline.ID{"acme-corp", "acme-ltd"}, Reason: "two companies"},
		"acme-corp": {To: []timeline.ID{"acme-inc"}, Reason: "renamed"},
	}
	if diff := cmp.Diff(want, c.Release.Redirects); diff != "" {
		t.Error(diff)
	}
	if len(c.Records) != 2 || len(c.Edges) != 0 {
		t.Errorf("a redirect is neither node, claim nor relation: %d records, %d edges", len(c.Records), len(c.Edges))
	}
}

// The digest knows the redirects and their reasons, and not in which order they were written.
func TestDigestOfRedirects(t *testing.T) {
	digest := func(d *draft) string { return d.compile(t).Release.Digest }
	was := digest(redirected())
	turned := redirected()
	slices.Reverse(turned.Redirects)
	if digest(turned) != was {
		t.Error("the order of redirects counts")
	}
	reworded := redirected()
	reworded.Redirects[2].Reason = "merged"
	fewer := redirected()
	fewer.Redirects = fewer.Redirects[1:]
	for what, d := range map[string]*draft{"another reason": reworded, "a target less": fewer} {
		if digest(d) == was {
			t.Errorf("%s: the digest is the same", what)
		}
	}
}

func TestFaultsOfRedirects(t *testing.T) {
	d := &draft{}
	d.node(timeline.KindVendor, "acme-inc", "acme-ltd")
	d.node(timeline.KindAction, "act")
	d.say("act#issued", timeline.On, "2020-01-01")
	still := d.redirect("acme-ltd", "acme-inc", "merged")
	nowhere := d.redirect("acme", "acme-icn", "renamed")
	wordless := d.redirect("acme-co", "acme-inc", " ")
	part := d.redirect("act-old", "act#issued", "renamed")
	d.redirect("acme-corp", "acme-inc", "merged")
	twice := d.redirect("acme-corp", "acme-inc", "merged")
	d.redirect("a", "b", "renamed")
	d.redirect("b", "acme-inc", "split")
	closing := d.redirect("b", "a", "split")
	self := d.redirect("c", "c", "renamed")
	named := d.say("act", timeline.Targets, "acme-corp")
	about := d.say("acme-corp#issued", timeline.On, "2020-01-01")
	source := d.say("act", "SUMMARY", "x", from("b"))
	problems := d.faults(t)
	if len(problems) != 10 {
		t.Errorf("%d problems: %v", len(problems), problems)
	}
	wantProblem(t, problems, still, "acme-ltd is declared at facts.yaml:2", "cannot lead to another")
	wantProblem(t, problems, nowhere, `no node "acme-icn"`, `did you mean "acme-inc"?`)
	wantProblem(t, problems, wordless, "the redirect of acme-co needs a reason")
	wantProblem(t, problems, part, "parts follow the node they belong to")
	wantProblem(t, problems, twice, "acme-inc stands here twice")
	wantProblem(t, problems, closing, "leads in a circle: a -> b -> a: let the last of them lead to a node that there is")
	wantProblem(t, problems, self, "leads in a circle: c -> c")
	wantProblem(t, problems, named, `no node "acme-corp" any more: write acme-inc`)
	wantProblem(t, problems, about, `no node "acme-corp" any more: write acme-inc`)
	wantProblem(t, problems, source, `no node "b" any more: write a or acme-inc`)
}
