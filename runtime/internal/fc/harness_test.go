package fc

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
)

// running is a server that takes calls on a port of its own.
type running struct {
	*server
	url     string
	signals chan os.Signal
	// ended gets what serve returned.
	ended        chan error
	marks, wrong *lines
	endings      *int
}

var onFC = place{function: "orders", version: "7"}
var onThisMachine = place{function: "orders", local: true}

func start(t *testing.T, options Options, at place) *running {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &running{
		server:  newServer(options, at),
		url:     "http://" + listener.Addr().String(),
		signals: make(chan os.Signal, 1),
		ended:   make(chan error, 1),
		marks:   &lines{},
		wrong:   &lines{},
		endings: new(int),
	}
	r.log, r.errors = r.marks, r.wrong
	// Only ever called once, so it needs no lock.
	r.ending = func(ctx context.Context) {
		if _, limited := ctx.Deadline(); !limited {
			t.Error("the end has no deadline")
		}
		*r.endings++
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.ended <- r.serve(listener, r.signals)
	}()
	t.Cleanup(func() {
		select {
		case r.signals <- os.Interrupt:
		default:
		}
		<-done
		http.DefaultClient.CloseIdleConnections()
	})
	return r
}

type answered struct {
	status int
	header http.Header
	body   string
}

// send sends a request with headers, name and value in turns.
func (r *running) send(t *testing.T, method, path, body string, headers ...string) answered {
	t.Helper()
	request, err := http.NewRequest(method, r.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for index := 0; index < len(headers); index += 2 {
		request.Header.Set(headers[index], headers[index+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	got, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answered{response.StatusCode, response.Header, string(got)}
}

func (a answered) check(t *testing.T, status int, fcStatus, body string) {
	t.Helper()
	if a.status != status || a.header.Get("X-Fc-Status") != fcStatus || a.body != body {
		t.Errorf("got %d %q %s\nwant %d %q %s", a.status, a.header.Get("X-Fc-Status"), a.body, status, fcStatus, body)
	}
}

// lines is a buffer that many write to.
type lines struct {
	mutex sync.Mutex
	bytes bytes.Buffer
}

func (l *lines) Write(from []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.bytes.Write(from)
}

func (l *lines) check(t *testing.T, want string) {
	t.Helper()
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if got := l.bytes.String(); got != want {
		t.Errorf("got the lines %q\nwant %q", got, want)
	}
}
