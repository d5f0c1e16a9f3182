package cli

import (
	"fmt"

	"github.com/alecthomas/kong"
)

// explained is a command whose help ends with examples and its exit codes.
type explained interface {
	// examples are lines as a reader types them, each after a line of comment.
	examples() string
	// answersNo says what exit code 1 means, "" where the command never gives it.
	answersNo() string
}

const appEnd = `
Exit codes:
  0  success
  1  the answer is no: problems in the files, errors in the answer
  2  wrong command line
  3  the store is unavailable, or holds no release
  4  any other failure
`

// help prints what kong knows of a command, then its examples and exit codes.
func help(options kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	node := ctx.Selected()
	if node == nil {
		_, err := fmt.Fprint(ctx.Stdout, appEnd)
		return err
	}
	cmd, ok := node.Target.Addr().Interface().(explained)
	if !ok {
		return fmt.Errorf("the command %s does not explain itself", node.Name)
	}
	end := "\nExamples:\n" + cmd.examples() + "\nExit codes:\n  0  success\n"
	if no := cmd.answersNo(); no != "" {
		end += "  1  " + no + "\n"
	}
	_, err := fmt.Fprint(ctx.Stdout, end+"  2  wrong command line\n  3  the store is unavailable, or holds no release\n  4  any other failure\n")
	return err
}
