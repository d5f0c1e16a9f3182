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

// exitCodes is the end of every help; no says what exit code 1 means, "" where it is never given.
func exitCodes(no string) string {
	if no != "" {
		no = "  1  " + no + "\n"
	}
	return "\nExit codes:\n  0  success\n" + no + `  2  wrong command line
  3  the store is unavailable, or holds no release
  4  any other failure
  5  interrupted by a signal before the end; the message says what readers see
`
}

// help prints what kong knows of a command, then its examples and exit codes.
func help(options kong.HelpOptions, ctx *kong.Context) error {
	if err := kong.DefaultHelpPrinter(options, ctx); err != nil {
		return err
	}
	node := ctx.Selected()
	if node == nil {
		_, err := fmt.Fprint(ctx.Stdout, exitCodes("the answer is no: problems in the files, errors in the answer"))
		return err
	}
	cmd, ok := node.Target.Addr().Interface().(explained)
	if !ok {
		return fmt.Errorf("the command %s does not explain itself", node.Name)
	}
	_, err := fmt.Fprint(ctx.Stdout, "\nExamples:\n"+cmd.examples()+exitCodes(cmd.answersNo()))
	return err
}
