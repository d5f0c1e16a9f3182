// Regline is a knowledge graph of what governments did to technology vendors: who acted, against whom, under which
// authority, what each act restricts and for whom, on which dates, and where every one of these facts is written.
//
// Start it and open the timeline:
//
//	go run . serve
//	open http://127.0.0.1:8080/
//
// The facts are reviewed files in data/, embedded in the program. They are compiled into a release, which a store
// holds: memory by default, or a Neo4j database. Every command takes --data to read another tree of files, and those
// that answer take --store to choose the store.
//
//	regline serve     serve the graph: GraphQL, playground and pages
//	regline load      load the files into a store, and say what changed
//	regline check     check the files, and say what they cover
//	regline release   append the claims of the files to the ledger as a numbered release
//	regline query     run a GraphQL document and print the answer as JSON
//	regline fmt       bring fact files into the standard layout
//	regline generate  make artificial data of any size, for measurements
//	regline version   print the versions of program, data and rules
//
// Each command explains itself with --help. The exit code is 0 for success, 1 where the answer is no, 2 for a wrong
// command line, 3 where the store is unavailable or holds no release, 4 for any other failure and 5 where a
// signal ended it before its work was done.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/regline/regline/internal/cli"
)

func main() { os.Exit(run()) }

// run ends the command in good order at the first signal; the second one kills the process.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	defer context.AfterFunc(ctx, stop)()
	return cli.Main(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
}
