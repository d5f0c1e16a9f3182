package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/regline/regline/loaders/curated"
)

type fmtCommand struct {
	Files []string `arg:"" placeholder:"FILES" help:"The fact files, below the folder of the data."`
	Data  string   `default:"data" placeholder:"DIR" help:"The folder of the data: a file's place in it says what it holds."`
	Write bool     `xor:"mode" help:"Write the files that change, and name them."`
	Check bool     `xor:"mode" help:"Write nothing, and name the files that would change."`
}

// Help is the paragraph below the command's one line.
func (*fmtCommand) Help() string {
	return "Prints the files in the standard layout of data/FORMAT.md. Values, comments and the order of names that authors choose stay as they are."
}

func (*fmtCommand) examples() string {
	return `  # see, then write
  regline fmt data/actions/us-eo-13873.yaml
  regline fmt --write data/*.yaml data/*/*.yaml
  # for continuous integration
  regline fmt --check data/*.yaml data/*/*.yaml
`
}

func (*fmtCommand) answersNo() string {
	return "a file is no YAML, or with --check: a file would change"
}

// Run formats the files. Faults of one file do not keep the others from being formatted.
func (c *fmtCommand) Run(ctx context.Context, s Streams) error {
	var faults []error
	no := false
	for _, name := range c.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		before, after, err := c.format(name)
		changed := err == nil && !bytes.Equal(before, after)
		switch {
		case err != nil:
			faults = append(faults, err)
		case c.Check && changed:
			no = true
			fmt.Fprintln(s.Out, name)
		case c.Write && changed:
			if err := replaceFile(name, after); err != nil {
				faults = append(faults, err)
				continue
			}
			fmt.Fprintln(s.Out, name)
		case !c.Check && !c.Write:
			if _, err := s.Out.Write(after); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	if no {
		return errNo
	}
	return nil
}

// format reads a file and gives it in both layouts.
func (c *fmtCommand) format(name string) (before, after []byte, err error) {
	inTree, err := c.inTree(name)
	if err != nil {
		return nil, nil, err
	}
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, usagef("%v", err)
	}
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	before, err = io.ReadAll(io.LimitReader(f, curated.MaxFileBytes+1))
	if err != nil {
		return nil, nil, err
	}
	after, err = curated.Format(inTree, before)
	switch {
	case errors.Is(err, curated.ErrNotFactFile):
		return nil, nil, usagef("%s is in no place for fact files: see data/FORMAT.md, and --data", name)
	case err != nil:
		return nil, nil, fmt.Errorf("%s/%w", c.Data, err)
	}
	return before, after, nil
}

// inTree is the path of a file within the folder of the data.
func (c *fmtCommand) inTree(name string) (string, error) {
	root, err := filepath.Abs(c.Data)
	if err != nil {
		return "", err
	}
	file, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	in, err := filepath.Rel(root, file)
	if err != nil || !filepath.IsLocal(in) {
		return "", usagef("%s is not below %s: give the folder of the data with --data", name, c.Data)
	}
	return filepath.ToSlash(in), nil
}

// replaceFile writes a file whole or not at all: a new one beside it takes its name and mode.
func replaceFile(name string, content []byte) (err error) {
	mode := fs.FileMode(0o644)
	info, err := os.Stat(name)
	switch {
	case err == nil:
		mode = info.Mode().Perm()
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("writing %s: %w", name, err), f.Close(), os.Remove(f.Name()))
		}
	}()
	if _, err = f.Write(content); err != nil {
		return err
	}
	if err = f.Chmod(mode); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
