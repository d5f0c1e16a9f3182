package cli

import (
	"io/fs"
	"os"
	"path"

	"github.com/regline/regline/data"
	"github.com/regline/regline/internal/compile"
)

// embeddedDir is where the embedded files lie in the source tree.
const embeddedDir = "data"

// dataFlags choose the files.
type dataFlags struct {
	Data string `placeholder:"DIR" help:"Read the fact files of this folder instead of those embedded in the program."`
}

// tree gives the files.
func (f dataFlags) tree() (fs.FS, error) {
	if f.Data == "" {
		return data.Files, nil
	}
	switch info, err := os.Stat(f.Data); {
	case err != nil:
		return nil, usagef("--data: %v", err)
	case !info.IsDir():
		return nil, usagef("--data: %s is not a folder", f.Data)
	}
	return os.DirFS(f.Data), nil
}

// dir is the folder of the files as people open them.
func (f dataFlags) dir() string {
	if f.Data == "" {
		return embeddedDir
	}
	return f.Data
}

// placed gives the problems with the names of files as people open them.
func (f dataFlags) placed(problems []compile.Problem) []compile.Problem {
	for i := range problems {
		problems[i].File = path.Join(f.dir(), problems[i].File)
	}
	return problems
}
