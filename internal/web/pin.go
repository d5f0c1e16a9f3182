package web

import (
	"errors"
	"maps"
	"net/url"

	"github.com/regline/regline/internal/timeline"
)

// pin tells of a page that shows one release for ever, and what has changed since.
type pin struct {
	Number  int
	Known   string
	Current int
	Draft   bool // the current release is a draft
	Now     string
	// Added and Retracted are the claims that concern the page. TooMany: there are more than a page tells.
	Added, Retracted []changed
	TooMany          bool
}

// changed is a claim that came or went.
type changed struct {
	given
	Quote  quote
	Reason string
}

// Same says that nothing changed.
func (p *pin) Same() bool { return !p.TooMany && len(p.Added)+len(p.Retracted) == 0 }

// topic is what the changes of a page are about; empty fields do not bind.
type topic struct {
	vendor, owner, source timeline.ID
	// vendors are those of whom one has to be concerned.
	vendors []timeline.ID
	// owners gives the nodes that a page shows of the release that a visit reads; the changes concern one of them, or a
	// part of one. Nil does not bind.
	owners func(*visit) (map[timeline.ID]bool, error)
}

// settle says on the page which release it pins and what has changed since, and how the page can be framed.
func (v *visit) settle(pg *page, about topic) error {
	if pg.Take != nil && pg.Take.Frame != "" {
		pg.OEmbed = "/oembed?" + url.Values{"url": {v.origin() + v.r.URL.RequestURI()}}.Encode()
		pg.Feed = pg.Take.fileOf("atom")
	}
	var err error
	pg.Pin, err = v.pinned(about)
	return err
}

// pinned compares the pinned release with the current one; nil where the address pins none.
func (v *visit) pinned(about topic) (*pin, error) {
	if v.sel.Release == 0 {
		return nil, nil
	}
	rel := v.reader.Release()
	p := &pin{Number: rel.Number, Current: v.current.Number, Draft: v.current.Draft, Now: v.unpinned()}
	if rel.Known != nil {
		p.Known = v.dayWords(*rel.Known)
	}
	if rel.Number == v.current.Number {
		return p, nil
	}
	now, before := *v, *v
	view, err := v.store.Open(v.ctx, timeline.KnownAt{})
	if err != nil {
		return nil, err
	}
	now.reader, now.sel.Release = timeline.NewReaderOf(v.store, view), 0
	d, err := now.changes(rel.Number, about)
	if errors.Is(err, timeline.ErrTooLarge) {
		p.TooMany = true
		return p, nil
	} else if err != nil {
		return nil, err
	}
	concerns, err := concern(about, &now, &before)
	if err != nil {
		return nil, err
	}
	for _, c := range d.Added {
		if !concerns(c) {
			continue
		}
		if err := now.change(&p.Added, c, ""); err != nil {
			return nil, err
		}
	}
	for _, c := range d.Retracted {
		if !concerns(c.Claim) {
			continue
		}
		if err := before.change(&p.Retracted, c.Claim, c.Reason); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// changes are those since a release about the topic, each once.
func (v *visit) changes(since int, about topic) (*timeline.Difference, error) {
	if about.vendors == nil {
		return v.reader.ChangesSince(v.ctx, since, nil, idOrNil(about.vendor), idOrNil(about.owner))
	}
	all := &timeline.Difference{}
	seen := make(map[timeline.ID]bool)
	for _, vendor := range about.vendors {
		d, err := v.reader.ChangesSince(v.ctx, since, nil, &vendor, nil)
		if err != nil {
			return nil, err
		}
		for _, c := range d.Added {
			if !seen[c.ID] {
				seen[c.ID] = true
				all.Added = append(all.Added, c)
			}
		}
		for _, c := range d.Retracted {
			if !seen[c.Claim.ID] {
				seen[c.Claim.ID] = true
				all.Retracted = append(all.Retracted, c)
			}
		}
	}
	return all, nil
}

// concern says of a claim whether it concerns what the page shows, of either release.
func concern(about topic, visits ...*visit) (func(*timeline.Claim) bool, error) {
	owners := make(map[timeline.ID]bool)
	for _, v := range visits {
		if about.owners == nil {
			break
		}
		shown, err := about.owners(v)
		if err != nil {
			return nil, err
		}
		maps.Copy(owners, shown)
	}
	return func(c *timeline.Claim) bool {
		return (about.source == "" || c.SourceID == about.source) && (about.owners == nil || owners[c.Subject] || owners[c.Subject.Owner()])
	}, nil
}

func (v *visit) change(into *[]changed, c *timeline.Claim, reason string) error {
	g, err := v.given(c)
	if err != nil {
		return err
	}
	q, err := v.quote(c)
	if err != nil {
		return err
	}
	*into = append(*into, changed{g, q, reason})
	return nil
}

// unpinned is the address of the page without its release, as of today.
func (v *visit) unpinned() string {
	q := v.r.URL.Query()
	q.Del("release")
	q.Del(keyDay)
	to := v.r.URL.Path
	if len(q) > 0 {
		to += "?" + q.Encode()
	}
	return to
}

func idOrNil(id timeline.ID) *timeline.ID {
	if id == "" {
		return nil
	}
	return &id
}
