package neo4j

import (
	"context"
	"slices"
)

// vacuum takes away what only revisions hold that nobody can open any more. A revision may go when the next one has
// the same release number, so that it was a draft, and became current more than a grace time ago, by the server's
// clock. What the next one closed is noted as superseded; of this goes what no kept revision holds: those are the last
// of each release number. Where nothing is noted, nothing is looked at.
//
// It goes note by note, each in one transaction, and can stop after any. A reader that still has a vacuumed revision
// open gets answers with gaps.
func (a *application) vacuum(ctx context.Context) error {
	for {
		s, err := a.nextSuperseded(ctx)
		if s == nil || err != nil {
			return err
		}
		if err := a.lease.writeJobs(ctx, s.batch(), map[string]any{"until": s.revision, "kept": s.kept}); err != nil {
			return err
		}
	}
}

// superseded is a note of what a revision closed. kept is the greatest kept revision before it, so that what began
// later is held by none.
type superseded struct {
	revision, n, kept         int64
	versions, postings, edges []any
}

// nextSuperseded gives the note that is next to go, nil where there is none or its time has not come.
func (a *application) nextSuperseded(ctx context.Context) (*superseded, error) {
	params := map[string]any{"grace": a.store.config.Grace.Milliseconds()}
	values, err := a.store.read(ctx, "looking for revisions to vacuum", readSuperseded, params)
	if err != nil {
		return nil, err
	}
	rows, err := rowsOf(values[0], 6)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	c := column{row: rows[0]}
	s := &superseded{
		revision: c.integer(0), n: c.integer(1), kept: c.integer(2),
		versions: c.list(3), postings: c.list(4), edges: c.list(5),
	}
	return s, c.err
}

func (s *superseded) batch() *batch {
	b := new(batch)
	b.addAll(deleteVersions, s.versions)
	b.addAll(deletePostings, s.postings)
	for edge := range slices.Chunk(s.edges, 3) {
		typ, _ := edge[0].(string)
		b.add(deleteEdges(typ), edge[1:])
	}
	b.addAll(deleteIdentities, s.versions)
	if s.n == 0 {
		b.add(deleteRevision, s.revision-1)
	}
	b.add(deleteSuperseded, []any{s.revision, s.n})
	return b
}
