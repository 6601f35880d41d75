package httpclient

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/goserverless/goserverless/runtime/reuse"
)

// stale is a server that answers the first request of its first connection and ends it at the second one, as one does
// that closed the connection during a freeze. Other connections are answered.
type stale struct {
	*net.TCPListener
	connections, requests atomic.Int32
	reset                 bool
	// answers is how many requests of the first connection are answered.
	answers int
}

func serveStale(t *testing.T, answers int, reset bool) *stale {
	t.Helper()
	listener, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	server := &stale{TCPListener: listener, answers: answers, reset: reset}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			connection, err := listener.AcceptTCP()
			if err != nil {
				return
			}
			go server.serve(connection, server.connections.Add(1) == 1)
		}
	}()
	return server
}

func (s *stale) serve(connection *net.TCPConn, first bool) {
	defer connection.Close()
	from := bufio.NewReader(connection)
	for served := 0; ; served++ {
		request, err := http.ReadRequest(from)
		if err != nil {
			return
		}
		_, _ = io.Copy(io.Discard, request.Body)
		s.requests.Add(1)
		if first && served == s.answers {
			if s.reset {
				_ = connection.SetLinger(0)
			}
			return
		}
		_, _ = io.WriteString(connection, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
	}
}

func (s *stale) do(client *http.Client, method string, body io.Reader, header http.Header) error {
	request, err := http.NewRequest(method, "http://"+s.Addr().String(), body)
	if err != nil {
		return err
	}
	for name, values := range header {
		request.Header[name] = values
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return err
}

func TestStaleConnection(t *testing.T) {
	again := func(text string) io.Reader { return strings.NewReader(text) }
	once := func(text string) io.Reader { return io.MultiReader(strings.NewReader(text)) }
	tests := []struct {
		name, method string
		body         func(string) io.Reader
		header       http.Header
		repeated     bool
	}{
		{"GET", "GET", nil, nil, true},
		{"HEAD", "HEAD", nil, nil, true},
		{"DELETE", "DELETE", nil, nil, true},
		{"PUT", "PUT", again, nil, true},
		{"PUT of a body that is gone", "PUT", once, nil, false},
		{"POST", "POST", again, nil, false},
		{"POST without a body", "POST", nil, nil, false},
		{"POST with a key", "POST", again, http.Header{"Idempotency-Key": {"1"}}, true},
		{"PATCH", "PATCH", again, nil, false},
	}
	for _, test := range tests {
		for _, reset := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, reset %t", test.name, reset), func(t *testing.T) {
				server := serveStale(t, 1, reset)
				client := New(directly)
				defer client.CloseIdleConnections()
				if err := server.do(client, "GET", nil, nil); err != nil {
					t.Fatal(err)
				}
				var body io.Reader
				if test.body != nil {
					body = test.body("order 7")
				}
				err := server.do(client, test.method, body, test.header)
				if (err == nil) != test.repeated {
					t.Errorf("got %v, want it repeated: %t", err, test.repeated)
				}
				wantRequests := int32(2)
				if test.repeated {
					wantRequests = 3
				}
				if got := server.requests.Load(); got != wantRequests {
					t.Errorf("the server saw %d requests, want %d", got, wantRequests)
				}
			})
		}
	}
}

func TestNewConnectionThatFailsIsNotRepeated(t *testing.T) {
	for _, method := range []string{"GET", "PUT", "DELETE"} {
		t.Run(method, func(t *testing.T) {
			server := serveStale(t, 0, false)
			client := New(directly)
			defer client.CloseIdleConnections()
			if err := server.do(client, method, nil, nil); err == nil {
				t.Error("got an answer")
			}
			if got := server.requests.Load(); got != 1 {
				t.Errorf("the server saw %d requests, want 1", got)
			}
		})
	}
}

func TestConnectionsAreCounted(t *testing.T) {
	server := serveStale(t, 2, false)
	client := New(directly)
	defer client.CloseIdleConnections()
	before := reuse.Stats()["http"]
	for range 4 {
		if err := server.do(client, "PUT", strings.NewReader("order 7"), nil); err != nil {
			t.Fatal(err)
		}
	}
	// The third request met the end of the first connection, and was answered by another.
	after := reuse.Stats()["http"]
	if opened, reused := after.New-before.New, after.Reused-before.Reused; opened != 2 || reused != 2 {
		t.Errorf("counted %d new and %d reused, want 2 and 2", opened, reused)
	}
}

func TestMarkIsNotSent(t *testing.T) {
	tests := []struct {
		name  string
		http2 bool
		want  string
	}{
		{"HTTP/1.1", false, "HTTP/1.1"},
		{"HTTP/2", true, "HTTP/2.0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var seen http.Header
			server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				seen = r.Header
				_, _ = io.WriteString(w, r.Proto)
			}))
			server.EnableHTTP2 = test.http2
			server.StartTLS()
			defer server.Close()
			client := New(directly, func(transport *http.Transport) {
				transport.TLSClientConfig = server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
			})
			defer client.CloseIdleConnections()
			request, err := http.NewRequest("PUT", server.URL, strings.NewReader("order 7"))
			if err != nil {
				t.Fatal(err)
			}
			response, err := client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			if proto, _ := io.ReadAll(response.Body); string(proto) != test.want {
				t.Errorf("got %s, want %s", proto, test.want)
			}
			if _, sent := seen["Idempotency-Key"]; sent {
				t.Errorf("the server saw the mark: %v", seen)
			}
			if len(request.Header) != 0 {
				t.Errorf("the caller's request was changed: %v", request.Header)
			}
		})
	}
}

func TestRequestEndsWithItsContext(t *testing.T) {
	arrived, release := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(arrived)
		<-release
	}))
	defer server.Close()
	defer close(release)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-arrived
		cancel()
	}()
	request, err := http.NewRequestWithContext(ctx, "GET", server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := New(directly).Do(request); err == nil || ctx.Err() == nil {
		t.Errorf("got %v, want the end of the context", err)
	}
}

func TestTune(t *testing.T) {
	var tuned *http.Transport
	New(func(transport *http.Transport) {
		transport.ResponseHeaderTimeout = time.Minute
		tuned = transport
	})
	if tuned.ResponseHeaderTimeout != time.Minute || tuned.IdleConnTimeout != idleTime {
		t.Errorf("got %v and %v", tuned.ResponseHeaderTimeout, tuned.IdleConnTimeout)
	}
}

// directly leaves out a proxy that the machine of the test may have.
func directly(transport *http.Transport) { transport.Proxy = nil }
