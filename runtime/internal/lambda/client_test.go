package lambda

import (
	"bytes"
	"strings"
	"testing"

	"github.com/goserverless/goserverless/runtime/internal/failure"
)

const nextCall = "GET /2018-06-01/runtime/invocation/next"

func TestNext(t *testing.T) {
	client := newTestClient(t, func(peer *conversation) {
		peer.expect(nextCall)
		peer.say(event("8476a536", `{"a":1}`, "Lambda-Runtime-Deadline-Ms: 1542409706888"))
		peer.expectEnd()
	})
	got, err := client.next()
	if err != nil {
		t.Fatal(err)
	}
	if got.id != "8476a536" || string(got.payload) != `{"a":1}` || got.header["lambda-runtime-deadline-ms"] != "1542409706888" {
		t.Errorf("got %+v", got)
	}
	client.close()
}

func TestNextFromSlowPeer(t *testing.T) {
	client := newTestClient(t, func(peer *conversation) {
		peer.expect(nextCall)
		for _, char := range event("1", "slow") {
			peer.say(string(char))
		}
	})
	if got, err := client.next(); err != nil || string(got.payload) != "slow" {
		t.Errorf("got %q, %v", got.payload, err)
	}
}

func TestNextLargePayload(t *testing.T) {
	payload := bytes.Repeat([]byte("6 MB of "), 6<<20/8)
	for name, answer := range map[string][]byte{
		"by length": encodeAnswer(payload, 0),
		"in chunks": encodeAnswer(payload, 64<<10),
	} {
		client := newTestClient(t, func(peer *conversation) {
			peer.expect(nextCall)
			peer.say(string(answer))
			peer.expect(nextCall)
			peer.say(event("2", "small"))
		})
		got, err := client.next()
		if err != nil || !bytes.Equal(got.payload, payload) {
			t.Errorf("%s: got %d bytes, %v", name, len(got.payload), err)
		}
		if client.in != nil {
			t.Errorf("%s: kept the memory of %d bytes", name, cap(client.in))
		}
		if got, err := client.next(); err != nil || string(got.payload) != "small" {
			t.Errorf("%s: the next one got %q, %v", name, got.payload, err)
		}
	}
}

func TestNextRefuses(t *testing.T) {
	tests := []struct{ name, answer, want string }{
		{
			"a status other than 200",
			"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 4\r\n\r\ngone",
			"the Runtime API refused next call with status 500: gone",
		},
		{
			"a long reason",
			"HTTP/1.1 403 Forbidden\r\nContent-Length: 2000\r\n\r\n" + strings.Repeat("a", 2000),
			"the Runtime API refused next call with status 403: " + strings.Repeat("a", 1024),
		},
		{"no request ID", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", `the Runtime API sent a call with the request ID ""`},
		{"a request ID that is no word", event("a b", ""), `the Runtime API sent a call with the request ID "a b"`},
		{"a request ID that is a path", event("../a", ""), `the Runtime API sent a call with the request ID "../a"`},
		{"what is not HTTP", "hello\r\n", `the Runtime API answered "hello", which is not HTTP/1`},
		{"an end in the head", "HTTP/1.1 200 OK\r\nConte", "unexpected EOF"},
		{"an end in the body", event("1", "{}")[:70], "unexpected EOF"},
		{"an end before the answer", "", "the Runtime API ended the connection without an answer: EOF"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			// One script: a request that was seen on a new connection is not sent again.
			client := newTestClient(t, func(peer *conversation) {
				peer.expect(nextCall)
				peer.say(test.answer)
			})
			_, err := client.next()
			if err == nil {
				t.Fatal("got no error")
			}
			checkText(t, "error", err.Error(), test.want)
		})
	}
}

// What a peer may do with a kept connection between two requests, and what becomes of the second.
func TestKeptConnection(t *testing.T) {
	ends := map[string]func(*conversation){
		"ends":   func(*conversation) {},
		"resets": (*conversation).hang,
		"ends when the request is there": func(peer *conversation) {
			peer.expect("POST /2018-06-01/runtime/invocation/1/response")
		},
		"resets when the request is there": func(peer *conversation) {
			_, _ = peer.from.Peek(1)
			peer.hang()
		},
	}
	for name, end := range ends {
		for _, size := range []int{2, 1 << 20} {
			t.Run(name, func(t *testing.T) {
				body := bytes.Repeat([]byte("a"), size)
				client := newTestClient(t, func(peer *conversation) {
					peer.expect(nextCall)
					peer.say(event("1", "{}"))
					end(peer)
				}, func(peer *conversation) {
					got := peer.expect("POST /2018-06-01/runtime/invocation/1/response")
					if !bytes.Equal(got.body, body) {
						t.Errorf("got %d bytes again, want %d", len(got.body), size)
					}
					peer.say(accepted)
				})
				if _, err := client.next(); err != nil {
					t.Fatal(err)
				}
				if err := client.respond("1", "text/plain", body); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

func TestKeptConnectionIsTriedAgainOnce(t *testing.T) {
	client := newTestClient(t, func(peer *conversation) {
		peer.expect(nextCall)
		peer.say(event("1", "{}"))
	}, func(peer *conversation) {
		peer.expect("POST /2018-06-01/runtime/invocation/1/response")
	})
	if _, err := client.next(); err != nil {
		t.Fatal(err)
	}
	err := client.respond("1", jsonType, nil)
	if err == nil {
		t.Fatal("got no error")
	}
	checkText(t, "error", err.Error(), "the Runtime API ended the connection without an answer: EOF")
}

// Of an answer that has begun, the request was seen: it is not sent again.
func TestBrokenAnswerIsNotAskedForAgain(t *testing.T) {
	for _, begun := range []string{"H", "HTTP/1.1 202 Accepted\r\n", "HTTP/1.1 100 Continue\r\n\r\n", accepted[:len(accepted)-1]} {
		for name, end := range map[string]func(*conversation){
			"ends":   func(*conversation) {},
			"resets": (*conversation).hang,
		} {
			client := newTestClient(t, func(peer *conversation) {
				peer.call("1", "{}", "response")
				peer.expect(nextCall)
				peer.say(begun)
				end(peer)
			})
			if _, err := client.next(); err != nil {
				t.Fatal(err)
			}
			if err := client.respond("1", jsonType, nil); err != nil {
				t.Fatal(err)
			}
			if _, err := client.next(); err == nil {
				t.Errorf("%q, then the peer %s: got no error", begun, name)
			}
		}
	}
}

// Connections that cannot be used again are replaced without a word.
func TestNewConnectionAfter(t *testing.T) {
	for name, answer := range map[string]string{
		"Connection: close": "HTTP/1.1 202 Accepted\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
		"HTTP/1.0":          "HTTP/1.0 202 Accepted\r\nContent-Length: 0\r\n\r\n",
		"no length":         "HTTP/1.1 202 Accepted\r\n\r\nwhatever",
		"bytes too many":    accepted + "HTTP/1.1 200 OK\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			client := newTestClient(t, func(peer *conversation) {
				peer.expect("POST /2018-06-01/runtime/invocation/1/response")
				peer.say(answer)
				if name == "no length" {
					_ = peer.to.CloseWrite()
				}
				peer.expectEnd()
			}, func(peer *conversation) {
				peer.expect(nextCall)
				peer.say(event("2", "{}"))
			})
			if err := client.respond("1", jsonType, []byte("{}")); err != nil {
				t.Fatal(err)
			}
			if got, err := client.next(); err != nil || got.id != "2" {
				t.Errorf("got %q, %v", got.id, err)
			}
		})
	}
}

func TestRespond(t *testing.T) {
	for _, size := range []int{0, 1, smallBody, smallBody + 1, maxResponse} {
		body := bytes.Repeat([]byte("b"), size)
		client := newTestClient(t, func(peer *conversation) {
			got := peer.expect("POST /2018-06-01/runtime/invocation/a-1/response")
			if !bytes.Equal(got.body, body) {
				t.Errorf("got %d bytes, want %d", len(got.body), size)
			}
			checkText(t, "content type", got.header.Get("Content-Type"), "text/html")
			checkText(t, "user agent", got.header.Get("User-Agent"), "goserverless-go")
			peer.say(accepted)
		})
		if err := client.respond("a-1", "text/html", body); err != nil {
			t.Error(err)
		}
	}
}

// What a handler says never becomes a header of its own.
func TestHeadersCannotBeInjected(t *testing.T) {
	client := newTestClient(t, func(peer *conversation) {
		got := peer.expect("POST /2018-06-01/runtime/invocation/1/error")
		checkText(t, "error type", got.header.Get("Lambda-Runtime-Function-Error-Type"), "A  X: b")
		if len(got.header["X"]) != 0 {
			t.Error("got a header of the error's")
		}
		peer.say(accepted)
	})
	if err := client.fail("1", &failure.Failure{Type: "A\r\nX: b\x00"}); err != nil {
		t.Error(err)
	}
}

// A peer that does not read on may still have said why.
func TestRefusedBeforeItIsSent(t *testing.T) {
	said := make(chan struct{})
	client := newTestClient(t, func(peer *conversation) {
		_, _ = peer.from.Peek(1)
		peer.say("HTTP/1.1 413 Too Large\r\nContent-Length: 9\r\n\r\ntoo large")
		_ = peer.to.CloseWrite()
		close(said)
		peer.expect("POST /2018-06-01/runtime/invocation/1/response")
	})
	err := client.respond("1", jsonType, make([]byte, maxResponse))
	<-said
	if err == nil {
		t.Fatal("got no error")
	}
	checkText(t, "error", err.Error(), "the Runtime API refused /2018-06-01/runtime/invocation/1/response with status 413: too large")
}

func TestParseAddress(t *testing.T) {
	for text, want := range map[string]address{
		"127.0.0.1:9001":     {"127.0.0.1:9001", [4]byte{127, 0, 0, 1}, 9001},
		"169.254.100.1:9001": {"169.254.100.1:9001", [4]byte{169, 254, 100, 1}, 9001},
		"localhost:65535":    {"localhost:65535", [4]byte{127, 0, 0, 1}, 65535},
	} {
		if got, err := parseAddress(text); err != nil || got != want {
			t.Errorf("%s: got %v, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"127.0.0.1":       `AWS_LAMBDA_RUNTIME_API must be a host and a port, got "127.0.0.1"`,
		"127.0.0.1:":      `AWS_LAMBDA_RUNTIME_API must be a host and a port, got "127.0.0.1:"`,
		"127.0.0.1:0":     `AWS_LAMBDA_RUNTIME_API must be a host and a port, got "127.0.0.1:0"`,
		"127.0.0.1:65536": `AWS_LAMBDA_RUNTIME_API must be a host and a port, got "127.0.0.1:65536"`,
		"example.com:80":  `AWS_LAMBDA_RUNTIME_API must name an IPv4 address, got "example.com:80"`,
		"127.0.1:80":      `AWS_LAMBDA_RUNTIME_API must name an IPv4 address, got "127.0.1:80"`,
		"127.0.0.256:80":  `AWS_LAMBDA_RUNTIME_API must name an IPv4 address, got "127.0.0.256:80"`,
		"a.b.c.d:80":      `AWS_LAMBDA_RUNTIME_API must name an IPv4 address, got "a.b.c.d:80"`,
	} {
		_, err := parseAddress(text)
		if err == nil {
			t.Fatalf("%s: got no error", text)
		}
		checkText(t, text, err.Error(), want)
	}
}
