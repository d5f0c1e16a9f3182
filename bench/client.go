package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"time"
)

// client is one connection that asks one request after another. It does as little as it can, because it shares the
// processors with what it measures.
type client struct {
	conn net.Conn
	in   *bufio.Reader
	body []byte
}

// answerTimeout is how long an answer may take.
const answerTimeout = 60 * time.Second

var errHTTP = errors.New("not the expected HTTP")

func dial(address string) (*client, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return &client{conn: conn, in: bufio.NewReaderSize(conn, 64<<10)}, nil
}

func (c *client) close() { _ = c.conn.Close() }

// request makes the bytes of a POST of JSON.
func request(address, path string, body []byte) []byte {
	b := fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: %d\r\n\r\n", path, address, len(body))
	return append(b, body...)
}

// do sends a request and gives the body of the answer, which is valid until the next call. A status other than 200 is
// an error.
func (c *client) do(request []byte) ([]byte, error) {
	if err := c.conn.SetDeadline(time.Now().Add(answerTimeout)); err != nil {
		return nil, err
	}
	if _, err := c.conn.Write(request); err != nil {
		return nil, err
	}
	line, err := c.line()
	if err != nil {
		return nil, err
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return nil, fmt.Errorf("%w: status line %.50q", errHTTP, line)
	}
	status := string(line[9:12])
	length, chunked, err := c.head()
	if err != nil {
		return nil, err
	}
	if err := c.read(length, chunked); err != nil {
		return nil, err
	}
	if status != "200" {
		return nil, fmt.Errorf("%w: status %s: %.200s", errHTTP, status, c.body)
	}
	return c.body, nil
}

// line reads one line without its end. It is valid until the next read.
func (c *client) line() ([]byte, error) {
	line, err := c.in.ReadSlice('\n')
	if err != nil {
		return nil, fmt.Errorf("reading the head: %w", err)
	}
	return bytes.TrimRight(line, "\r\n"), nil
}

// head reads the header fields and gives the length of the body, -1 if none was given.
func (c *client) head() (length int, chunked bool, err error) {
	length = -1
	for {
		line, err := c.line()
		if err != nil {
			return 0, false, err
		}
		if len(line) == 0 {
			return length, chunked, nil
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimSpace(value)
		switch {
		case bytes.EqualFold(name, []byte("Content-Length")):
			if length, err = strconv.Atoi(string(value)); err != nil || length < 0 {
				return 0, false, fmt.Errorf("%w: Content-Length %.20q", errHTTP, value)
			}
		case bytes.EqualFold(name, []byte("Transfer-Encoding")):
			chunked = bytes.EqualFold(value, []byte("chunked"))
		}
	}
}

// read reads the body.
func (c *client) read(length int, chunked bool) error {
	c.body = c.body[:0]
	if !chunked {
		if length < 0 {
			return fmt.Errorf("%w: a body of unknown length", errHTTP)
		}
		return c.more(length)
	}
	for {
		line, err := c.line()
		if err != nil {
			return err
		}
		n, err := strconv.ParseUint(string(line), 16, 31)
		if err != nil {
			return fmt.Errorf("%w: a chunk of %.20q bytes", errHTTP, line)
		}
		if err := c.more(int(n)); err != nil {
			return err
		}
		if _, err := c.line(); err != nil { // ends a chunk, and after the last the trailers, of which there are none
			return err
		}
		if n == 0 {
			return nil
		}
	}
}

// more appends n bytes to the body.
func (c *client) more(n int) error {
	from := len(c.body)
	if cap(c.body) < from+n {
		c.body = append(make([]byte, 0, 2*(from+n)), c.body...)
	}
	c.body = c.body[:from+n]
	if _, err := io.ReadFull(c.in, c.body[from:]); err != nil {
		return fmt.Errorf("reading the body: %w", err)
	}
	return nil
}
