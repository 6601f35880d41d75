package lambda

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

const (
	// maxBody is far above every event: 6 MB by https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
	maxBody = 64 << 20
	// maxLine bounds a header and a chunk's size. The client context is the longest, with 3583 bytes.
	maxLine    = 16 << 10
	maxHeaders = 100
	// maxInterim bounds how many answers may come before the real one, such as "100 Continue".
	maxInterim = 10
	// firstStep is how much memory an announced length gets before anything of it has come.
	firstStep = 1 << 20
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
	for range maxInterim {
		answer, err := readHead(from)
		if err != nil {
			return nil, unexpected(err)
		}
		if answer.status >= 200 {
			return answer, unexpected(answer.readBody(from, into))
		}
	}
	return nil, fmt.Errorf("the Runtime API sent more than %d answers before the real one", maxInterim)
}

func readHead(from *bufio.Reader) (*response, error) {
	line, err := readLine(from)
	if err != nil {
		return nil, err
	}
	version, rest, _ := bytes.Cut(line, []byte(" "))
	code, _, _ := bytes.Cut(rest, []byte(" "))
	status, err := strconv.ParseUint(string(code), 10, 16)
	if err != nil || len(code) != 3 || status < 100 || !bytes.HasPrefix(version, []byte("HTTP/1.")) {
		return nil, fmt.Errorf("the Runtime API answered %q, which is not HTTP/1", line)
	}
	answer := &response{
		status: int(status),
		header: make(map[string]string, 12),
		closes: bytes.Equal(version, []byte("HTTP/1.0")),
	}
	for range maxHeaders + 1 {
		line, err := readLine(from)
		if err != nil {
			return nil, err
		}
		if len(line) == 0 {
			return answer, nil
		}
		if err := answer.addHeader(line); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("the Runtime API sent more than %d headers", maxHeaders)
}

func (r *response) addHeader(line []byte) error {
	name, value, found := bytes.Cut(line, []byte(":"))
	if !found || len(name) == 0 || bytes.ContainsAny(name, " \t") {
		return fmt.Errorf("the Runtime API sent a header without a name: %q", line)
	}
	key, text := string(bytes.ToLower(name)), string(bytes.TrimSpace(value))
	if before, twice := r.header[key]; twice && key == "content-length" && before != text {
		return fmt.Errorf("the Runtime API sent two content lengths, %q and %q", before, text)
	}
	r.header[key] = text
	return nil
}

func (r *response) readBody(from *bufio.Reader, into []byte) (err error) {
	if strings.EqualFold(r.header["connection"], "close") {
		r.closes = true
	}
	length, given := r.header["content-length"]
	encoding, encoded := r.header["transfer-encoding"]
	switch {
	case r.status == 204 || r.status == 304:
		// They have none, whatever their headers say.
	case encoded && !strings.EqualFold(encoding, "chunked"):
		err = fmt.Errorf("the Runtime API sent a transfer encoding of %q", encoding)
	case encoded:
		r.body, err = readChunks(from, into[:0])
	case given:
		size, invalid := strconv.ParseUint(length, 10, 31)
		if invalid != nil || size > maxBody {
			return fmt.Errorf("the Runtime API sent a content length of %q", length)
		}
		r.body, err = readSized(from, into[:0], int(size))
	default:
		// Without a length, the end of the connection is the end of the body.
		r.closes = true
		r.body, err = io.ReadAll(io.LimitReader(from, maxBody+1))
		if len(r.body) > maxBody {
			return errTooLong
		}
	}
	return err
}

// readSized appends so many bytes to the body. It takes memory as they come, since they may never do.
func readSized(from io.Reader, body []byte, size int) ([]byte, error) {
	for end := len(body) + size; len(body) < end; {
		// Each step is seven times what is there: an event of 6 MB takes two.
		step := min(end-len(body), max(firstStep, 7*len(body)))
		start := len(body)
		body = slices.Grow(body, step)[:start+step]
		if count, err := io.ReadFull(from, body[start:]); err != nil {
			return body[:start+count], err
		}
	}
	return body, nil
}

func readChunks(from *bufio.Reader, body []byte) ([]byte, error) {
	for {
		line, err := readLine(from)
		if err != nil {
			return nil, err
		}
		digits, _, _ := bytes.Cut(line, []byte(";"))
		size, err := strconv.ParseUint(string(bytes.TrimSpace(digits)), 16, 31)
		if err != nil {
			return nil, fmt.Errorf("the Runtime API sent a chunk of size %q", line)
		}
		if size == 0 {
			return body, skipTrailers(from)
		}
		if len(body)+int(size) > maxBody {
			return nil, errTooLong
		}
		if body, err = readSized(from, body, int(size)); err != nil {
			return nil, err
		}
		end, err := readLine(from)
		if err != nil {
			return nil, err
		}
		if len(end) != 0 {
			return nil, errors.New("the Runtime API sent a chunk that is longer than its size")
		}
	}
}

func skipTrailers(from *bufio.Reader) error {
	for range maxHeaders + 1 {
		line, err := readLine(from)
		if err != nil {
			return err
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

// unexpected turns the end of a connection in the middle of an answer into an error that says so.
func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

var errTooLong = fmt.Errorf("the Runtime API sent more than %d bytes", maxBody)
