package lambda

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
)

func streaming(write func(ctx context.Context, to io.Writer) error) Handler {
	return func(ctx context.Context, _ []byte) (Answer, error) {
		return Answer{ContentType: "text/plain", Stream: func(to io.Writer) error { return write(ctx, to) }}, nil
	}
}

// brokenOff is what the trailers of a streamed answer say.
func brokenOff(t *testing.T, got seen) (kind string, document []byte) {
	document, err := base64.StdEncoding.DecodeString(got.trailer.Get("Lambda-Runtime-Function-Error-Body"))
	if err != nil {
		t.Error(err)
	}
	return got.trailer.Get("Lambda-Runtime-Function-Error-Type"), document
}

func TestStream(t *testing.T) {
	large := strings.Repeat("large", smallBody)
	handler := streaming(func(ctx context.Context, to io.Writer) error {
		for _, part := range []string{"one ", "", "two ", large} {
			if count, err := io.WriteString(to, part); err != nil || count != len(part) {
				t.Errorf("wrote %d of %d, %v", count, len(part), err)
			}
			if ctx.Err() != nil {
				t.Errorf("while the answer is written, the context has %v", ctx.Err())
			}
		}
		return nil
	})
	loop, log := newTestLoop(t, handler, func(peer *conversation) {
		for range 2 {
			got := peer.call("1", "{}", "response")
			checkText(t, "body", string(got.body), "one two "+large)
			checkText(t, "content type", got.header.Get("Content-Type"), "text/plain")
			checkText(t, "mode", got.header.Get("Lambda-Runtime-Function-Response-Mode"), "streaming")
			if kind, document := brokenOff(t, got); kind != "" || len(document) > 0 {
				t.Errorf("got the error %s %s", kind, document)
			}
		}
	})
	for range 2 {
		if err := loop.one(); err != nil {
			t.Fatal(err)
		}
	}
	if cap(loop.client.out) > 2*smallBody {
		t.Errorf("kept %d bytes of what was written", cap(loop.client.out))
	}
	checkText(t, "log", log.String(), "")
}

// Each write goes out by itself, and not when the answer is whole.
func TestStreamGoesOutAtOnce(t *testing.T) {
	arrived := make(chan struct{})
	handler := streaming(func(_ context.Context, to io.Writer) error {
		_, _ = io.WriteString(to, "first")
		<-arrived
		_, err := io.WriteString(to, "second")
		return err
	})
	loop, _ := newTestLoop(t, handler, func(peer *conversation) {
		peer.expect(nextCall)
		peer.say(event("1", "{}"))
		var head bytes.Buffer
		for !strings.HasSuffix(head.String(), "\r\n\r\n5\r\nfirst\r\n") {
			next, err := peer.from.ReadByte()
			if err != nil {
				t.Errorf("after %q: %v", head.String(), err)
				break
			}
			head.WriteByte(next)
		}
		close(arrived)
		const rest = "6\r\nsecond\r\n0\r\n\r\n"
		got := make([]byte, len(rest))
		_, _ = io.ReadFull(peer.from, got)
		checkText(t, "rest", string(got), rest)
		peer.say(accepted)
	})
	if err := loop.one(); err != nil {
		t.Fatal(err)
	}
}

// A goroutine that outlives its handler must not write into the next answer.
func TestStreamOutlived(t *testing.T) {
	var leaked io.Writer
	handler := streaming(func(_ context.Context, to io.Writer) error {
		if leaked != nil {
			if count, err := io.WriteString(leaked, "late"); count != 0 || err != errStreamEnded {
				t.Errorf("wrote %d bytes late, %v", count, err)
			}
		}
		leaked = to
		_, err := io.WriteString(to, "well")
		return err
	})
	loop, _ := newTestLoop(t, handler, func(peer *conversation) {
		for range 2 {
			checkText(t, "body", string(peer.call("1", "{}", "response").body), "well")
		}
	})
	for range 2 {
		if err := loop.one(); err != nil {
			t.Fatal(err)
		}
	}
}

type typedError struct{ message, kind string }

func (e *typedError) Error() string     { return e.message }
func (e *typedError) ErrorType() string { return e.kind }

func TestStreamBreaksOffWithShortTrailers(t *testing.T) {
	for name, err := range map[string]*typedError{
		"message":         {strings.Repeat("a", 300_000), "Shop.Closed"},
		"escaped message": {strings.Repeat("\x01", 3000), "Shop.Closed"},
		"type":            {"closed", strings.Repeat("a", 5000)},
		"escaped both":    {strings.Repeat("<", 3000), strings.Repeat("<", 5000)},
	} {
		t.Run(name, func(t *testing.T) {
			loop, _ := newTestLoop(t, streaming(func(context.Context, io.Writer) error { return err }), func(peer *conversation) {
				got := peer.call("1", "{}", "response")
				size := 0
				for name, values := range got.trailer {
					size += len(name) + len(": \r\n") + len(strings.Join(values, ", "))
				}
				if size > 4000 || size < 500 {
					t.Errorf("the trailers have %d bytes", size)
				}
				if kind, document := brokenOff(t, got); kind == "" || !json.Valid(document) {
					t.Errorf("got the error %s %s", kind, document)
				}
			})
			if err := loop.one(); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestStreamBreaksOff(t *testing.T) {
	tests := []struct {
		name                 string
		end                  func() error
		kind, begins, reason string
	}{
		{"with an error", func() error { return &outOfStock{"tea"} }, "Shop.OutOfStock", `{"errorMessage":"tea is out of stock","errorType":"Shop.OutOfStock"}`, ""},
		{"with a panic", func() error { panicWith("oh no"); return nil }, "string", `{"errorMessage":"oh no","errorType":"string","stackTrace":[{"path":"`, "the handler panicked: oh no"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			handler := streaming(func(_ context.Context, to io.Writer) error {
				_, _ = io.WriteString(to, "half of it")
				return test.end()
			})
			sent := make(chan []byte, 1)
			loop, log := newTestLoop(t, handler, func(peer *conversation) {
				got := peer.call("1", "{}", "response")
				checkText(t, "body", string(got.body), "half of it")
				kind, document := brokenOff(t, got)
				checkText(t, "type", kind, test.kind)
				sent <- document
				peer.expectEnd()
			})
			reason := ""
			if err := loop.one(); err != nil {
				reason = err.Error()
			}
			loop.client.close()
			checkText(t, "reason", reason, test.reason)
			said := <-sent
			checkText(t, "log", log.String(), string(said)+"\n")
			if !strings.HasPrefix(string(said), test.begins) || !json.Valid(said) {
				t.Errorf("got %q\nwant %q", said, test.begins)
			}
		})
	}
}

// A peer that is gone gives the writer an error; the next call comes over a new connection.
func TestStreamToNobody(t *testing.T) {
	for name, end := range map[string]func(*conversation){
		"resets": (*conversation).hang,
		"ends":   func(peer *conversation) { _ = peer.to.Close() },
	} {
		t.Run(name, func(t *testing.T) {
			gone := make(chan struct{})
			writes := 0
			handler := func(ctx context.Context, payload []byte) (Answer, error) {
				if string(payload) == "next" {
					return Answer{Body: []byte("well")}, nil
				}
				return streaming(func(_ context.Context, to io.Writer) error {
					<-gone
					for {
						writes++
						if count, err := io.WriteString(to, "anybody?"); err != nil {
							if count != 0 {
								t.Errorf("wrote %d bytes to nobody", count)
							}
							_, again := to.Write([]byte("again"))
							if again != err {
								t.Errorf("then got %v, want %v again", again, err)
							}
							return err
						}
					}
				})(ctx, payload)
			}
			loop, log := newTestLoop(t, handler, func(peer *conversation) {
				peer.expect(nextCall)
				peer.say(event("1", "{}"))
				_, _ = peer.from.Peek(1)
				end(peer)
				close(gone)
			}, func(peer *conversation) {
				checkText(t, "body", string(peer.call("2", "next", "response").body), "well")
			})
			for range 2 {
				if err := loop.one(); err != nil {
					t.Fatal(err)
				}
			}
			if !strings.Contains(log.String(), "the streamed answer broke off: the Runtime API ended the connection without an answer: ") {
				t.Errorf("got the log %q", log)
			}
		})
	}
}

// A peer that refuses in the middle of an answer may end the connection before the rest has come.
func TestStreamRefused(t *testing.T) {
	for name, reply := range map[string]string{
		"and goes on": "HTTP/1.1 413 Too Large\r\nContent-Length: 4\r\n\r\nmuch",
		"and closes":  "HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 4\r\n\r\nmuch",
	} {
		t.Run(name, func(t *testing.T) {
			handler := streaming(func(_ context.Context, to io.Writer) error {
				_, err := io.WriteString(to, "much")
				return err
			})
			loop, log := newTestLoop(t, handler, func(peer *conversation) {
				peer.expect(nextCall)
				peer.say(event("1", "{}"))
				peer.expect("POST /2018-06-01/runtime/invocation/1/response")
				peer.say(reply)
			})
			if err := loop.one(); err != nil {
				t.Fatal(err)
			}
			checkText(t, "log", log.String(), "the Runtime API refused streamed answer with status 413: much\n")
		})
	}
}

// A connection that the peer has asked to be closed is replaced before a streamed answer, which cannot be sent twice.
func TestStreamOverNewConnection(t *testing.T) {
	handler := streaming(func(_ context.Context, to io.Writer) error {
		_, err := io.WriteString(to, "new")
		return err
	})
	loop, _ := newTestLoop(t, handler, func(peer *conversation) {
		peer.expect(nextCall)
		peer.say(event("1", "{}", "Connection: close"))
	}, func(peer *conversation) {
		got := peer.expect("POST /2018-06-01/runtime/invocation/1/response")
		checkText(t, "body", string(got.body), "new")
		peer.say(accepted)
	})
	if err := loop.one(); err != nil {
		t.Fatal(err)
	}
}

func TestConcernsCall(t *testing.T) {
	for want, errs := range map[bool][]error{
		true:  {&refusedError{status: 400}, &refusedError{status: 499}, &brokenError{io.EOF}},
		false: {nil, io.EOF, &unansweredError{io.EOF}, &refusedError{status: 500}, errors.New("the end")},
	} {
		for _, err := range errs {
			if got := concernsCall(err); got != want {
				t.Errorf("%v: got %t", err, got)
			}
		}
	}
}
