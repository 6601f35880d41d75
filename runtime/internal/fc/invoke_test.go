package fc

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/goserverless/goserverless/runtime/internal/failure"
)

func echo(_ context.Context, payload []byte) ([]byte, error) {
	if string(payload) == "fail" {
		return nil, errors.New("no such order")
	}
	return append([]byte("for "), payload...), nil
}

func fromHTTP(to http.ResponseWriter, request *http.Request) {
	_, _ = io.WriteString(to, "handled "+request.Method+" "+request.URL.Path)
}

const (
	noSuchOrder = `{"errorMessage":"no such order","errorType":"errorString"}`
	noEvents    = `{"errorMessage":"the function answers HTTP requests only: it has no handler for events","errorType":"Runtime.NoEventHandler"}`
	onlyPOST    = "the function takes events: send one with POST\n"
	hidden      = `{"message":"Internal Server Error"}`
)

// What a request is, and what becomes of it.
func TestServe(t *testing.T) {
	events := Options{Invoke: echo}
	web := Options{HTTP: http.HandlerFunc(fromHTTP)}
	both := Options{Invoke: echo, HTTP: http.HandlerFunc(fromHTTP)}
	tests := []struct {
		name               string
		options            Options
		at                 place
		method, path, body string
		control            string
		status             int
		fcStatus, want     string
		log, errors        string
	}{
		{"a call", events, onFC, "POST", "/invoke", "tea", "/invoke", 200, "200", "for tea", "Invoke", ""},
		{"an empty call", events, onFC, "POST", "/invoke", "", "/invoke", 200, "200", "for ", "Invoke", ""},
		{"a failed call", events, onFC, "POST", "/invoke", "fail", "/invoke", 404, "404", noSuchOrder, "Invoke", noSuchOrder + "\n"},
		{"a call by its path", events, onFC, "POST", "/invoke", "tea", "", 200, "200", "for tea", "Invoke", ""},
		{"a call to HTTP only", web, onFC, "POST", "/invoke", "tea", "/invoke", 404, "404", noEvents, "Invoke", ""},
		{"a call where there is HTTP, too", both, onFC, "POST", "/invoke", "tea", "/invoke", 200, "200", "for tea", "Invoke", ""},
		{"initialize", events, onFC, "POST", "/initialize", "", "/initialize", 200, "200", "", "Initialize", ""},
		{"initialize by its path", web, onFC, "POST", "/initialize", "", "", 200, "200", "", "Initialize", ""},
		{"pre-freeze", events, onFC, "GET", "/pre-freeze", "", "/pre-freeze", 200, "200", "", "PreFreeze", ""},
		{"pre-freeze by its path", web, onFC, "GET", "/pre-freeze", "", "", 200, "200", "", "PreFreeze", ""},
		{"pre-stop", events, onFC, "GET", "/pre-stop", "", "/pre-stop", 200, "200", "", "PreStop", ""},
		{"pre-stop by its path", web, onFC, "GET", "/pre-stop", "", "", 200, "200", "", "PreStop", ""},
		{"HTTP", web, onFC, "GET", "/tea", "", "/http-invoke", 200, "", "handled GET /tea", "Invoke", ""},
		{"HTTP to a path of the platform's", web, onFC, "POST", "/invoke", "", "/http-invoke", 200, "", "handled POST /invoke", "Invoke", ""},
		{"HTTP by its path", web, onFC, "GET", "/invoke", "", "", 200, "", "handled GET /invoke", "Invoke", ""},
		{"HTTP to a function of events", events, onFC, "POST", "/any", "tea", "/http-invoke", 200, "200", "for tea", "Invoke", ""},
		{"failed HTTP to a function of events", events, onFC, "POST", "/any", "fail", "/http-invoke", 502, "404", hidden, "Invoke", noSuchOrder + "\n"},
		{"GET to a function of events", events, onFC, "GET", "/", "", "/http-invoke", 405, "", onlyPOST, "Invoke", ""},
		{"a local call", events, onThisMachine, "POST", "/", "tea", "", 200, "200", "for tea", "", ""},
		{"a failed local call", events, onThisMachine, "POST", "/a/b", "fail", "", 500, "404", noSuchOrder, "", noSuchOrder + "\n"},
		{"a local GET", events, onThisMachine, "GET", "/", "", "", 405, "", onlyPOST, "", ""},
		{"local HTTP", web, onThisMachine, "GET", "/tea", "", "", 200, "", "handled GET /tea", "", ""},
		{"local HTTP that says it were the platform", web, onThisMachine, "GET", "/tea", "", "/pre-stop", 200, "", "handled GET /tea", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := start(t, test.options, test.at)
			headers := []string{"X-Fc-Request-Id", "1-65e59b07"}
			if test.control != "" {
				headers = append(headers, "X-Fc-Control-Path", test.control)
			}
			server.send(t, test.method, test.path, test.body, headers...).check(t, test.status, test.fcStatus, test.want)
			log := ""
			if test.log != "" {
				log = "FC " + test.log + " Start RequestId: 1-65e59b07\nFC " + test.log + " End RequestId: 1-65e59b07\n"
			}
			server.marks.check(t, log)
			server.wrong.check(t, test.errors)
		})
	}
}

func TestInvokeLargePayloads(t *testing.T) {
	server := start(t, Options{Invoke: func(_ context.Context, payload []byte) ([]byte, error) {
		if len(payload) == 0 {
			return make([]byte, maxPayload+1), nil
		}
		return payload, nil
	}}, onFC)
	large := strings.Repeat("a", maxPayload)
	if got := server.send(t, "POST", "/invoke", large); got.status != 200 || got.body != large {
		t.Errorf("got %d and %d bytes", got.status, len(got.body))
	}
	server.send(t, "POST", "/invoke", large+"a").check(t, 404, "404",
		`{"errorMessage":"the payload must have at most 33554432 bytes","errorType":"Runtime.PayloadTooLarge"}`)
	server.send(t, "POST", "/invoke", "").check(t, 404, "404",
		`{"errorMessage":"the response must have at most 33554432 bytes, got 33554433","errorType":"Function.ResponseSizeTooLarge"}`)
}

// Each call of many waits until all of them run.
func TestInvokeConcurrently(t *testing.T) {
	const calls = 20
	arrived, all := make(chan struct{}, calls), make(chan struct{})
	server := start(t, Options{Invoke: func(context.Context, []byte) ([]byte, error) {
		arrived <- struct{}{}
		<-all
		return []byte("done"), nil
	}}, onFC)
	results := make(chan answered, calls)
	for range calls {
		go func() { results <- server.send(t, "POST", "/invoke", "") }()
	}
	for range calls {
		<-arrived
	}
	close(all)
	for range calls {
		(<-results).check(t, 200, "200", "done")
	}
}

func TestInvokeEndsWithItsCaller(t *testing.T) {
	for name, options := range map[string]func(work func(context.Context)) Options{
		"event": func(work func(context.Context)) Options {
			return Options{Invoke: func(ctx context.Context, _ []byte) ([]byte, error) { work(ctx); return nil, nil }}
		},
		"HTTP": func(work func(context.Context)) Options {
			return Options{HTTP: http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) { work(request.Context()) })}
		},
	} {
		t.Run(name, func(t *testing.T) {
			begun, over := make(chan struct{}), make(chan error, 1)
			server := start(t, options(func(ctx context.Context) {
				close(begun)
				<-ctx.Done()
				over <- ctx.Err()
			}), onFC)
			ctx, leave := context.WithCancel(context.Background())
			request, err := http.NewRequestWithContext(ctx, "POST", server.url, nil)
			if err != nil {
				t.Fatal(err)
			}
			go func() {
				<-begun
				leave()
			}()
			if _, err := http.DefaultClient.Do(request); !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
			if err := <-over; err != context.Canceled {
				t.Errorf("the call ended with %v", err)
			}
		})
	}
}

// A call that panics has its answer, and the process ends with the reason; calls next to it come to their end before.
func TestInvokePanics(t *testing.T) {
	for name, test := range map[string]struct {
		at      place
		path    string
		control string
		status  int
		shown   bool
	}{
		"to the platform": {onFC, "/invoke", "/invoke", 404, true},
		"to anybody":      {onFC, "/", "/http-invoke", 502, false},
		"locally":         {onThisMachine, "/", "", 500, true},
	} {
		t.Run(name, func(t *testing.T) {
			begun, lost := make(chan struct{}), make(chan struct{})
			server := start(t, Options{Invoke: func(ctx context.Context, payload []byte) ([]byte, error) {
				if string(payload) == "panic" {
					<-begun
					defer close(lost)
					panic("oh no")
				}
				close(begun)
				<-lost
				return []byte("well"), nil
			}}, test.at)
			beside := make(chan answered, 1)
			go func() { beside <- server.send(t, "POST", "/invoke", "wait", "X-Fc-Control-Path", "/invoke") }()
			answer := make(chan answered, 1)
			go func() { answer <- server.send(t, "POST", test.path, "panic", "X-Fc-Control-Path", test.control) }()
			(<-beside).check(t, 200, "200", "well")
			err := <-server.ended
			var reason *panicError
			if !errors.As(err, &reason) || err.Error() != "the handler panicked: oh no" {
				t.Fatalf("the server ended with %v", err)
			}
			if len(answer) > 0 {
				t.Error("the answer had its end before the process")
			}
			reason.connection.Close()
			got := <-answer
			logged := server.wrong.bytes.String()
			shown := strings.TrimSuffix(logged, "\n")
			if !test.shown {
				shown = hidden
			}
			got.check(t, test.status, "404", shown)
			var document failure.Failure
			if err := json.Unmarshal([]byte(logged), &document); err != nil {
				t.Fatal(err)
			}
			if document.Message != "oh no" || document.Type != "string" || len(document.Stack) == 0 || document.Stack[0].Label != "TestInvokePanics.func1.1" {
				t.Errorf("got %+v", document)
			}
			if _, err := http.Post(server.url+"/invoke", "", nil); err == nil {
				t.Error("another call was taken")
			}
		})
	}
}

// What net/http does about a handler's panic is not changed.
func TestHTTPPanics(t *testing.T) {
	server := start(t, Options{HTTP: http.HandlerFunc(func(to http.ResponseWriter, request *http.Request) {
		if request.URL.Path == "/panic" {
			panic(http.ErrAbortHandler)
		}
		fromHTTP(to, request)
	})}, onFC)
	if _, err := http.Get(server.url + "/panic"); !errors.Is(err, io.EOF) {
		t.Errorf("got %v", err)
	}
	server.send(t, "GET", "/next", "").check(t, 200, "", "handled GET /next")
	server.marks.check(t, strings.Repeat("FC Invoke Start RequestId: \nFC Invoke End RequestId: \n", 2))
}
