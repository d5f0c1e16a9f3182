package cli

import (
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestExportIntoPipe: what is no regular file is written to, never replaced by one, which would be the end of a device.
func TestExportIntoPipe(t *testing.T) {
	name := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(name, 0o600); err != nil {
		t.Fatal(err)
	}
	pipe, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close()
	want := command(t, "export", "graphml", "--vendor", "kaspersky-group")
	got := make([]byte, len(want))
	read := make(chan error, 1)
	go func() {
		_, err := io.ReadFull(pipe, got)
		read <- err
	}()
	command(t, "export", "graphml", "--vendor", "kaspersky-group", "-o", name)
	if info, err := os.Stat(name); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Fatalf("the pipe was replaced: %v", err)
	}
	if err := <-read; err != nil || string(got) != want {
		t.Errorf("another text came through the pipe: %v", err)
	}
}
