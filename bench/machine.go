package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// machine is what the figures were taken on.
type machine struct {
	CPU      string            `json:"cpu"`
	Cores    int               `json:"cores"`
	Memory   int64             `json:"memory_bytes"`
	Kernel   string            `json:"kernel"`
	Versions map[string]string `json:"versions"`
}

func thisMachine(peerFolder, neo4jFolder string) (machine, error) {
	m := machine{CPU: "unknown", Cores: runtime.NumCPU(), Versions: map[string]string{"go": runtime.Version()}}
	if b, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range bytes.Lines(b) {
			if name, value, ok := strings.Cut(string(line), ":"); ok && strings.TrimSpace(name) == "model name" {
				m.CPU = strings.TrimSpace(value)
				break
			}
		}
	}
	b, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return m, err
	}
	if m.Memory, err = kilobytes(b, "MemTotal:"); err != nil {
		return m, err
	}
	if b, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		m.Kernel = strings.TrimSpace(string(b))
	}
	return m, m.peers(peerFolder, neo4jFolder)
}

// peers reads the versions of what is measured beside us.
func (m *machine) peers(peerFolder, neo4jFolder string) error {
	node, err := exec.Command("node", "--version").Output()
	if err != nil {
		return fmt.Errorf("node --version: %w", err)
	}
	m.Versions["node"] = strings.TrimSpace(string(node))
	for _, name := range []string{"@neo4j/graphql", "@apollo/server", "graphql", "neo4j-driver"} {
		b, err := os.ReadFile(peerFolder + "/node_modules/" + name + "/package.json")
		if err != nil {
			return fmt.Errorf("is the peer installed (npm ci in %s)? %w", peerFolder, err)
		}
		m.Versions[name] = between(string(b), `"version": "`, `"`)
	}
	pom, err := os.ReadFile(neo4jFolder + "/pom.xml")
	if err != nil {
		return err
	}
	_, behind, _ := strings.Cut(string(pom), "<artifactId>neo4j</artifactId>")
	m.Versions["neo4j"] = between(behind, "<version>", "</version>")
	return nil
}

// between gives the text behind the first begin and ahead of the next end.
func between(s, begin, end string) string {
	_, s, _ = strings.Cut(s, begin)
	s, _, _ = strings.Cut(s, end)
	return s
}
