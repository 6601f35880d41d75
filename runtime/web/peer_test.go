//go:build !goserverless.fc

package web

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

// seen is what a client gets to see of an answer, apart from what is between it and the platform.
type seen struct {
	status int
	header http.Header
	body   string
}

// frontEnd does what a function URL does with an answer, or a prelude.
func frontEnd(t testing.TB, document []byte) seen {
	t.Helper()
	var answer struct {
		StatusCode      int               `json:"statusCode"`
		Headers         map[string]string `json:"headers"`
		Cookies         []string          `json:"cookies"`
		Body            string            `json:"body"`
		IsBase64Encoded bool              `json:"isBase64Encoded"`
	}
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&answer); err != nil {
		t.Fatalf("%s: %v", document, err)
	}
	header := http.Header{}
	for name, value := range answer.Headers {
		header.Set(name, value)
	}
	if answer.Cookies != nil {
		header["Set-Cookie"] = answer.Cookies
	}
	body := answer.Body
	if answer.IsBase64Encoded {
		decoded, err := base64.StdEncoding.DecodeString(body)
		if err != nil {
			t.Fatal(err)
		}
		body = string(decoded)
	}
	return seen{answer.StatusCode, header, body}
}

func bareEvent(method, path string) []byte {
	return fmt.Appendf(nil, `{"version":"2.0","rawPath":%q,"requestContext":{"http":{"method":%q}}}`, path, method)
}

// answerWhole and answerStreamed are what a client of Lambda sees.
func answerWhole(t testing.TB, handler http.Handler, method string) (seen, error) {
	adapter := &adapter{handler: handler}
	answer, err := adapter.answer(context.Background(), bareEvent(method, "/"))
	if err != nil {
		return seen{}, err
	}
	return frontEnd(t, answer.Body), nil
}

func answerStreamed(t testing.TB, handler http.Handler, method string) (seen, error) {
	adapter := &adapter{handler: handler, stream: true}
	answer, err := adapter.answer(context.Background(), bareEvent(method, "/"))
	if err != nil {
		return seen{}, err
	}
	if answer.ContentType != "application/vnd.awslambda.http-integration-response" {
		t.Errorf("the content type is %q", answer.ContentType)
	}
	var stream bytes.Buffer
	if err := answer.Stream(&stream); err != nil {
		return seen{}, err
	}
	prelude, body, _ := bytes.Cut(stream.Bytes(), make([]byte, 8))
	got := frontEnd(t, prelude)
	got.body = string(body)
	return got, nil
}

// answerPlain is what a client of net/http sees. That joins nothing, so repeated headers are joined here.
func answerPlain(t testing.TB, handler http.Handler, method string) seen {
	t.Helper()
	server := httptest.NewServer(handler)
	defer server.Close()
	request, err := http.NewRequest(method, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{DisableCompression: true}
	defer transport.CloseIdleConnections()
	response, err := transport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range response.Header {
		if name != "Set-Cookie" {
			response.Header[name] = []string{strings.Join(values, ", ")}
		}
	}
	return seen{response.StatusCode, response.Header, string(body)}
}

// silent keeps what net/http and we log out of the test's output.
func silent(t *testing.T) {
	log.SetOutput(io.Discard)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
}

func TestAnswersAreThoseOfNetHTTP(t *testing.T) {
	silent(t)
	png := "\x89PNG\x0d\x0a\x1a\x0a\x00\xff"
	write := func(parts ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			for _, part := range parts {
				_, _ = io.WriteString(w, part)
			}
		}
	}
	with := func(header http.Header, status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			for name, values := range header {
				w.Header()[name] = values
			}
			if status != 0 {
				w.WriteHeader(status)
			}
			_, _ = io.WriteString(w, body)
		}
	}
	tests := map[string]http.HandlerFunc{
		"nothing at all":             func(http.ResponseWriter, *http.Request) {},
		"a status":                   with(nil, 418, ""),
		"a status and a body":        with(nil, 404, "not here"),
		"text":                       write("Hello, ", "world!"),
		"text in another language":   write("Grüße, 世界\u2028😀"),
		"text that has to be quoted": write("\"\\/\b\f\n\r\t<&>"),
		"HTML":                       write("<!DOCTYPE html><p>"),
		"an image":                   write(png),
		"an image in pieces":         write(png[:1], png[1:4], png[4:]),
		"bytes of no kind":           write("\x00\x01\x02"),
		"empty pieces":               write("", "a", ""),
		"JSON":                       with(http.Header{"Content-Type": {"application/json"}}, 201, `{"a":["b"]}`),
		"text that is no UTF-8":      with(http.Header{"Content-Type": {"text/plain; charset=iso-8859-1"}}, 0, "caf\xe9"),
		"compressed text":            with(http.Header{"Content-Type": {"text/plain"}, "Content-Encoding": {"gzip"}}, 0, "\x1f\x8b\x08\x00"),
		"compressed of no type":      with(http.Header{"Content-Encoding": {"br"}}, 0, "\x0b\x02\x80"),
		"no type on purpose":         with(http.Header{"Content-Type": nil}, 0, "<html>"),
		"an empty type":              with(http.Header{"Content-Type": {""}}, 0, "<html>"),
		"a length":                   with(http.Header{"Content-Length": {"5"}}, 0, "Hello"),
		"a length that is none":      with(http.Header{"Content-Length": {"five"}}, 0, "Hello"),
		"repeated headers":           with(http.Header{"X-List": {"one", "two"}, "Vary": {"Accept", "Origin"}}, 0, ""),
		"cookies":                    with(http.Header{"Set-Cookie": {"a=1; Expires=Mon, 23 Nov 2026 10:00:00 GMT", "b=2"}}, 0, ""),
		"a cookie":                   with(http.Header{"Set-Cookie": {"a=1"}}, 0, ""),
		"line breaks in headers":     with(http.Header{"X-A": {"one\r\nSet-Cookie: evil=1", " spaces\t"}}, 0, ""),
		"names that are none":        with(http.Header{"X A": {"1"}, "X:A": {"2"}, "": {"3"}, "X-Ä": {"4"}, "X-A\r\n": {"5"}}, 0, ""),
		"a name in small letters":    with(http.Header{"x-small": {"1"}}, 0, ""),
		"no content":                 with(http.Header{"X-A": {"1"}}, 204, ""),
		"no content with a body":     with(nil, 204, "body"),
		"not modified":               with(http.Header{"Etag": {`"1"`}, "Content-Type": {"text/css"}}, 304, "body"),
		"a redirect":                 func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/é?a=b", http.StatusFound) },
		"an error":                   func(w http.ResponseWriter, r *http.Request) { http.Error(w, "no", http.StatusConflict) },
		"the first status":           func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(202); w.WriteHeader(500) },
		"a status after the body":    func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "a"); w.WriteHeader(500) },
		"early hints": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Link", "</a.css>; rel=preload")
			w.WriteHeader(103)
			w.WriteHeader(202)
		},
		"headers that come too late": func(w http.ResponseWriter, r *http.Request) {
			header := w.Header()
			header.Set("X-Early", "1")
			header.Add("X-Both", "1")
			w.WriteHeader(200)
			header.Set("X-Late", "1")
			header.Add("X-Both", "2")
			header.Del("X-Early")
		},
		"a type that comes too late": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "<html>")
			w.Header().Del("Content-Type")
			w.Header().Set("X-Late", "1")
		},
		"a file": func(w http.ResponseWriter, r *http.Request) {
			http.ServeContent(w, r, "a.txt", time.Time{}, strings.NewReader(strings.Repeat("0123456789", 2000)))
		},
		"a part of a file": func(w http.ResponseWriter, r *http.Request) {
			r.Header.Set("Range", "bytes=5-7,9-12")
			r.Header.Set("If-Range", `"other"`)
			http.ServeContent(w, r, "a.bin", time.Time{}, strings.NewReader("0123456789abcdef"))
		},
		"errors of writes": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "3")
			first, err1 := w.Write([]byte("abc"))
			second, err2 := w.Write([]byte("d"))
			if first != 3 || err1 != nil || second != 0 || err2 != http.ErrContentLength {
				panic(fmt.Sprint(first, err1, second, err2))
			}
		},
		"errors without a body": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(204)
			count, err := io.WriteString(w, "a")
			w.Header().Set("X-Count", "late")
			if count != 0 || err != http.ErrBodyNotAllowed {
				panic(fmt.Sprint(count, err))
			}
		},
		"flushes": func(w http.ResponseWriter, r *http.Request) {
			w.(http.Flusher).Flush()
			w.Header().Set("X-Late", "1")
			fmt.Fprint(w, "a")
			if err := http.NewResponseController(w).Flush(); err != nil {
				panic(err)
			}
			fmt.Fprint(w, "b")
		},
		"a type that is found out at the first flush": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, "%PDF")
			fmt.Fprint(w, "-1.4")
			w.(http.Flusher).Flush()
			fmt.Fprint(w, "\x00\xff")
		},
		"a large body": write(strings.Repeat("0123456789abcdef", 10_000), "end"),
	}
	for name, handler := range tests {
		for _, method := range []string{"GET", "HEAD"} {
			if name == "a length that is none" && method == "HEAD" {
				continue // net/http sends it, and then does not understand itself.
			}
			t.Run(name+" for "+method, func(t *testing.T) {
				want := answerPlain(t, handler, method)
				whole, err := answerWhole(t, handler, method)
				if err != nil {
					t.Fatal(err)
				}
				streamed, err := answerStreamed(t, handler, method)
				if err != nil {
					t.Fatal(err)
				}
				// The front end's business.
				for _, name := range []string{"Date", "Content-Length", "Connection"} {
					delete(want.header, name)
					delete(whole.header, name)
					delete(streamed.header, name)
				}
				if name == "flushes" {
					// Buffered, the type is found out after all.
					delete(whole.header, "Content-Type")
				}
				if !reflect.DeepEqual(whole, want) {
					t.Errorf("buffered: got %.300q\nwant %.300q", whole, want)
				}
				if !reflect.DeepEqual(streamed, want) {
					t.Errorf("streamed: got %.300q\nwant %.300q", streamed, want)
				}
			})
		}
	}
}
