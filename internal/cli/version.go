package cli

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"text/tabwriter"

	"github.com/regline/regline/internal/compile"
	"github.com/regline/regline/internal/timeline"
)

type versionCommand struct {
	JSON bool `name:"json" help:"Print JSON instead of a table."`
}

func (*versionCommand) examples() string {
	return `  # which data does this program answer from?
  regline version --json
`
}

func (*versionCommand) answersNo() string { return "the embedded files have problems" }

// versions are those of everything that an answer depends on.
type versions struct {
	Version    string `json:"version"`
	Revision   string `json:"revision,omitempty"`
	Modified   bool   `json:"modified,omitempty"`
	Go         string `json:"go"`
	Release    int    `json:"release"`
	Draft      bool   `json:"draft"`
	Digest     string `json:"digest"`
	Rules      int    `json:"rules"`
	Vocabulary int    `json:"vocabulary"`
}

// Run compiles the embedded files and prints the versions.
func (c *versionCommand) Run(ctx context.Context, s Streams) error {
	content, err := dataFlags{}.release(ctx)
	if err != nil {
		return err
	}
	v := versions{Version: "(devel)", Go: runtime.Version(), Rules: compile.RulesVersion, Vocabulary: timeline.VocabularyVersion,
		Release: content.Release.Number, Draft: content.Release.Draft, Digest: content.Release.Digest}
	if info, ok := debug.ReadBuildInfo(); ok {
		v.build(info)
	}
	if c.JSON {
		return writeJSON(s.Out, v)
	}
	return v.table(s.Out)
}

func (v *versions) build(info *debug.BuildInfo) {
	if info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		}
	}
}

func (v versions) table(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	revision := v.Revision
	switch {
	case revision == "":
		revision = "unknown"
	case v.Modified:
		revision += " with changes"
	}
	draft := ""
	if v.Draft {
		draft = " (draft)"
	}
	fmt.Fprintf(w, "regline\t%s\nrevision\t%s\ngo\t%s\nrelease\t%d%s\ndigest\t%s\nrules\t%d\nvocabulary\t%d\n",
		v.Version, revision, v.Go, v.Release, draft, v.Digest, v.Rules, v.Vocabulary)
	return w.Flush()
}
