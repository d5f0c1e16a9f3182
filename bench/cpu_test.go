package main

import (
	"bufio"
	"os"
	"os/exec"
	"testing"
	"time"
)

func TestCPUIn(t *testing.T) {
	for _, tt := range []struct {
		name, stat string
		want       time.Duration
		wantErr    bool
	}{
		{"fields 14 and 15, and not those of ended children", "42 (java) S 1 7 7 0 -1 4194560 100 0 0 0 250 31 900 800 20 0 9 0 500 1000 200", 2810 * time.Millisecond, false},
		{"a name with spaces and parentheses", "42 (a) 1 2 (b c) R 1 7 7 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 9", 30 * time.Millisecond, false},
		{"too short", "42 (java) S 1 7", 0, true},
		{"no name", "42 java S 1 7 7 0 -1 4194560 100 0 0 0 250 31 900 800", 0, true},
		{"no number", "42 (java) S 1 7 7 0 -1 4194560 100 0 0 0 x 31 900 800", 0, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := cpuIn([]byte(tt.stat))
			if got != tt.want || (err != nil) != tt.wantErr {
				t.Errorf("cpuIn(%q) = %s, %v; want %s", tt.stat, got, err, tt.want)
			}
		})
	}
}

// TestCPUOfAnother compares with what the kernel tells a parent of its ended child.
func TestCPUOfAnother(t *testing.T) {
	before, err := cpuOf(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; echo ready; read -r line; exit 0")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "ready\n" {
		t.Fatalf("the child said %q, %v", line, err)
	}
	used, err := cpuOf(cmd.Process.Pid) // it waits for its input, and uses next to nothing from here on
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	told := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if d := (told - used).Abs(); used == 0 || d > 5*tick {
		t.Errorf("/proc told of %s, the kernel of %s", used, told)
	}
	after, err := cpuOf(os.Getpid())
	if err != nil || after < before {
		t.Errorf("processor time of this process went from %s to %s: %v", before, after, err)
	}
}

func TestKilobytes(t *testing.T) {
	const status = "Name:\tjava\nVmPeak:\t 9 kB\nVmRSS:\t 1234 kB\nThreads:\t3\n"
	if got, err := kilobytes([]byte(status), "VmRSS:"); err != nil || got != 1234*1024 {
		t.Errorf("VmRSS is %d, %v", got, err)
	}
	if _, err := kilobytes([]byte(status), "Threads:"); err == nil {
		t.Error("a line without a unit was taken for kilobytes")
	}
}
