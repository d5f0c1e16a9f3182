package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"
)

// tick is the unit of processor times in /proc: the kernel gives hundredths of a second to programs, whatever it
// counts in itself.
const tick = 10 * time.Millisecond

var errProc = errors.New("not the form of /proc")

// cpuOf gives the processor time that a process has used, in user and kernel mode, all threads together.
func cpuOf(pid int) (time.Duration, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	return cpuIn(b)
}

// cpuIn reads fields 14 and 15 of a stat file. The second field, the program's name, may hold spaces and parentheses.
func cpuIn(stat []byte) (time.Duration, error) {
	end := bytes.LastIndexByte(stat, ')')
	if end < 0 {
		return 0, fmt.Errorf("%w: %.50q", errProc, stat)
	}
	fields := bytes.Fields(stat[end+1:]) // from the third on
	if len(fields) < 13 {
		return 0, fmt.Errorf("%w: %d fields", errProc, len(fields))
	}
	var ticks uint64
	for _, f := range fields[11:13] {
		n, err := strconv.ParseUint(string(f), 10, 63)
		if err != nil {
			return 0, fmt.Errorf("%w: %w", errProc, err)
		}
		ticks += n
	}
	return time.Duration(ticks) * tick, nil
}

// residentOf gives the resident memory of a process in bytes.
func residentOf(pid int) (int64, error) {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	return kilobytes(b, "VmRSS:")
}

// kilobytes reads a line such as "VmRSS:  1234 kB" as bytes.
func kilobytes(b []byte, name string) (int64, error) {
	for line := range bytes.Lines(b) {
		if f := bytes.Fields(line); len(f) == 3 && string(f[0]) == name && string(f[2]) == "kB" {
			n, err := strconv.ParseInt(string(f[1]), 10, 50)
			if err != nil {
				return 0, fmt.Errorf("%w: %w", errProc, err)
			}
			return n << 10, nil
		}
	}
	return 0, fmt.Errorf("%w: no %s", errProc, name)
}
