package lambda

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"syscall"

	"github.com/goserverless/goserverless/runtime/internal/failure"
)

const (
	nextPath      = "/2018-06-01/runtime/invocation/next"
	callPath      = "/2018-06-01/runtime/invocation/"
	initErrorPath = "/2018-06-01/runtime/init/error"
	jsonType      = "application/json"
	// smallBody is what is cheaper to copy than to write by itself, in bytes.
	smallBody = 64 << 10
	// keptEvent is how much memory of an event is kept for the next one, in bytes.
	keptEvent = 1 << 20
)

// client speaks to the Runtime API over one connection that it keeps: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
type client struct {
	peer       address
	connection io.ReadWriteCloser
	from       *bufio.Reader
	// used tells that the connection has answered before, so that it may have gone stale.
	used bool
	// out is the request that is written, and in the event that was read; both are used again.
	out, in []byte
}

func newClient(peer address) *client {
	return &client{peer: peer, out: make([]byte, 0, 1024)}
}

// invocation is one call. Its payload is valid until the next one is asked for.
type invocation struct {
	id      string
	header  map[string]string
	payload []byte
}

// next waits for a call.
func (c *client) next() (invocation, error) {
	c.begin("GET", nextPath)
	answer, err := c.exchange(nil, c.in)
	if err != nil {
		return invocation{}, err
	}
	if answer.status != 200 {
		return invocation{}, refused("next call", answer)
	}
	// One large event must not keep its memory for good.
	if c.in = answer.body; cap(c.in) > keptEvent {
		c.in = nil
	}
	id := answer.header["lambda-runtime-aws-request-id"]
	// It becomes part of a request line.
	if id == "" || strings.ContainsFunc(id, func(r rune) bool { return r <= ' ' || r >= 0x7f || r == '/' }) {
		c.close()
		return invocation{}, fmt.Errorf("the Runtime API sent a call with the request ID %q", id)
	}
	return invocation{id, answer.header, answer.body}, nil
}

// respond hands over a whole answer.
func (c *client) respond(id, contentType string, body []byte) error {
	return c.post(callPath+id+"/response", contentType, "", body)
}

// fail reports that a call failed.
func (c *client) fail(id string, failed *failure.Failure) error {
	return c.post(callPath+id+"/error", jsonType, failed.Type, failed.Document())
}

// failInit reports that the program cannot take calls.
func (c *client) failInit(failed *failure.Failure) error {
	return c.post(initErrorPath, jsonType, failed.Type, failed.Document())
}

func (c *client) post(path, contentType, errorType string, body []byte) error {
	c.begin("POST", path)
	c.add("Content-Type: ", contentType)
	if errorType != "" {
		c.add("Lambda-Runtime-Function-Error-Type: ", errorType)
	}
	c.out = append(c.out, "Content-Length: "...)
	c.out = append(strconv.AppendInt(c.out, int64(len(body)), 10), "\r\n"...)
	answer, err := c.exchange(body, nil)
	if err != nil {
		return err
	}
	if answer.status >= 300 {
		return refused(path, answer)
	}
	return nil
}

func (c *client) begin(method, path string) {
	c.out = append(append(append(c.out[:0], method...), ' '), path...)
	c.out = append(c.out, " HTTP/1.1\r\n"...)
	c.add("Host: ", c.peer.text)
	c.add("User-Agent: ", "goserverless-go")
}

// add adds a header. The value may come from a handler, and must not become more than one.
func (c *client) add(name, value string) {
	c.out = append(c.out, name...)
	for index := range len(value) {
		if char := value[index]; char < ' ' && char != '\t' || char == 0x7f {
			c.out = append(c.out, ' ')
		} else {
			c.out = append(c.out, char)
		}
	}
	c.out = append(c.out, "\r\n"...)
}

// exchange sends the request that begin has begun, and reads the answer to it.
func (c *client) exchange(body, into []byte) (*response, error) {
	c.out = append(c.out, "\r\n"...)
	for {
		answer, err := c.tryExchange(body, into)
		var unanswered *unansweredError
		if !c.used || !errors.As(err, &unanswered) {
			return answer, c.settle(answer, err)
		}
		// The peer ended the kept connection before it saw the request: on a new one it sees it for the first time.
		c.close()
	}
}

func (c *client) tryExchange(body, into []byte) (*response, error) {
	if err := c.connect(); err != nil {
		return nil, err
	}
	return c.receive(c.send(body), into)
}

// connect makes a connection if there is none.
func (c *client) connect() error {
	if c.connection != nil {
		return nil
	}
	connection, err := dial(c.peer)
	if err != nil {
		return fmt.Errorf("the Runtime API at %s cannot be reached: %w", c.peer.text, err)
	}
	c.connection, c.used = connection, false
	if c.from == nil {
		c.from = bufio.NewReaderSize(connection, maxLine)
	} else {
		c.from.Reset(connection)
	}
	return nil
}

// send writes the request. A small body goes with the head, so that both arrive at once.
func (c *client) send(body []byte) error {
	if len(body) <= smallBody {
		head := len(c.out)
		c.out = append(c.out, body...)
		_, err := c.connection.Write(c.out)
		c.out = c.out[:head]
		return err
	}
	if _, err := c.connection.Write(c.out); err != nil {
		return err
	}
	_, err := c.connection.Write(body)
	return err
}

// receive reads the answer to a request that was sent, or that failed to be with the given error.
func (c *client) receive(sent error, into []byte) (*response, error) {
	// A peer that does not want the rest of a request may have said why before it went away.
	if sent != nil && !isGone(sent) {
		return nil, sent
	}
	switch _, err := c.from.Peek(1); {
	case isGone(err) && sent != nil:
		return nil, &unansweredError{sent}
	case isGone(err):
		return nil, &unansweredError{err}
	case err != nil:
		return nil, err
	}
	answer, err := readResponse(c.from, into)
	if err == nil && sent != nil {
		answer.closes = true
	}
	return answer, err
}

// settle keeps the connection for the next request, or ends it.
func (c *client) settle(answer *response, err error) error {
	// Bytes that nobody asked for would be taken for the next answer.
	if err != nil || answer.closes || c.from.Buffered() > 0 {
		c.close()
		return err
	}
	c.used = true
	return nil
}

func (c *client) close() {
	if c.connection != nil {
		_ = c.connection.Close()
	}
	c.connection, c.used = nil, false
}

// isGone tells that the peer has ended the connection.
func isGone(err error) bool {
	return err == io.EOF || errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET)
}

// unansweredError tells that the connection ended before anything of an answer came. An answer that broke off is
// something else: its request was seen.
type unansweredError struct{ cause error }

func (e *unansweredError) Error() string {
	return "the Runtime API ended the connection without an answer: " + e.cause.Error()
}

func (e *unansweredError) Unwrap() error { return e.cause }

// refusedError is an answer that says no.
type refusedError struct {
	what   string
	status int
	body   string
}

func (e *refusedError) Error() string {
	return fmt.Sprintf("the Runtime API refused %s with status %d: %s", e.what, e.status, e.body)
}

func refused(what string, answer *response) error {
	body := answer.body[:min(len(answer.body), 1024)]
	return &refusedError{what, answer.status, string(body)}
}
