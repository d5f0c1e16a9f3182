package faults

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// disk is a small file system of its own, seen only from a mount namespace that a process holds. It is gone with that
// process and the programs that were started there.
type disk struct {
	dir  string
	cmd  *exec.Cmd
	hold io.WriteCloser
}

// newDisk mounts a file system of some megabytes on a folder. Where the system does not permit that, the test is
// skipped, or fails where everything is required.
func newDisk(t testing.TB, dir string, megabytes int) *disk {
	t.Helper()
	d := &disk{dir: dir}
	// The options are those of a user without rights; root has the same in a namespace of users.
	d.cmd = exec.Command("unshare", "--map-root-user", "--mount", "sh", "-c",
		fmt.Sprintf(`mount -t tmpfs -o size=%dm tmpfs "$0" && echo mounted && exec cat`, megabytes), dir)
	var complaint strings.Builder
	d.cmd.Stderr = &complaint
	var err error
	if d.hold, err = d.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := d.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	line := ""
	if err = d.cmd.Start(); err == nil {
		if line, err = readLine(out); line != "mounted" {
			_ = d.hold.Close()
			err = fmt.Errorf("%v, %w", err, d.cmd.Wait())
		}
	}
	if line != "mounted" {
		text := fmt.Sprintf("no small disk can be mounted here: %v: %s", err, complaint.String())
		if os.Getenv("REGLINE_REQUIRE_NEO4J") == "1" {
			t.Fatal(text)
		}
		t.Skip(text)
	}
	t.Cleanup(func() {
		_ = d.hold.Close()
		if err := d.cmd.Wait(); err != nil {
			t.Errorf("holding the disk: %v", err)
		}
	})
	return d
}

// within are the words before a command that is to see the disk.
func (d *disk) within() []string {
	return []string{"nsenter", "--user", "--mount", "--preserve-credentials", "--target", strconv.Itoa(d.cmd.Process.Pid)}
}

// resize gives the disk another size.
func (d *disk) resize(t testing.TB, bytes int64) {
	t.Helper()
	words := append(d.within(), "mount", "-o", fmt.Sprintf("remount,size=%d", bytes), d.dir)
	if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("resizing the disk: %v: %s", err, out)
	}
}

// used is how many bytes the disk holds, and free how many more it could.
func (d *disk) used(t testing.TB) (used, free int64) {
	t.Helper()
	var s syscall.Statfs_t
	if err := syscall.Statfs(filepath.Join("/proc", strconv.Itoa(d.cmd.Process.Pid), "root", d.dir), &s); err != nil {
		t.Fatal(err)
	}
	return int64(s.Blocks-s.Bfree) * s.Bsize, int64(s.Bfree) * s.Bsize
}

// TestDiskFull gives Neo4j less room than a load needs. The load fails and says so, readers keep the former release
// as far as Neo4j answers at all, and with more room the next load finishes.
func TestDiskFull(t *testing.T) {
	begin(t)
	ctx := limited(t)
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	d := newDisk(t, filepath.Join(dir, "data"), 1000)
	db := newDatabase(t, dir, d.within()...)
	s := newStage(ctx, t, db)
	s.invite(ctx, t, db.url)

	used, _ := d.used(t)
	d.resize(t, used+256<<10)
	s.audience.expect(true)
	l, next := s.fill(ctx, t)
	_, free := d.used(t)
	t.Logf("with %d KiB of %d MiB free, the load said: %s", free>>10, used>>20, l.message(t, "Neo4j at neo4j://", "disk", "run the load again"))
	ready := s.audience.server.ready(ctx)
	t.Logf("with a full disk /readyz says ready: %t", ready)
	if ready {
		s.settle(ctx, t)
		answers := s.audience.answers.Load()
		until(t, "answers", func() bool { return s.audience.answers.Load() > answers+int64(*readers) })
	}

	d.resize(t, used+600<<20)
	again := load(ctx, t, db.url, s.editions[next])
	if code := again.end(t); code != 0 {
		t.Logf("with room again and no restart, the load said: %s", again.message(t, "Neo4j at neo4j://", "restart it", "run the load again"))
		db.restart(t)
	}
	until(t, "/readyz to say that the database is back", func() bool { return s.audience.server.ready(ctx) })
	s.audience.expect(false)
	s.settle(ctx, t)
	db.expire(ctx, t)
	s.finish(ctx, t, next)
	s.audience.hear(t, 3*int64(*readers))
	s.audience.leave()
	s.audience.report(t)
}

// fill loads editions by turns until a load fails.
func (s *stage) fill(ctx context.Context, t testing.TB) (failed *loading, next int) {
	t.Helper()
	for range 20 {
		next := s.other()
		s.course.load(s.digests[next])
		l := load(ctx, t, s.db.url, s.editions[next])
		if l.end(t) != 0 {
			return l, next
		}
		s.settle(ctx, t)
	}
	t.Fatal("the disk never fills")
	return nil, 0
}
