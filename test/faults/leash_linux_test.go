package faults

import (
	"os/exec"
	"syscall"
)

// leash lets a program end with this one, however this one ends.
func leash(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
