//go:build !goserverless.fc

package web

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

// echo answers with what it was asked, in its headers too.
var echo = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	for name, values := range r.Header {
		w.Header()[name] = values
	}
	w.Header().Del("Content-Length")
	w.Header().Del("Trailer")
	_, _ = io.Copy(w, r.Body)
})

// FuzzEvent checks that whatever comes is refused, or becomes a request that net/http could have made.
func FuzzEvent(f *testing.F) {
	for _, name := range []string{
		"function-url", "function-url-binary", "http-api-v2", "http-api-v1", "rest-api", "alb", "alb-multi-value",
	} {
		f.Add(readEvent(f, name))
	}
	f.Add(`{"httpMethod":"GET","path":"//a/%zz?é","headers":{"a":"b","A":"c"},"body":"YQ==","isBase64Encoded":true}`)
	f.Add(`{"Records":[{"body":"{}"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		request, _, err := requestOf(text)
		if err != nil {
			return
		}
		checkRequest(t, request)
		for _, stream := range []bool{false, true} {
			adapter := &adapter{handler: echo, stream: stream}
			answer, err := adapter.answer(context.Background(), []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			document := answer.Body
			if answer.Stream != nil {
				var written bytes.Buffer
				if err := answer.Stream(&written); err != nil {
					t.Fatal(err)
				}
				document, _, _ = bytes.Cut(written.Bytes(), make([]byte, 8))
			}
			if !json.Valid(document) || !utf8.Valid(document) {
				t.Errorf("the answer is %q", document)
			}
		}
	})
}

func checkRequest(t *testing.T, request *http.Request) {
	body, err := io.ReadAll(request.Body)
	if err != nil || int64(len(body)) != request.ContentLength {
		t.Errorf("a body of %d bytes has the length %d, %v", len(body), request.ContentLength, err)
	}
	for name, values := range request.Header {
		if name != textproto.CanonicalMIMEHeaderKey(name) || len(values) == 0 {
			t.Errorf("the header %q has the values %q", name, values)
		}
	}
	path, _, _ := strings.Cut(request.RequestURI, "?")
	parsed, err := url.ParseRequestURI(path)
	if err != nil {
		t.Fatalf("the path %q is none: %v", path, err)
	}
	if parsed.Path != request.URL.Path || parsed.EscapedPath() != request.URL.EscapedPath() {
		t.Errorf("the path %q became %q", request.URL.Path, parsed.Path)
	}
}
