package neo4j

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/regline/regline/internal/timeline"
)

var update = flag.Bool("update", false, "write the golden files anew")

// reading gives every reading statement, by a name that says what is special about it.
func reading(d *drawing) map[string]string {
	forwards, backwards := d.types([]timeline.Predicate{timeline.Targets, timeline.IssuedUnder, timeline.By})
	return map[string]string{
		"open the head":                openHead,
		"open a release":               openRelease,
		"records":                      readRecords,
		"claims":                       readClaims,
		"claims about":                 readClaimsAbout,
		"record marks":                 readRecordMarks,
		"edge marks":                   readEdgeMarks(forwards, backwards),
		"edges out":                    readEdges(forwards, backwards, timeline.Outgoing),
		"edges in":                     readEdges(forwards, backwards, timeline.Incoming),
		"edges out, all forwards":      readEdges(forwards, nil, timeline.Outgoing),
		"edges in, all backwards":      readEdges(nil, backwards, timeline.Incoming),
		"neighbours out":               readExpand(forwards, backwards, timeline.Outgoing, false),
		"neighbours in":                readExpand(forwards, backwards, timeline.Incoming, false),
		"neighbours out, all forwards": readExpand(forwards, nil, timeline.Outgoing, false),
		"neighbours in, all backwards": readExpand(nil, backwards, timeline.Incoming, false),
		"surroundings":                 readExpand(forwards, backwards, timeline.Outgoing, true),
		"reach out":                    readReach(forwards, nil, timeline.Outgoing, 5),
		"reach in":                     readReach(forwards, nil, timeline.Incoming, 5),
		"reach out, backwards":         readReach(nil, backwards, timeline.Outgoing, 5),
		"reach out, drawn both ways":   readReach(forwards, backwards, timeline.Outgoing, 5),
		"reach in, drawn both ways":    readReach(forwards, backwards, timeline.Incoming, 5),
		"reach, with all on the way":   readSubgraph(forwards, nil, timeline.Outgoing, 5),
		"reach in, with all":           readSubgraph(forwards, backwards, timeline.Incoming, 5),
		"first page":                   readPage(false, false),
		"last page":                    readPage(false, true),
		"first page of several facets": readPage(true, false),
		"last page of several facets":  readPage(true, true),
		"count":                        readCount(false),
		"count of several facets":      readCount(true),
		"former head":                  formerHead,
		"holder of the lease":          readHolder,
		"former records":               readFormerRecords,
		"former edges":                 readFormerEdges("TOOK"),
		"neighbours of ended records":  readNeighbours,
		"holders of suspected keys":    readHolders,
		"ends of edges":                readEnds,
		"pending":                      readPending,
		"superseded":                   readSuperseded,
		"what is to be shown":          readShown,
	}
}

// writing gives every writing statement.
func writing() map[string]string {
	all := map[string]string{
		"take the lease 1":    takeLease1,
		"take the lease 2":    takeLease2,
		"hold the lease":      holdLease,
		"drop the lease":      dropLease,
		"begin writing":       beginWriting.text,
		"end writing":         endWriting,
		"first identities":    createIdentities("Vendor").text,
		"identities":          mergeIdentities.text,
		"identities of ends":  mergeEnds.text,
		"versions":            writeVersions.text,
		"former versions":     closeVersions.text,
		"postings":            writePostings.text,
		"former postings":     closePostings.text,
		"check keys":          checkKeys.text,
		"check ends":          countEnds.text,
		"suspected keys":      writeSuspected,
		"edges":               writeEdges("TARGETS").text,
		"former edges":        closeEdges("TOOK").text,
		"pending":             writePending.text,
		"no longer pending":   deletePending.text,
		"superseded":          writeSuperseded.text,
		"release":             writeRelease.text,
		"move the head":       moveHead,
		"show nodes":          showNodes("Vendor").text,
		"hide nodes":          hideNodes.text,
		"end showing":         endShowing.text,
		"vacuum versions":     deleteVersions.text,
		"vacuum postings":     deletePostings.text,
		"vacuum edges":        deleteEdges("TOOK").text,
		"vacuum identities":   deleteIdentities.text,
		"vacuum a revision":   deleteRevision.text,
		"vacuumed":            deleteSuperseded.text,
		"undo, one after one": strings.Join(undoing([]string{"TARGETS"}), ";\n"),
		"wipe, one after one": strings.Join(wiping(), ";\n"),
	}
	for name, statement := range schema {
		all["schema "+name] = statement
	}
	return all
}

// The statements are reviewed as they are sent.
func TestStatements(t *testing.T) {
	d, err := draw(timeline.Predicates())
	if err != nil {
		t.Fatal(err)
	}
	for file, statements := range map[string]map[string]string{"reading.cypher": reading(d), "writing.cypher": writing()} {
		var b strings.Builder
		for _, name := range slices.Sorted(maps.Keys(statements)) {
			b.WriteString("// " + name + "\n" + statements[name] + ";\n\n")
		}
		path := filepath.Join("testdata", file)
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), b.String()); diff != "" {
			t.Errorf("%s (write it anew with -update):\n%s", path, diff)
		}
	}
}
