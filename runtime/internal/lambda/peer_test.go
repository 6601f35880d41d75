package lambda

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// peer is a Runtime API that says what a test has it say, byte for byte. Each connection runs the next script, and a
// connection without a script is a failure.
func newPeer(t *testing.T, scripts ...func(*conversation)) address {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Add(1)
	go func() {
		defer running.Done()
		for index := 0; ; index++ {
			connection, err := listener.Accept()
			if err != nil {
				if index != len(scripts) {
					t.Errorf("the client made %d connections, want %d", index, len(scripts))
				}
				return
			}
			if index >= len(scripts) {
				connection.Close()
				continue
			}
			running.Add(1)
			go func() {
				defer running.Done()
				defer connection.Close()
				scripts[index](&conversation{t, connection.(*net.TCPConn), bufio.NewReader(connection)})
			}()
		}
	}()
	t.Cleanup(func() {
		listener.Close()
		running.Wait()
	})
	parsed, err := parseAddress(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// newTestClient is a client whose connection ends with the test.
func newTestClient(t *testing.T, scripts ...func(*conversation)) *client {
	client := newClient(newPeer(t, scripts...))
	t.Cleanup(client.close)
	return client
}

// conversation is the peer's side of one connection.
type conversation struct {
	t    *testing.T
	to   *net.TCPConn
	from *bufio.Reader
}

// seen is a request as net/http understood it.
type seen struct {
	what    string
	header  http.Header
	body    []byte
	trailer http.Header
}

// expect reads a request, which must be this one.
func (c *conversation) expect(what string) seen {
	c.t.Helper()
	request, err := http.ReadRequest(c.from)
	if err != nil {
		c.t.Errorf("waiting for %s: %v", what, err)
		return seen{}
	}
	body, err := io.ReadAll(request.Body)
	if err != nil {
		c.t.Errorf("reading the body of %s: %v", what, err)
	}
	got := request.Method + " " + request.RequestURI
	if got != what {
		c.t.Errorf("got %s, want %s", got, what)
	}
	return seen{got, request.Header, body, request.Trailer}
}

// expectEnd waits until the client has ended the connection.
func (c *conversation) expectEnd() {
	c.t.Helper()
	if next, err := c.from.ReadByte(); err != io.EOF {
		c.t.Errorf("got %q and %v, want the end", next, err)
	}
}

func (c *conversation) say(text string) {
	_, _ = io.WriteString(c.to, text)
}

// hang ends the connection with a reset.
func (c *conversation) hang() {
	_ = c.to.SetLinger(0)
	_ = c.to.Close()
}

// call hands out a call, and takes what the client answers.
func (c *conversation) call(id, payload, verb string, headers ...string) seen {
	c.t.Helper()
	c.expect("GET /2018-06-01/runtime/invocation/next")
	c.say(event(id, payload, headers...))
	answer := c.expect("POST /2018-06-01/runtime/invocation/" + id + "/" + verb)
	c.say(accepted)
	return answer
}

const accepted = "HTTP/1.1 202 Accepted\r\nContent-Length: 15\r\n\r\n{\"status\":\"OK\"}"

func event(id, payload string, headers ...string) string {
	more := ""
	for _, header := range headers {
		more += header + "\r\n"
	}
	return fmt.Sprintf("HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: %s\r\n%sContent-Length: %d\r\n\r\n%s", id, more, len(payload), payload)
}

// encodeAnswer is an answer with a body, in chunks of a size if there is one.
func encodeAnswer(body []byte, chunk int) []byte {
	var answer bytes.Buffer
	answer.WriteString("HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 1\r\n")
	if chunk == 0 {
		fmt.Fprintf(&answer, "Content-Length: %d\r\n\r\n%s", len(body), body)
		return answer.Bytes()
	}
	answer.WriteString("Transfer-Encoding: chunked\r\n\r\n")
	for rest := body; len(rest) > 0; {
		size := min(chunk, len(rest))
		fmt.Fprintf(&answer, "%x\r\n%s\r\n", size, rest[:size])
		rest = rest[size:]
	}
	answer.WriteString("0\r\n\r\n")
	return answer.Bytes()
}

func checkText(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %q\nwant %q", what, shortened(got), shortened(want))
	}
}

func shortened(text string) string {
	if len(text) <= 1000 {
		return text
	}
	return text[:1000] + strings.Repeat(".", 3)
}
