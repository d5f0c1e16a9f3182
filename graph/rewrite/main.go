// Command rewrite makes the code that gqlgen generated call the functions of package graph that resolve fields, gather
// objects and marshal lists with fewer allocations than those of gqlgen's library, which they stand in for. It reads
// and writes the file that it is given, and fails where the code is not of the form that it knows.
package main

import (
	"errors"
	"fmt"
	"go/format"
	"os"
	"regexp"
)

// step is one kind of place in the generated code and what stands there afterwards.
type step struct {
	of     string
	is, as string
}

// Steps in this order. Of the calls of ResolveField those whose value needs no context are told from the others.
var steps = []step{
	{"fields with a plain value", resolveField(`(return obj\.[\w.]+(?:\(\))?, nil)`), resolveAs("$2", "true")},
	{"fields with a plain value by arguments", resolveField(`(fc := graphql\.GetFieldContext\(ctx\)\s*return obj\.\w+\(fc\.Args[^\n]*\), nil)`), resolveAs("$2", "true")},
	{"other fields", resolveField(`([^}]*?)`), resolveAs("$2", "false")},
	{"fields with arguments", `defer func\(\) \{\s*if r := recover\(\); r != nil \{\s*err = ec\.Recover\(ctx, r\)\s*ec\.Error\(ctx, err\)\s*\}\s*\}\(\)\s*` +
		`ctx = graphql\.WithFieldContext\(ctx, fc\)\s*` +
		`if fc\.Args, err = (ec\.field_\w+_args)\(ctx, field\.ArgumentMap\(ec\.Variables\)\); err != nil \{\s*ec\.Error\(ctx, err\)\s*return fc, err\s*\}\s*return fc, nil`,
		`return fc, readArguments(ctx, ec.OperationContext, fc, $1)`},
	{"contexts of children", `\n\s*Child: func\(ctx context\.Context, field graphql\.CollectedField\) \(\*graphql\.FieldContext, error\) \{[^}]*\},`, ``},
	{"functions for contexts of children", `(?s)(?:\n//[^\n]*)*\nfunc \(ec \*executionContext\) childFields_\w+\(.*?\n\}\n`, ``},
	{"imports for contexts of children", `\n\s*"errors"`, ``},
	{"answers", `data\.MarshalGQL\(&buf\)`, `buf.Grow(answerSize(opCtx)); data.MarshalGQL(&buf)`},
	{"selections", `graphql\.CollectFields\(`, `collectFields(`},
	{"objects", `graphql\.NewFieldSet\(`, `newObject(`},
	{"deferred groups", `graphql\.NewDeferredGroup\(ctx\)`, `graphql.DeferredGroup{}`},
	{"lists", `graphql\.MarshalSliceConcurrently\(ctx, len\(v\), 0, false, `, `marshalList(ctx, ec.OperationContext, v, `},
}

// left must not remain.
var left = regexp.MustCompile(`graphql\.(ResolveField|CollectFields|NewFieldSet|NewDeferredGroup|MarshalSliceConcurrently)\b|\.ArgumentMap\(`)

func resolveField(body string) string {
	return `graphql\.ResolveField\(\s*ctx,\s*ec\.OperationContext,\s*field,\s*` +
		`func\(ctx context\.Context, field graphql\.CollectedField\) \(\*graphql\.FieldContext, error\) \{\s*return (ec\.fieldContext_\w+)\(ctx, field\)\s*\},\s*` +
		`func\(ctx context\.Context\) \(any, error\) \{\s*` + body + `\s*\},\s*nil,\s*` +
		`func\(ctx context\.Context, selections ast\.SelectionSet, v ([^\n]+)\) graphql\.Marshaler \{\s*return (ec\.[^(]+)\(ctx, selections, v\)\s*\},\s*` +
		`true,\s*(true|false),\s*\)`
}

func resolveAs(body, plain string) string {
	return "resolve(ctx, ec.OperationContext, field, $1,\nfunc(ctx context.Context) ($3, error) {\n" + body + "\n},\n$4, " + plain + ", $5)"
}

var errForm = errors.New("the generated code has another form than known")

func rewrite(code []byte) ([]byte, error) {
	for _, s := range steps {
		is := regexp.MustCompile(s.is)
		if !is.Match(code) {
			return nil, fmt.Errorf("%w: no %s", errForm, s.of)
		}
		code = is.ReplaceAll(code, []byte(s.as))
	}
	if at := left.FindIndex(code); at != nil {
		return nil, fmt.Errorf("%w: it still has %.200q", errForm, code[at[0]:])
	}
	return format.Source(code)
}

func run(file string) error {
	code, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if code, err = rewrite(code); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return os.WriteFile(file, code, 0o644)
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: rewrite FILE")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "rewrite:", err)
		os.Exit(1)
	}
}
