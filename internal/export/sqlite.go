package export

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/regline/regline/internal/timeline"
)

//go:embed sqlite.sql
var sqliteSchema string

// writeSQLite makes a database in a temporary file, and copies it when it is whole.
func writeSQLite(ctx context.Context, w io.Writer, r *timeline.Reader, s Selection, m Meta) (err error) {
	dir, err := os.MkdirTemp("", "regline-export-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	file := filepath.Join(dir, "export.sqlite")
	if err := fillSQLite(ctx, file, r, s, m); err != nil {
		return err
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = io.Copy(w, f)
	return err
}

// fillSQLite writes the file in one transaction. Nobody else sees it, so no journal is kept.
func fillSQLite(ctx context.Context, file string, r *timeline.Reader, s Selection, m Meta) (err error) {
	address := url.URL{Scheme: "file", Opaque: (&url.URL{Path: file}).EscapedPath(), RawQuery: "_pragma=journal_mode(off)&_pragma=synchronous(off)&_pragma=page_size(4096)&_pragma=encoding('UTF-8')"}
	db, err := sql.Open("sqlite", address.String())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, sqliteSchema); err != nil {
		return fmt.Errorf("the schema: %w", err)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	d := database{ctx: ctx, tx: tx, statements: make(map[string]*sql.Stmt)}
	d.release(r.Release())
	if err := d.fill(r, s, m); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// database keeps the first error.
type database struct {
	ctx        context.Context
	tx         *sql.Tx
	statements map[string]*sql.Stmt
	err        error
}

// insert adds a row; of several with one primary key the first stays. Texts that are empty become NULL.
func (d *database) insert(table string, values ...any) {
	if d.err != nil {
		return
	}
	stmt, ok := d.statements[table]
	if !ok {
		marks := "?"
		for range len(values) - 1 {
			marks += ", ?"
		}
		if stmt, d.err = d.tx.PrepareContext(d.ctx, "INSERT INTO "+table+" VALUES ("+marks+") ON CONFLICT DO NOTHING"); d.err != nil {
			return
		}
		d.statements[table] = stmt
	}
	for i, v := range values {
		switch text, ok := v.(string); {
		case ok && text == "":
			values[i] = nil
		case ok: // a text would end at a zero byte
			values[i] = strings.ReplaceAll(strings.ToValidUTF8(text, "\ufffd"), "\x00", "\ufffd")
		}
	}
	if _, err := stmt.ExecContext(d.ctx, values...); err != nil {
		d.err = fmt.Errorf("table %s: %w", table, err)
	}
}

func (d *database) release(rel timeline.Release) {
	known := ""
	if rel.Known != nil {
		known = rel.Known.String()
	}
	d.insert("release", rel.Number, rel.Digest, rel.Draft, known, rel.RulesVersion, rel.VocabularyVersion)
}

func (d *database) fill(r *timeline.Reader, s Selection, m Meta) error {
	err := network(d.ctx, r, s, m, func(v vertex) error {
		d.insert("node", string(v.ID), string(v.Kind), v.Sort, v.Label, v.Jurisdiction, v.First, v.Selected, v.Link)
		return d.err
	}, func(x tie) error {
		d.insert("relation", string(x.From), string(x.Rel), string(x.To), x.Inferred, x.Unverified, x.Reason)
		for i, c := range x.Claims {
			d.claim(c)
			d.insert("relation_claim", string(x.From), string(x.Rel), string(x.To), i+1, string(c.ID))
		}
		return d.err
	})
	if err != nil {
		return err
	}
	return rows(d.ctx, r, s, m, func(x *row) error {
		d.insert("step", string(x.ID), string(x.Act.ID), x.Role, x.Scope, x.Date.EDTF, x.Date.Earliest, x.Date.Latest, x.Date.Precision, x.Date.Standing, x.Mark, x.Date.Words, x.Sentence, x.Link)
		d.sided(x.ID, "gives", x.Claims)
		d.sided(x.ID, "rival", x.Rivals)
		return d.err
	})
}

func (d *database) sided(step timeline.ID, side string, claims []claimRow) {
	for i, c := range claims {
		d.claim(c)
		d.insert("step_claim", string(step), side, i+1, string(c.ID))
	}
}

func (d *database) claim(c claimRow) {
	source := ""
	if s := c.Source; s != nil {
		source = string(s.ID)
		d.insert("source", source, s.Label, s.Kind, s.Publisher, s.Published, s.URL, s.Read, s.Language, s.Licence, string(s.CopyOf), s.Link)
	}
	derivation := ""
	if c.Derivation != nil {
		b, _ := json.Marshal(c.Derivation) // strings only
		derivation = string(b)
	}
	d.insert("claim", string(c.ID), string(c.Subject), string(c.Predicate), c.Value, c.Original, string(c.Kind), string(c.Manner), string(c.Rank), c.Unverified,
		c.Quotation, c.Language, c.Locator, string(c.Check), c.Reason, c.Reading, derivation, source, c.Link)
}
