package lambda

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

const (
	// maxBody is far above every event: 6 MB by https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
	maxBody = 64 << 20
	// maxLine bounds a header and a chunk's size. The client context is the longest, with 3583 bytes.
	maxLine    = 16 << 10
	maxHeaders = 100
)

// response is an answer of the Runtime API.
type response struct {
	status int
	// header holds what the API sends about a call, under lower-case names.
	header map[string]string
	body   []byte
	// closes tells that the peer ends the connection after this answer.
	closes bool
}

// readResponse reads one answer. The body is read into the given bytes if they are large enough.
func readResponse(from *bufio.Reader, into []byte) (*response, error) {
	for {
		answer, err := readHead(from)
		if err != nil {
			return nil, err
		}
		// Of "100 Continue" and its like, the real answer follows.
		if answer.status >= 200 {
			return answer, answer.readBody(from, into)
		}
	}
}

func readHead(from *bufio.Reader) (*response, error) {
	line, err := readLine(from)
	if err != nil {
		return nil, err
	}
	version, rest, _ := bytes.Cut(line, []byte(" "))
	code, _, _ := bytes.Cut(rest, []byte(" "))
	status, err := strconv.Atoi(string(code))
	if err != nil || len(code) != 3 || !bytes.HasPrefix(version, []byte("HTTP/1.")) {
		return nil, fmt.Errorf("the Runtime API answered %q, which is not HTTP/1", line)
	}
	answer := &response{
		status: status,
		header: make(map[string]string, 12),
		closes: bytes.Equal(version, []byte("HTTP/1.0")),
	}
	for range maxHeaders {
		line, err := readLine(from)
		if err != nil {
			return nil, unexpected(err)
		}
		if len(line) == 0 {
			return answer, nil
		}
		name, value, found := bytes.Cut(line, []byte(":"))
		if !found || len(name) == 0 {
			return nil, fmt.Errorf("the Runtime API sent a header without a name: %q", line)
		}
		answer.header[string(bytes.ToLower(name))] = string(bytes.TrimSpace(value))
	}
	return nil, fmt.Errorf("the Runtime API sent more than %d headers", maxHeaders)
}

func (r *response) readBody(from *bufio.Reader, into []byte) error {
	if bytes.EqualFold([]byte(r.header["connection"]), []byte("close")) {
		r.closes = true
	}
	if bytes.EqualFold([]byte(r.header["transfer-encoding"]), []byte("chunked")) {
		return r.readChunks(from, into[:0])
	}
	length, given := r.header["content-length"]
	switch {
	case given:
		size, err := strconv.ParseUint(length, 10, 31)
		if err != nil || size > maxBody {
			return fmt.Errorf("the Runtime API sent a content length of %q", length)
		}
		r.body = grow(into, int(size))
		_, err = io.ReadFull(from, r.body)
		return unexpected(err)
	case r.status == 204 || r.status == 304:
		return nil
	default:
		// Without a length, the end of the connection is the end of the body.
		r.closes = true
		body, err := io.ReadAll(io.LimitReader(from, maxBody+1))
		if len(body) > maxBody {
			return errTooLong
		}
		r.body = body
		return err
	}
}

func (r *response) readChunks(from *bufio.Reader, body []byte) error {
	for {
		line, err := readLine(from)
		if err != nil {
			return unexpected(err)
		}
		digits, _, _ := bytes.Cut(line, []byte(";"))
		size, err := strconv.ParseUint(string(bytes.TrimSpace(digits)), 16, 31)
		if err != nil {
			return fmt.Errorf("the Runtime API sent a chunk of size %q", line)
		}
		if size == 0 {
			r.body = body
			return skipTrailers(from)
		}
		start := len(body)
		if start+int(size) > maxBody {
			return errTooLong
		}
		body = append(body, make([]byte, size)...)
		if _, err := io.ReadFull(from, body[start:]); err != nil {
			return unexpected(err)
		}
		if end, err := readLine(from); err != nil || len(end) != 0 {
			return errors.Join(errors.New("the Runtime API sent a chunk that is longer than its size"), unexpected(err))
		}
	}
}

func skipTrailers(from *bufio.Reader) error {
	for range maxHeaders {
		line, err := readLine(from)
		if err != nil {
			return unexpected(err)
		}
		if len(line) == 0 {
			return nil
		}
	}
	return fmt.Errorf("the Runtime API sent more than %d trailers", maxHeaders)
}

// readLine returns a line without its end; it is valid until the next read.
func readLine(from *bufio.Reader) ([]byte, error) {
	line, err := from.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return nil, fmt.Errorf("the Runtime API sent a line of more than %d bytes", maxLine)
	}
	if err == io.EOF && len(line) > 0 {
		return nil, io.ErrUnexpectedEOF
	}
	if err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(line[:len(line)-1], []byte("\r")), nil
}

func grow(bytes []byte, size int) []byte {
	if cap(bytes) >= size {
		return bytes[:size]
	}
	return make([]byte, size)
}

// unexpected turns the end of a connection in the middle of an answer into an error that says so.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

var errTooLong = fmt.Errorf("the Runtime API sent more than %d bytes", maxBody)
