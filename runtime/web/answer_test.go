//go:build !goserverless.fc

package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/goserverless/goserverless/runtime/internal/call"
	"github.com/goserverless/goserverless/runtime/internal/failure"
)

func TestAnswerOfEachShape(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header()["X-List"] = []string{"one", "two"}
		w.Header()["Set-Cookie"] = []string{"a=1", "b=2", "c=3"}
		w.Header().Set("Content-Type", "text/plain")
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write([]byte("\"hi\"\n"))
	})
	const (
		cookieList = `{"statusCode":201,"headers":{"Content-Type":"text/plain","X-List":"one, two"},"cookies":["a=1","b=2","c=3"],"body":"\"hi\"\n","isBase64Encoded":false}`
		lists      = `"multiValueHeaders":{"Content-Type":["text/plain"],"Set-Cookie":["a=1","b=2","c=3"],"X-List":["one","two"]},"body":"\"hi\"\n","isBase64Encoded":false}`
	)
	tests := map[string]string{
		"function-url":    cookieList,
		"http-api-v2":     cookieList,
		"http-api-v1":     `{"statusCode":201,` + lists,
		"rest-api":        `{"statusCode":201,` + lists,
		"alb-multi-value": `{"statusCode":201,"statusDescription":"201 Created",` + lists,
		"alb": `{"statusCode":201,"statusDescription":"201 Created","headers":{"Content-Type":"text/plain","X-List":"one, two",` +
			`"set-cookie":"a=1","Set-cookie":"b=2","sEt-cookie":"c=3"},"body":"\"hi\"\n","isBase64Encoded":false}`,
	}
	for event, want := range tests {
		for _, stream := range []bool{false, true} {
			adapter := &adapter{handler: handler, stream: stream}
			answer, err := adapter.answer(context.Background(), []byte(readEvent(t, event)))
			if err != nil {
				t.Fatal(err)
			}
			if streams := stream && event == "function-url"; streams != (answer.Stream != nil) {
				t.Errorf("%s with streaming %v: it streams %v", event, stream, answer.Stream != nil)
			}
			if answer.Stream == nil && string(answer.Body) != want {
				t.Errorf("%s: got %s\nwant %s", event, answer.Body, want)
			}
		}
	}
}

func TestAnswerWithoutHeaders(t *testing.T) {
	handler := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	tests := map[string]string{
		"function-url":    `{"statusCode":200,"headers":{},"body":"","isBase64Encoded":false}`,
		"rest-api":        `{"statusCode":200,"multiValueHeaders":{},"body":"","isBase64Encoded":false}`,
		"alb":             `{"statusCode":200,"statusDescription":"200 OK","headers":{},"body":"","isBase64Encoded":false}`,
		"alb-multi-value": `{"statusCode":200,"statusDescription":"200 OK","multiValueHeaders":{},"body":"","isBase64Encoded":false}`,
	}
	for event, want := range tests {
		answer, err := (&adapter{handler: handler}).answer(context.Background(), []byte(readEvent(t, event)))
		if err != nil || string(answer.Body) != want {
			t.Errorf("%s: got %s %v\nwant %s", event, answer.Body, err, want)
		}
	}
}

func TestBodyIsTextOrBase64(t *testing.T) {
	tests := []struct{ contentType, encoding, body, want string }{
		{"text/plain", "", "é", `"é","isBase64Encoded":false`},
		{"Text/HTML; charset=utf-8", "", "<p>", `"<p>","isBase64Encoded":false`},
		{"application/json", "", "{}", `"{}","isBase64Encoded":false`},
		{"application/problem+json ; a=b", "", "{}", `"{}","isBase64Encoded":false`},
		{"image/svg+xml", "", "<svg/>", `"<svg/>","isBase64Encoded":false`},
		{"text/plain", "", "\xff", `"/w==","isBase64Encoded":true`},
		{"text/plain", "gzip", "a", `"YQ==","isBase64Encoded":true`},
		{"application/octet-stream", "", "a", `"YQ==","isBase64Encoded":true`},
		{"application/jsonfoo", "", "a", `"YQ==","isBase64Encoded":true`},
		{"", "", "a", `"YQ==","isBase64Encoded":true`},
		{"image/png", "", "", `"","isBase64Encoded":false`},
	}
	for _, test := range tests {
		fields := []field{{"Content-Encoding", test.encoding}, {"Content-Type", test.contentType}}
		got := string(appendBody(nil, []byte(test.body), fields))
		if want := `,"body":` + test.want + "}"; got != want {
			t.Errorf("%q as %s: got %s, want %s", test.body, test.contentType, got, want)
		}
	}
}

func TestManyCookiesHaveNamesOfTheirOwn(t *testing.T) {
	fields := make([]field, 512)
	for index := range fields {
		fields[index] = field{"Set-Cookie", fmt.Sprint("c=", index)}
	}
	document := append(appendCases([]byte(`{"statusCode":200`), fields), '}')
	var answer struct{ Headers map[string]string }
	if err := json.Unmarshal(document, &answer); err != nil {
		t.Fatal(err)
	}
	if len(answer.Headers) != len(fields) {
		t.Errorf("%d of %d cookies are left", len(answer.Headers), len(fields))
	}
}

func TestAnswersThatAreRefused(t *testing.T) {
	silent(t)
	tests := []struct {
		name          string
		handler       http.HandlerFunc
		kind, message string
	}{
		{"trailers that are declared", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Trailer", "X-Sum")
			_, _ = io.WriteString(w, "a")
			w.Header().Set("X-Sum", "1")
		}, "Runtime.InvalidResponse", "the handler sends trailers, which Lambda cannot pass on"},
		{"trailers that are not", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "a")
			w.Header().Set(http.TrailerPrefix+"X-Sum", "1")
		}, "Runtime.InvalidResponse", "the handler sends trailers, which Lambda cannot pass on"},
		{"another protocol", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(101) },
			"Runtime.InvalidResponse", "the status must be 200-599 on Lambda, got 101"},
		{"a status beyond", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(600) },
			"Runtime.InvalidResponse", "the status must be 200-599 on Lambda, got 600"},
		{"a status that is none", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(99) },
			"Runtime.HandlerPanicked", "the handler panicked: invalid WriteHeader code 99"},
		{"a length that is not kept", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "5")
			_, _ = io.WriteString(w, "abc")
		}, "Runtime.InvalidResponse", "the handler declared a Content-Length of 5 and wrote 3 bytes"},
		{"a panic", func(w http.ResponseWriter, r *http.Request) { panic(errors.New("no stock")) },
			"Runtime.HandlerPanicked", "the handler panicked: no stock"},
		{"a panic on purpose", func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) },
			"Runtime.HandlerAborted", "the handler broke its answer off"},
	}
	for _, test := range tests {
		for mode, answer := range map[string]func(testing.TB, http.Handler, string) (seen, error){
			"buffered": answerWhole, "streamed": answerStreamed,
		} {
			_, err := answer(t, test.handler, "GET")
			if err == nil {
				t.Errorf("%s, %s: it was answered", test.name, mode)
				continue
			}
			if got := failure.Of(err); got.Type != test.kind || got.Message != test.message || got.Panicked {
				t.Errorf("%s, %s: got %s: %s", test.name, mode, got.Type, got.Message)
			}
		}
	}
}

func TestBodyMayHaveSixMegabytes(t *testing.T) {
	var last error
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		piece := bytes.Repeat([]byte("a"), 1<<20)
		for range 6 {
			_, last = w.Write(piece)
		}
		if last == nil && r.Method == http.MethodPost {
			_, last = w.Write([]byte("b"))
			_, again := w.Write([]byte("c"))
			if again != last {
				t.Errorf("the next write says %v", again)
			}
		}
	})
	if got, err := answerWhole(t, handler, "GET"); err != nil || len(got.body) != 6<<20 || last != nil {
		t.Errorf("got %d bytes, %v, %v", len(got.body), err, last)
	}
	_, err := answerWhole(t, handler, "POST")
	const message = "the response must have at most 6291456 bytes on Lambda where it is not streamed"
	if err == nil || err != last || err.Error() != message || failure.Of(err).Type != "Function.ResponseSizeTooLarge" {
		t.Errorf("got %v, and %v from the write", err, last)
	}
	if got, err := answerStreamed(t, handler, "POST"); err != nil || len(got.body) != 6<<20+2 {
		t.Errorf("streamed: got %d bytes, %v", len(got.body), err)
	}
}

func TestContextTellsAboutCallAndEvent(t *testing.T) {
	text := []byte(readEvent(t, "rest-api"))
	var event json.RawMessage
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		event = Event(r.Context())
		_, _ = io.WriteString(w, call.FromContext(r.Context()).RequestID)
	})
	ctx, cancel := call.NewContext(context.Background(), &call.Info{RequestID: "the id"})
	defer cancel()
	want := string(text)
	answer, err := (&adapter{handler: handler}).answer(ctx, text)
	if err != nil || !strings.Contains(string(answer.Body), `"body":"the id"`) {
		t.Errorf("got %s %v", answer.Body, err)
	}
	// The platform's buffer is another call's by now.
	clear(text)
	if string(event) != want {
		t.Errorf("got %s", event)
	}
	if got := Event(context.Background()); got != nil {
		t.Errorf("outside of a call: got %s", got)
	}
}
