package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// result is all that a run found, as it is written in JSON.
type result struct {
	Date      time.Time    `json:"date"`
	Command   string       `json:"command"`
	Machine   machine      `json:"machine"`
	Seed      uint64       `json:"seed"`
	Seconds   float64      `json:"seconds"`
	Rounds    int          `json:"rounds"`
	Warm      float64      `json:"warm_seconds"`
	Heap      string       `json:"neo4j_heap"`
	PageCache string       `json:"neo4j_page_cache"`
	Sizes     []sizeResult `json:"sizes"`
}

type (
	sizeResult struct {
		Size        string  `json:"size"`
		Actions     int     `json:"actions"`
		LoadSeconds float64 `json:"load_seconds"`
		// LoadMemory is the greatest resident size of the loading process, in bytes.
		LoadMemory int64             `json:"load_memory_bytes"`
		NoMemory   string            `json:"no_memory,omitempty"`
		Operations []operationResult `json:"operations"`
		Resident   []residentResult  `json:"resident"`
		Where      []whereTime       `json:"where"`
		Scale      []scaled          `json:"scale"`
		Lineage    []lineageCost     `json:"lineage"`
	}
	operationResult struct {
		Name  string  `json:"name"`
		Title string  `json:"title"`
		Sets  int     `json:"sets"`
		Items float64 `json:"items"`
		Rows  []row   `json:"rows"`
	}
	row struct {
		System      string `json:"system"`
		Connections int    `json:"connections"`
		figures
	}
	residentResult struct {
		System string `json:"system"`
		Bytes  int64  `json:"bytes"`
	}
)

// write puts the results into two files named by the time at which the run began.
func (r *result) write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	name := r.Date.Format("2006-01-02T1504")
	b, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, name+".json"), append(b, '\n'), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, name+".md"), []byte(r.markdown()), 0o644)
}

func (r *result) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# Measured on %s\n\n", r.Date.Format("2006-01-02 15:04 MST"))
	fmt.Fprintf(&b, "%s, %d cores, %.0f GiB, Linux %s. Neo4j: heap %s, page cache %s. %g s for each row in %d turns, after warming each server up for %g s. Seed %d.\n\n",
		r.Machine.CPU, r.Machine.Cores, float64(r.Machine.Memory)/(1<<30), r.Machine.Kernel, r.Heap, r.PageCache, r.Seconds, r.Rounds, r.Warm, r.Seed)
	var versions []string
	for _, name := range slices.Sorted(maps.Keys(r.Machine.Versions)) {
		versions = append(versions, name+" "+r.Machine.Versions[name])
	}
	fmt.Fprintf(&b, "%s.\n\n`%s`\n", strings.Join(versions, ", "), r.Command)
	for _, s := range r.Sizes {
		s.markdown(&b)
	}
	r.scaling(&b)
	return b.String()
}

func (s *sizeResult) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "\n## %s: %d acts\n\nLoaded into Neo4j in %.1f s, with %d MiB of memory at most in the loading process.", s.Size, s.Actions, s.LoadSeconds, s.LoadMemory>>20)
	if s.NoMemory != "" {
		fmt.Fprintf(b, " **%s.**", s.NoMemory)
	}
	if len(s.Resident) == 0 {
		b.WriteString("\n")
		return
	}
	b.WriteString(" Resident memory after the run:")
	var resident []string
	for _, m := range s.Resident {
		resident = append(resident, fmt.Sprintf("%s %d MiB", m.System, m.Bytes>>20))
	}
	fmt.Fprintf(b, " %s.\n\n### Throughput as a multiple of %s\n\n", strings.Join(resident, "; "), peerSystem)
	s.ratios(b)
	for _, o := range s.Operations {
		o.markdown(b)
	}
	s.where(b)
}

// peerOf gives the throughput of the peer at a number of connections, zero if its row is void.
func (o *operationResult) peerOf(connections int) float64 {
	for _, r := range o.Rows {
		if r.System == peerSystem && r.Connections == connections {
			return r.Throughput
		}
	}
	return 0
}

func (s *sizeResult) ratios(b *strings.Builder) {
	systems, connections := columnsOf(s.Operations)
	b.WriteString("| operation | connections |")
	for _, sys := range systems {
		fmt.Fprintf(b, " %s |", sys)
	}
	b.WriteString("\n|---|--:|" + strings.Repeat("--:|", len(systems)) + "\n")
	for _, o := range s.Operations {
		for _, n := range connections {
			fmt.Fprintf(b, "| %s | %d |", o.Name, n)
			for _, sys := range systems {
				cell := "void"
				for _, r := range o.Rows {
					if r.System == sys && r.Connections == n && r.Throughput > 0 && o.peerOf(n) > 0 {
						cell = fmt.Sprintf("%.2f", r.Throughput/o.peerOf(n))
					}
				}
				fmt.Fprintf(b, " %s |", cell)
			}
			b.WriteString("\n")
		}
	}
}

// columnsOf lists the systems and the numbers of connections of the rows, in their order.
func columnsOf(ops []operationResult) (systems []string, connections []int) {
	for _, o := range ops {
		for _, r := range o.Rows {
			if !slices.Contains(systems, r.System) {
				systems = append(systems, r.System)
			}
			if !slices.Contains(connections, r.Connections) {
				connections = append(connections, r.Connections)
			}
		}
	}
	return systems, connections
}

func (o *operationResult) markdown(b *strings.Builder) {
	fmt.Fprintf(b, "\n### %s: %s\n\n%d parameter sets, %.1f items an answer; the answers of all systems were equal.\n\n", o.Name, o.Title, o.Sets, o.Items)
	b.WriteString("| system | connections | requests/s | of the peer | p50 ms | p99 ms | server CPU ms | database CPU ms | bytes |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, r := range o.Rows {
		if r.Errors > 0 || r.Requests == 0 {
			fmt.Fprintf(b, "| %s | %d | void: %d errors, the first: %s | | | | | | |\n", r.System, r.Connections, r.Errors, strings.NewReplacer("|", "\\|", "\n", " ").Replace(r.Error))
			continue
		}
		ratio := "void"
		if p := o.peerOf(r.Connections); p > 0 {
			ratio = fmt.Sprintf("%.2f", r.Throughput/p)
		}
		fmt.Fprintf(b, "| %s | %d | %.0f | %s | %.2f | %.2f | %.3f | %.3f | %.0f |\n", r.System, r.Connections, r.Throughput, ratio, r.P50, r.P99, r.ServerCPU, r.DatabaseCPU, r.Bytes)
	}
}

func (s *sizeResult) where(b *strings.Builder) {
	if len(s.Where) == 0 {
		return
	}
	fmt.Fprintf(b, "\n### Where the time of %s goes\n\nMicroseconds a request at one connection, profiled. \"Waiting\" is the time in which regline waits for the database and the way there; all behind it is processor time.\n\n", reglineNeo4j)
	b.WriteString("| operation | wall | waiting | database CPU |")
	for _, name := range shares {
		fmt.Fprintf(b, " %s |", name)
	}
	b.WriteString(" store calls | allocations | allocated kB |\n|---|--:|--:|--:|" + strings.Repeat("--:|", len(shares)) + "---|--:|--:|\n")
	for _, w := range s.Where {
		fmt.Fprintf(b, "| %s | %.0f | %.0f | %.0f |", w.Operation, w.Wall, w.Waiting, w.Database)
		for _, name := range shares {
			fmt.Fprintf(b, " %.0f |", w.CPU[name])
		}
		var calls []string
		for _, name := range slices.Sorted(maps.Keys(w.Calls)) {
			calls = append(calls, fmt.Sprintf("%s %.1f", name, w.Calls[name]))
		}
		fmt.Fprintf(b, " %s | %.0f | %.0f |\n", strings.Join(calls, ", "), w.Allocations, w.Allocated/1000)
	}
}

// scaling relates the costs to those of the first size.
func (r *result) scaling(b *strings.Builder) {
	if len(r.Sizes) == 0 || len(r.Sizes[0].Scale) == 0 {
		return
	}
	fmt.Fprintf(b, "\n## Costs by size\n\n%s, one request at a time. The last column is the mean time relative to that of %s.\n\n", reglineNeo4j, r.Sizes[0].Size)
	b.WriteString("| operation | size | acts | items | mean ms | p50 ms | relative |\n|---|--:|--:|--:|--:|--:|--:|\n")
	for _, base := range r.Sizes[0].Scale {
		for _, s := range r.Sizes {
			for _, x := range s.Scale {
				if x.Operation == base.Operation {
					fmt.Fprintf(b, "| %s | %s | %d | %.1f | %.2f | %.2f | %.2f |\n", x.Operation, x.Size, x.Actions, x.Items, x.Mean, x.P50, x.Mean/base.Mean)
				}
			}
		}
	}
	b.WriteString("\nLineage to depth 5 by the size of its answer:\n\n| nodes | size | sets | nodes on the average | p50 ms | microseconds a node |\n|--:|--:|--:|--:|--:|--:|\n")
	for i := range lineageBounds[:len(lineageBounds)-1] {
		for _, s := range r.Sizes {
			for _, l := range s.Lineage {
				if l.From == lineageBounds[i] {
					fmt.Fprintf(b, "| %d to %d | %s | %d | %.1f | %.2f | %.0f |\n", l.From, l.To, l.Size, l.Sets, l.Nodes, l.P50, 1000*l.P50/max(l.Nodes, 1))
				}
			}
		}
	}
}
