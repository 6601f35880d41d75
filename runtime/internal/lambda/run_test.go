package lambda

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/goserverless/goserverless/runtime/internal/call"
	"github.com/goserverless/goserverless/runtime/internal/failure"
)

// newTestLoop is a loop whose peer runs the scripts, and what it logs.
func newTestLoop(t *testing.T, handler Handler, scripts ...func(*conversation)) (*loop, *bytes.Buffer) {
	var log bytes.Buffer
	return &loop{client: newTestClient(t, scripts...), handler: handler, name: "orders", version: "7", log: &log}, &log
}

func TestLoopAnswers(t *testing.T) {
	handler := func(_ context.Context, payload []byte) (Answer, error) {
		return Answer{Body: append([]byte("for "), payload...)}, nil
	}
	loop, log := newTestLoop(t, handler, func(peer *conversation) {
		for _, payload := range []string{"one", "", strings.Repeat("six", 1<<20), "four"} {
			got := peer.call("1", payload, "response")
			checkText(t, "body", string(got.body), "for "+payload)
			checkText(t, "content type", got.header.Get("Content-Type"), "application/json")
		}
	})
	for range 4 {
		if err := loop.one(); err != nil {
			t.Fatal(err)
		}
	}
	checkText(t, "log", log.String(), "")
}

func TestLoopTellsAboutTheCall(t *testing.T) {
	deadline := time.Now().Add(time.Hour).Truncate(time.Millisecond)
	milliseconds, _ := json.Marshal(deadline.UnixMilli())
	var ctx context.Context
	handler := func(given context.Context, _ []byte) (Answer, error) {
		ctx = given
		if end, limited := given.Deadline(); !limited || !end.Equal(deadline) {
			t.Errorf("got the deadline %v, want %v", end, deadline)
		}
		if trace := os.Getenv("_X_AMZN_TRACE_ID"); trace != "Root=1-5bef4de7;Parent=4fe;Sampled=1" {
			t.Errorf("got the trace ID %q in the environment", trace)
		}
		info := call.FromContext(given)
		headers := info.Headers
		info.Headers = nil
		want := call.Info{
			RequestID: "8476a536", Cloud: "aws", FunctionName: "orders", FunctionVersion: "7",
			FunctionARN: "arn:aws:lambda:eu-west-1:123456789012:function:orders:live", Deadline: deadline,
		}
		if info.RequestID != want.RequestID || info.Cloud != want.Cloud || info.FunctionName != want.FunctionName ||
			info.FunctionVersion != want.FunctionVersion || info.FunctionARN != want.FunctionARN || !info.Deadline.Equal(want.Deadline) {
			t.Errorf("got %+v\nwant %+v", info, want)
		}
		for name, value := range map[string]string{
			"x-amzn-trace-id":               "Root=1-5bef4de7;Parent=4fe;Sampled=1",
			"lambda-runtime-client-context": `{"client":{}}`,
		} {
			if headers[name] != value {
				t.Errorf("got %q for %s", headers[name], name)
			}
		}
		return Answer{}, nil
	}
	loop, _ := newTestLoop(t, handler, func(peer *conversation) {
		peer.call("8476a536", "{}", "response",
			"Lambda-Runtime-Deadline-Ms: "+string(milliseconds),
			"Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:123456789012:function:orders:live",
			"Lambda-Runtime-Trace-Id: Root=1-5bef4de7;Parent=4fe;Sampled=1",
			`Lambda-Runtime-Client-Context: {"client":{}}`)
	})
	t.Setenv("_X_AMZN_TRACE_ID", "")
	if err := loop.one(); err != nil {
		t.Fatal(err)
	}
	if ctx.Err() != context.Canceled {
		t.Errorf("after the call, the context has %v", ctx.Err())
	}
}

func TestLoopForgetsTheTraceOfTheCallBefore(t *testing.T) {
	t.Setenv("_X_AMZN_TRACE_ID", "of before")
	handler := func(ctx context.Context, _ []byte) (Answer, error) {
		if trace, set := os.LookupEnv("_X_AMZN_TRACE_ID"); set {
			t.Errorf("got the trace ID %q", trace)
		}
		if _, limited := ctx.Deadline(); limited {
			t.Error("got a deadline that nobody sent")
		}
		return Answer{}, nil
	}
	loop, _ := newTestLoop(t, handler, func(peer *conversation) { peer.call("1", "{}", "response") })
	if err := loop.one(); err != nil {
		t.Fatal(err)
	}
}

type outOfStock struct{ item string }

func (e *outOfStock) Error() string     { return e.item + " is out of stock" }
func (e *outOfStock) ErrorType() string { return "Shop.OutOfStock" }

// Errors of calls reach the caller and the log, and the next call is taken.
func TestLoopReportsErrors(t *testing.T) {
	tests := []struct {
		name           string
		answer         Answer
		err            error
		kind, document string
	}{
		{
			name: "a plain error", err: errors.New("no such \"order\""),
			kind: "errorString", document: `{"errorMessage":"no such \"order\"","errorType":"errorString"}`,
		},
		{
			name: "an error with a type, wrapped", err: errors.Join(&outOfStock{"tea"}),
			kind: "Shop.OutOfStock", document: `{"errorMessage":"tea is out of stock","errorType":"Shop.OutOfStock"}`,
		},
		{
			name: "an answer above the limit", answer: Answer{Body: make([]byte, 6291457)},
			kind:     "Function.ResponseSizeTooLarge",
			document: `{"errorMessage":"the response must have at most 6291456 bytes on Lambda, got 6291457","errorType":"Function.ResponseSizeTooLarge"}`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fails := true
			handler := func(context.Context, []byte) (Answer, error) {
				if fails {
					fails = false
					return test.answer, test.err
				}
				return Answer{Body: []byte("well")}, nil
			}
			loop, log := newTestLoop(t, handler, func(peer *conversation) {
				got := peer.call("1", "{}", "error")
				checkText(t, "document", string(got.body), test.document)
				checkText(t, "type", got.header.Get("Lambda-Runtime-Function-Error-Type"), test.kind)
				checkText(t, "content type", got.header.Get("Content-Type"), "application/json")
				checkText(t, "next body", string(peer.call("2", "{}", "response").body), "well")
			})
			for range 2 {
				if err := loop.one(); err != nil {
					t.Fatal(err)
				}
			}
			checkText(t, "log", log.String(), test.document+"\n")
		})
	}
}

func TestLoopAnswersUpToTheLimit(t *testing.T) {
	handler := func(context.Context, []byte) (Answer, error) { return Answer{Body: make([]byte, 6291456)}, nil }
	loop, _ := newTestLoop(t, handler, func(peer *conversation) {
		if got := peer.call("1", "{}", "response"); len(got.body) != 6291456 {
			t.Errorf("got %d bytes", len(got.body))
		}
	})
	if err := loop.one(); err != nil {
		t.Fatal(err)
	}
}

// A panic is reported with its stack, and ends the process.
func TestLoopEndsAfterPanic(t *testing.T) {
	var nothing *outOfStock
	tests := []struct {
		name          string
		handler       Handler
		message, kind string
		reason, label string
	}{
		{
			"a text", func(context.Context, []byte) (Answer, error) { panicWith("oh no"); return Answer{}, nil },
			"oh no", "string", "the handler panicked: oh no", "panicWith",
		},
		{
			"an error", func(context.Context, []byte) (Answer, error) { panicWith(errors.New("oh no")); return Answer{}, nil },
			"oh no", "errorString", "the handler panicked: oh no", "panicWith",
		},
		{
			"a nil pointer", func(context.Context, []byte) (Answer, error) { return Answer{}, errors.New(nothing.item) },
			"runtime error: invalid memory address or nil pointer dereference", "errorString",
			"the handler panicked: runtime error: invalid memory address or nil pointer dereference", "TestLoopEndsAfterPanic.func3",
		},
		{
			"an error that panics when asked", func(context.Context, []byte) (Answer, error) { return Answer{}, nothing },
			"runtime error: invalid memory address or nil pointer dereference", "errorString",
			"the handler panicked: runtime error: invalid memory address or nil pointer dereference", "(*outOfStock).Error",
		},
		{
			"nil", func(context.Context, []byte) (Answer, error) { panicWith(nil); return Answer{}, nil },
			"panic called with nil argument", "PanicNilError",
			"the handler panicked: panic called with nil argument", "panicWith",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			sent := make(chan []byte, 1)
			loop, log := newTestLoop(t, test.handler, func(peer *conversation) {
				got := peer.call("1", "{}", "error")
				sent <- got.body
				checkText(t, "type", got.header.Get("Lambda-Runtime-Function-Error-Type"), test.kind)
				peer.expectEnd()
			})
			err := loop.one()
			loop.client.close()
			if err == nil {
				t.Fatal("got no reason to end")
			}
			checkText(t, "reason", err.Error(), test.reason)
			said := <-sent
			checkText(t, "log", log.String(), string(said)+"\n")
			var document failure.Failure
			if err := json.Unmarshal(said, &document); err != nil {
				t.Fatal(err)
			}
			checkText(t, "message", document.Message, test.message)
			checkText(t, "type", document.Type, test.kind)
			if len(document.Stack) == 0 || document.Stack[0].Label != test.label || document.Stack[0].Line == 0 || !strings.HasSuffix(document.Stack[0].Path, "run_test.go") {
				t.Errorf("got the stack %+v, want %s on top", document.Stack, test.label)
			}
		})
	}
}

func panicWith(value any) { panic(value) }

// What the API says to an answer, and whether the next call may come.
func TestLoopAfterRefusal(t *testing.T) {
	const refused = "the Runtime API refused /2018-06-01/runtime/invocation/1/"
	tests := []struct{ name, verb, reply, log, reason string }{
		{"late", "response", "HTTP/1.1 400 Bad Request\r\nContent-Length: 4\r\n\r\nlate", refused + "response with status 400: late\n", ""},
		{"twice", "response", "HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\ntwice", refused + "response with status 403: twice\n", ""},
		{"too large", "response", "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n", refused + "response with status 413: \n", ""},
		{"late error", "error", "HTTP/1.1 400 Bad Request\r\nContent-Length: 4\r\n\r\nlate", `{"errorMessage":"no","errorType":"errorString"}` + "\n" + refused + "error with status 400: late\n", ""},
		{"at its end", "response", "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n", "", refused + "response with status 500: "},
		{"gone", "response", "", "", "the Runtime API ended the connection without an answer: EOF"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			handler := func(context.Context, []byte) (Answer, error) {
				if test.verb == "error" {
					return Answer{}, errors.New("no")
				}
				return Answer{}, nil
			}
			answered := func(peer *conversation) {
				peer.expect("POST /2018-06-01/runtime/invocation/1/" + test.verb)
				peer.say(test.reply)
			}
			scripts := []func(*conversation){func(peer *conversation) {
				peer.expect(nextCall)
				peer.say(event("1", "{}"))
				answered(peer)
			}}
			if test.reply == "" {
				scripts = append(scripts, answered)
			}
			loop, log := newTestLoop(t, handler, scripts...)
			reason := ""
			if err := loop.one(); err != nil {
				reason = err.Error()
			}
			checkText(t, "reason", reason, test.reason)
			checkText(t, "log", log.String(), test.log)
		})
	}
}

func TestLoopInit(t *testing.T) {
	loop, log := newTestLoop(t, nil)
	if err := loop.init(func(context.Context) error { return nil }); err != nil {
		t.Error(err)
	}
	checkText(t, "log", log.String(), "")
}

func TestLoopReportsInitErrors(t *testing.T) {
	const refusal = "HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nover"
	tests := []struct {
		name                        string
		work                        func(context.Context) error
		reply, kind, begins, reason string
	}{
		{
			"an error", func(context.Context) error { return errors.New("no database") }, accepted,
			"errorString", `{"errorMessage":"no database","errorType":"errorString"}`, "init failed: no database",
		},
		{
			"a panic", func(context.Context) error { panicWith("no database"); return nil }, accepted,
			"string", `{"errorMessage":"no database","errorType":"string","stackTrace":[{"path":"`, "init failed: no database",
		},
		{
			"an error that is refused", func(context.Context) error { return errors.New("no database") }, refusal,
			"errorString", `{"errorMessage":"no database","errorType":"errorString"}`,
			"init failed: no database\nthe Runtime API refused /2018-06-01/runtime/init/error with status 403: over",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			sent := make(chan []byte, 1)
			loop, log := newTestLoop(t, nil, func(peer *conversation) {
				got := peer.expect("POST /2018-06-01/runtime/init/error")
				sent <- got.body
				checkText(t, "type", got.header.Get("Lambda-Runtime-Function-Error-Type"), test.kind)
				peer.say(test.reply)
				peer.expectEnd()
			})
			err := loop.init(test.work)
			loop.client.close()
			if err == nil {
				t.Fatal("got no reason to end")
			}
			checkText(t, "reason", err.Error(), test.reason)
			said := <-sent
			checkText(t, "log", log.String(), string(said)+"\n")
			if !strings.HasPrefix(string(said), test.begins) {
				t.Errorf("got %q\nwant %q", shortened(string(said)), test.begins)
			}
		})
	}
}

// Run ends with the reason when there is nobody to take calls from.
func TestRunEnds(t *testing.T) {
	err := Run("nowhere", nil)
	if err == nil {
		t.Fatal("got no reason to end")
	}
	checkText(t, "reason", err.Error(), `AWS_LAMBDA_RUNTIME_API must be a host and a port, got "nowhere"`)

	handler := func(context.Context, []byte) (Answer, error) { return Answer{}, nil }
	peer := newPeer(t, func(peer *conversation) {
		peer.call("1", "{}", "response")
		peer.expect(nextCall)
		peer.say("HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
	})
	err = Run(peer.text, handler)
	if err == nil {
		t.Fatal("got no reason to end")
	}
	checkText(t, "reason", err.Error(), "the Runtime API refused next call with status 500: ")
}
