package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// process is a server that we started.
type process struct {
	address string
	pid     int
	cmd     *exec.Cmd
	ended   chan error
}

var listens = regexp.MustCompile(`http://(127\.0\.0\.1:[0-9]+)`)

const (
	startTimeout = 15 * time.Minute // in memory, a large release is read first
	stopTimeout  = 20 * time.Second
)

var errStart = errors.New("a server did not start")

// start runs a command until it says where it listens. All that it says goes into a file.
func start(ctx context.Context, logFile string, env []string, name string, args ...string) (*process, error) {
	log, err := os.Create(logFile)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	out, in := io.Pipe()
	cmd.Stdout, cmd.Stderr = in, in
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", name, err), log.Close())
	}
	p := &process{cmd: cmd, pid: cmd.Process.Pid, ended: make(chan error, 1)}
	said := make(chan string, 1)
	go func() {
		defer func() { _ = log.Close() }()
		copyLines(log, out, said)
	}()
	go func() {
		p.ended <- cmd.Wait()
		_ = in.Close()
	}()
	select {
	case p.address = <-said:
		return p, nil
	case err := <-p.ended:
		return nil, fmt.Errorf("%w: %s: %v: see %s", errStart, name, err, logFile)
	case <-ctx.Done():
		err = ctx.Err()
	case <-time.After(startTimeout):
		err = fmt.Errorf("%w: %s: nothing heard in %s", errStart, name, startTimeout)
	}
	p.stop()
	return nil, err
}

// copyLines copies, and gives the first address that a line tells.
func copyLines(to io.Writer, from io.Reader, said chan<- string) {
	lines := bufio.NewReader(from)
	told := false
	for {
		line, err := lines.ReadString('\n')
		_, _ = io.WriteString(to, line)
		if m := listens.FindStringSubmatch(line); m != nil && !told {
			told = true
			said <- m[1]
		}
		if err != nil {
			return
		}
	}
}

// stop ends the process and waits for its end.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(stopTimeout):
		_ = p.cmd.Process.Kill()
		<-p.ended
	}
}

// database is a Neo4j that we started.
type database struct {
	script, dir, url string
	pid              int
}

func startNeo4j(ctx context.Context, script, dir, heap, pageCache string) (*database, error) {
	cmd := exec.CommandContext(ctx, script, "start", dir)
	cmd.Env = append(os.Environ(), "REGLINE_NEO4J_HEAP="+heap, "REGLINE_NEO4J_PAGECACHE="+pageCache)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s start %s: %w", script, dir, err)
	}
	d := &database{script: script, dir: dir, url: strings.TrimSpace(string(out))}
	b, err := os.ReadFile(filepath.Join(dir, "neo4j.pid"))
	if err == nil {
		d.pid, err = strconv.Atoi(strings.TrimSpace(string(b)))
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the process of %s: %w", dir, err), d.stop())
	}
	if err := d.awaken(ctx); err != nil {
		return nil, errors.Join(err, d.stop())
	}
	return d, nil
}

// awaken runs the first statements, which take a cold server many seconds on a busy machine.
func (d *database) awaken(ctx context.Context) error {
	driver, err := neo4j.NewDriverWithContext(d.direct(), neo4j.NoAuth())
	if err != nil {
		return fmt.Errorf("%s: %w", d.url, err)
	}
	defer func() { _ = driver.Close(ctx) }()
	return execute(ctx, driver, "SHOW INDEXES YIELD name RETURN count(name) AS n", nil)
}

func (d *database) stop() error {
	if out, err := exec.Command(d.script, "stop", d.dir).CombinedOutput(); err != nil {
		return fmt.Errorf("%s stop %s: %w: %s", d.script, d.dir, err, out)
	}
	return nil
}

// direct is the address without routing: one server.
func (d *database) direct() string { return "bolt" + strings.TrimPrefix(d.url, "neo4j") }
