package lambda

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"syscall"
)

const (
	nextPath      = "/2018-06-01/runtime/invocation/next"
	callPath      = "/2018-06-01/runtime/invocation/"
	initErrorPath = "/2018-06-01/runtime/init/error"
	jsonType      = "application/json"
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
	if c.in = answer.body; cap(c.in) > 1<<20 {
		c.in = nil
	}
	id := answer.header["lambda-runtime-aws-request-id"]
	if id == "" {
		return invocation{}, errors.New("the Runtime API sent a call without a request ID")
	}
	return invocation{id, answer.header, answer.body}, nil
}

// respond hands over a whole answer.
func (c *client) respond(id, contentType string, body []byte) error {
	return c.post(callPath+id+"/response", contentType, "", body)
}

// fail reports that a call failed.
func (c *client) fail(id string, failure *failure) error {
	return c.post(callPath+id+"/error", jsonType, failure.Type, failure.document())
}

// failInit reports that the program cannot take calls.
func (c *client) failInit(failure *failure) error {
	return c.post(initErrorPath, jsonType, failure.Type, failure.document())
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

func (c *client) add(name, value string) {
	c.out = append(append(append(c.out, name...), value...), "\r\n"...)
}

// exchange sends the request that begin has begun, and reads the answer to it.
func (c *client) exchange(body, into []byte) (*response, error) {
	c.out = append(c.out, "\r\n"...)
	for {
		answer, err := c.tryExchange(body, into)
		if err == nil || !c.used || !isStale(err) {
			return answer, c.settle(answer, err)
		}
		// The peer ended the kept connection before it saw the request: on a new one it sees it for the first time.
		c.close()
	}
}

func (c *client) tryExchange(body, into []byte) (*response, error) {
	if c.connection == nil {
		connection, err := dial(c.peer)
		if err != nil {
			return nil, fmt.Errorf("the Runtime API at %s cannot be reached: %w", c.peer.text, err)
		}
		c.attach(connection)
	}
	if err := c.write(body); err != nil {
		return nil, err
	}
	return readResponse(c.from, into)
}

func (c *client) attach(connection io.ReadWriteCloser) {
	c.connection, c.used = connection, false
	c.from = bufio.NewReaderSize(connection, maxLine)
}

// write sends a small body with the head, so that both arrive at once.
func (c *client) write(body []byte) error {
	if len(body) <= 64<<10 {
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

func (c *client) settle(answer *response, err error) error {
	if err != nil || answer.closes {
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

// isStale tells that nothing of an answer came. An answer that broke off is something else.
func isStale(err error) bool {
	return err == io.EOF || errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET)
}

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
