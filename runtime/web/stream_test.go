//go:build !goserverless.fc

package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"
)

// chunks remembers each write as one.
type chunks struct {
	all []string
	// goneAfter is how many are taken.
	goneAfter int
}

var errGone = errors.New("the client is gone")

func (c *chunks) Write(from []byte) (int, error) {
	if len(c.all) == c.goneAfter {
		return 0, errGone
	}
	c.all = append(c.all, string(from))
	return len(from), nil
}

func streamTo(t *testing.T, to io.Writer, method string, handler http.HandlerFunc) error {
	t.Helper()
	adapter := &adapter{handler: handler, stream: true}
	answer, err := adapter.answer(context.Background(), bareEvent(method, "/"))
	if err != nil {
		t.Fatal(err)
	}
	return answer.Stream(to)
}

const (
	separator  = "\x00\x00\x00\x00\x00\x00\x00\x00"
	plain      = `{"statusCode":200,"headers":{"Content-Type":"text/plain; charset=utf-8"}}` + separator
	headerless = `{"statusCode":200,"headers":{}}` + separator
)

func TestStreamGoesOutInPieces(t *testing.T) {
	large := strings.Repeat("a", 70_000)
	tests := []struct {
		name, method string
		handler      http.HandlerFunc
		want         []string
	}{
		{"small writes wait for the end", "GET", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "a")
			_, _ = io.WriteString(w, "b")
		}, []string{plain + "ab"}},
		{"a flush sends what is there", "GET", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "a")
			w.(http.Flusher).Flush()
			w.(http.Flusher).Flush()
			_, _ = io.WriteString(w, "b")
			_ = http.NewResponseController(w).Flush()
		}, []string{plain + "a", "b"}},
		{"a flush sends the head", "GET", func(w http.ResponseWriter, r *http.Request) {
			w.(http.Flusher).Flush()
			_, _ = io.WriteString(w, "a")
		}, []string{headerless, "a"}},
		{"four kilobytes are sent", "GET", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, large[:4095])
			_, _ = io.WriteString(w, "aa")
			_, _ = io.WriteString(w, "b")
		}, []string{plain + large[:4097], "b"}},
		{"a large write is sent in pieces", "GET", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, "b")
			_, _ = w.Write([]byte(large))
		}, []string{plain + "b" + large[:32767], large[:32768], large[:4465]}},
		{"a declared length is told", "GET", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1")
			_, _ = io.WriteString(w, "a")
		}, []string{`{"statusCode":200,"headers":{"Content-Length":"1","Content-Type":"text/plain; charset=utf-8"}}` + separator + "a"}},
		{"a HEAD request has no body", "HEAD", func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, large)
			w.(http.Flusher).Flush()
			_, _ = io.WriteString(w, large)
			w.(http.Flusher).Flush()
		}, []string{plain}},
		{"no content has no body", "GET", func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusNoContent)
			w.(http.Flusher).Flush()
			_, _ = io.WriteString(w, "a")
		}, []string{`{"statusCode":204,"headers":{}}` + separator}},
		{"cookies are a list", "GET", func(w http.ResponseWriter, r *http.Request) {
			w.Header()["Set-Cookie"] = []string{"a=1", "b=2"}
		}, []string{`{"statusCode":200,"headers":{},"cookies":["a=1","b=2"]}` + separator}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			to := &chunks{goneAfter: -1}
			if err := streamTo(t, to, test.method, test.handler); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(to.all, test.want) {
				t.Errorf("got %.200q\nwant %.200q", to.all, test.want)
			}
		})
	}
}

func TestStreamEndsWhenNobodyTakesIt(t *testing.T) {
	for _, goneAfter := range []int{0, 1} {
		to := &chunks{goneAfter: goneAfter}
		err := streamTo(t, to, "GET", func(w http.ResponseWriter, r *http.Request) {
			control := http.NewResponseController(w)
			if goneAfter == 1 {
				_, _ = io.WriteString(w, "a")
				if err := control.Flush(); err != nil || r.Context().Err() != nil {
					t.Errorf("while the client is there: %v, %v", err, r.Context().Err())
				}
			}
			_, _ = io.WriteString(w, "b")
			if err := control.Flush(); err != errGone {
				t.Errorf("the flush says %v", err)
			}
			<-r.Context().Done()
			if count, err := io.WriteString(w, "c"); count != 0 || err != errGone {
				t.Errorf("the write says %d, %v", count, err)
			}
		})
		if err != errGone {
			t.Errorf("the stream says %v", err)
		}
	}
}

func TestStreamLeavesDeadlinesToThePlatform(t *testing.T) {
	err := streamTo(t, io.Discard, "GET", func(w http.ResponseWriter, r *http.Request) {
		control := http.NewResponseController(w)
		for what, err := range map[string]error{
			"write deadline": control.SetWriteDeadline(time.Time{}),
			"read deadline":  control.SetReadDeadline(time.Time{}),
			"full duplex":    control.EnableFullDuplex(),
		} {
			if !errors.Is(err, http.ErrNotSupported) {
				t.Errorf("%s: got %v", what, err)
			}
		}
		if _, _, err := control.Hijack(); !errors.Is(err, http.ErrNotSupported) {
			t.Errorf("hijack: got %v", err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestStreamThatPanicsInTheMiddle(t *testing.T) {
	silent(t)
	to := &chunks{goneAfter: -1}
	err := streamTo(t, to, "GET", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, "a")
		w.(http.Flusher).Flush()
		_, _ = io.WriteString(w, "never seen")
		panic("no stock")
	})
	if err == nil || err.Error() != "the handler panicked: no stock" {
		t.Errorf("got %v", err)
	}
	if want := []string{plain + "a"}; !reflect.DeepEqual(to.all, want) {
		t.Errorf("got %q", to.all)
	}
}

// A goroutine that outlives its handler must change nothing.
func TestWriterOutlived(t *testing.T) {
	var leaked http.ResponseWriter
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		leaked = w
		_, _ = io.WriteString(w, "a")
	})
	late := func() {
		if count, err := io.WriteString(leaked, "b"); count != 0 || err != errReturned {
			t.Errorf("wrote %d bytes late, %v", count, err)
		}
		if err := http.NewResponseController(leaked).Flush(); err != errReturned {
			t.Errorf("flushed late, %v", err)
		}
	}
	to := &chunks{goneAfter: -1}
	if err := streamTo(t, to, "GET", handler); err != nil {
		t.Fatal(err)
	}
	late()
	if want := []string{plain + "a"}; !reflect.DeepEqual(to.all, want) {
		t.Errorf("got %q", to.all)
	}
	if got, err := answerWhole(t, handler, "GET"); err != nil || got.body != "a" {
		t.Errorf("got %q, %v", got.body, err)
	}
	late()
}
