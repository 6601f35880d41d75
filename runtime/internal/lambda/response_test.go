package lambda

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"maps"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
)

var answers = []struct {
	name   string
	answer string
	want   response
}{
	{
		name:   "an event",
		answer: "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 8476a536\r\nContent-Length: 7\r\n\r\n{\"a\":1}",
		want: response{status: 200, body: []byte(`{"a":1}`), header: map[string]string{
			"lambda-runtime-aws-request-id": "8476a536", "content-length": "7",
		}},
	},
	{
		name:   "lines that end without a carriage return, a status without a reason",
		answer: "HTTP/1.1 202\nContent-Length: 2\n\nok",
		want:   response{status: 202, body: []byte("ok"), header: map[string]string{"content-length": "2"}},
	},
	{
		name:   "an empty body",
		answer: "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
		want:   response{status: 202, header: map[string]string{"content-length": "0"}},
	},
	{
		name:   "chunks, with an extension and trailers",
		answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n4;a=b\r\nwiki\r\nB \r\npedia, here\r\n000\r\nExpires: never\r\n\r\n",
		want:   response{status: 200, body: []byte("wikipedia, here"), header: map[string]string{"transfer-encoding": "Chunked"}},
	},
	{
		name:   "chunks, which a length beside them does not bound",
		answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
		want: response{status: 200, body: []byte("abc"), header: map[string]string{
			"transfer-encoding": "chunked", "content-length": "1",
		}},
	},
	{
		name:   "no body, whatever the length says",
		answer: "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n",
		want:   response{status: 204, header: map[string]string{"content-length": "5"}},
	},
	{
		name:   "not modified, which has no body either",
		answer: "HTTP/1.1 304 Not Modified\r\n\r\n",
		want:   response{status: 304},
	},
	{
		name:   "answers before the real one",
		answer: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: 1\r\n\r\nx",
		want:   response{status: 202, body: []byte("x"), header: map[string]string{"content-length": "1"}},
	},
	{
		name:   "headers without a value, with spaces around it, with colons in it",
		answer: "HTTP/1.1 200 OK\r\nEmpty:\r\nSpaced: \t a b \t\r\nARN: arn:aws:lambda\r\nContent-Length: 0\r\n\r\n",
		want: response{status: 200, header: map[string]string{
			"empty": "", "spaced": "a b", "arn": "arn:aws:lambda", "content-length": "0",
		}},
	},
	{
		name:   "a header twice, of which the last counts",
		answer: "HTTP/1.1 200 OK\r\nA: 1\r\nA: 2\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n",
		want:   response{status: 200, header: map[string]string{"a": "2", "content-length": "0"}},
	},
	{
		name:   "an error",
		answer: "HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nlate",
		want:   response{status: 403, body: []byte("late"), header: map[string]string{"content-length": "4"}},
	},
	{
		name:   "a peer that closes",
		answer: "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 1\r\n\r\nx",
		want: response{status: 200, body: []byte("x"), closes: true, header: map[string]string{
			"connection": "Close", "content-length": "1",
		}},
	},
	{
		name:   "HTTP/1.0, which closes",
		answer: "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx",
		want:   response{status: 200, body: []byte("x"), closes: true, header: map[string]string{"content-length": "1"}},
	},
	{
		name:   "a body that ends with the connection",
		answer: "HTTP/1.1 200 OK\r\n\r\nall of it",
		want:   response{status: 200, body: []byte("all of it"), closes: true},
	},
	{
		name:   "as many headers as may be",
		answer: "HTTP/1.1 200 OK\r\n" + strings.Repeat("A: b\r\n", 99) + "Content-Length: 0\r\n\r\n",
		want:   response{status: 200, header: map[string]string{"a": "b", "content-length": "0"}},
	},
	{
		name:   "a header as long as may be",
		answer: "HTTP/1.1 200 OK\r\nA: " + strings.Repeat("b", maxLine-5) + "\r\nContent-Length: 0\r\n\r\n",
		want:   response{status: 200, header: map[string]string{"a": strings.Repeat("b", maxLine-5), "content-length": "0"}},
	},
}

func TestReadResponse(t *testing.T) {
	for _, test := range answers {
		t.Run(test.name, func(t *testing.T) {
			readers := map[string]io.Reader{
				"at once":       strings.NewReader(test.answer),
				"byte by byte":  iotest.OneByteReader(strings.NewReader(test.answer)),
				"end with data": iotest.DataErrReader(strings.NewReader(test.answer)),
			}
			for how, reader := range readers {
				got, err := readResponse(bufio.NewReaderSize(reader, maxLine), nil)
				if err != nil {
					t.Fatalf("%s: %v", how, err)
				}
				checkResponse(t, got, test.want)
			}
		})
	}
}

// Two reads, with their border at every byte.
func TestReadResponseSplit(t *testing.T) {
	for _, test := range answers {
		if len(test.answer) > 1<<10 {
			continue
		}
		for border := range test.answer {
			reader := io.MultiReader(strings.NewReader(test.answer[:border]), strings.NewReader(test.answer[border:]))
			got, err := readResponse(bufio.NewReaderSize(reader, maxLine), make([]byte, 3, 16))
			if err != nil {
				t.Fatalf("%s, split at %d: %v", test.name, border, err)
			}
			checkResponse(t, got, test.want)
		}
	}
}

// An answer that breaks off is an error at every byte, unless its end is that of the connection.
func TestReadResponseBrokenOff(t *testing.T) {
	for _, test := range answers {
		if len(test.answer) > 1<<10 {
			continue
		}
		_, body, _ := strings.Cut(test.answer, "\r\n\r\n")
		unbounded := test.want.closes && test.want.header == nil
		for end := range test.answer {
			if unbounded && end >= len(test.answer)-len(body) {
				continue
			}
			_, err := readResponse(bufio.NewReaderSize(strings.NewReader(test.answer[:end]), maxLine), nil)
			if err != io.ErrUnexpectedEOF {
				t.Fatalf("%s, broken off at %d: got %v", test.name, end, err)
			}
		}
	}
}

func TestReadResponseRefuses(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	const chunked = ok + "Transfer-Encoding: chunked\r\n\r\n"
	tests := []struct{ name, answer, want string }{
		{"another protocol", "SSH-2.0-OpenSSH\r\n", `the Runtime API answered "SSH-2.0-OpenSSH", which is not HTTP/1`},
		{"HTTP/2", "HTTP/2.0 200 OK\r\n", `the Runtime API answered "HTTP/2.0 200 OK", which is not HTTP/1`},
		{"no status", "HTTP/1.1\r\n", `the Runtime API answered "HTTP/1.1", which is not HTTP/1`},
		{"a status of two digits", "HTTP/1.1 20 OK\r\n", `the Runtime API answered "HTTP/1.1 20 OK", which is not HTTP/1`},
		{"a status with a sign", "HTTP/1.1 +20 OK\r\n", `the Runtime API answered "HTTP/1.1 +20 OK", which is not HTTP/1`},
		{"a status below 100", "HTTP/1.1 099 OK\r\n", `the Runtime API answered "HTTP/1.1 099 OK", which is not HTTP/1`},
		{"a header without a colon", ok + "what\r\n", `the Runtime API sent a header without a name: "what"`},
		{"a header without a name", ok + ": b\r\n", `the Runtime API sent a header without a name: ": b"`},
		{"a folded header", ok + "A: b\r\n c: d\r\n", `the Runtime API sent a header without a name: " c: d"`},
		{"a header too many", ok + strings.Repeat("A: b\r\n", 101) + "\r\n", "the Runtime API sent more than 100 headers"},
		{"a header too long", ok + "A: " + strings.Repeat("b", maxLine), "the Runtime API sent a line of more than 16384 bytes"},
		{"a negative length", ok + "Content-Length: -1\r\n\r\n", `the Runtime API sent a content length of "-1"`},
		{"a length with a sign", ok + "Content-Length: +1\r\n\r\n", `the Runtime API sent a content length of "+1"`},
		{"no number of a length", ok + "Content-Length: many\r\n\r\n", `the Runtime API sent a content length of "many"`},
		{"no length in the header", ok + "Content-Length:\r\n\r\n", `the Runtime API sent a content length of ""`},
		{"a length above all", ok + "Content-Length: 67108865\r\n\r\n", `the Runtime API sent a content length of "67108865"`},
		{"a length that overflows", ok + "Content-Length: 99999999999999999999\r\n\r\n", `the Runtime API sent a content length of "99999999999999999999"`},
		{"two lengths", ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", `the Runtime API sent two content lengths, "1" and "2"`},
		{"another encoding", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n", `the Runtime API sent a transfer encoding of "gzip, chunked"`},
		{"no number of a chunk", chunked + "x\r\n", `the Runtime API sent a chunk of size "x"`},
		{"an empty size of a chunk", chunked + "\r\n", `the Runtime API sent a chunk of size ""`},
		{"a negative chunk", chunked + "-1\r\n", `the Runtime API sent a chunk of size "-1"`},
		{"a chunk above all", chunked + "4000001\r\n", "the Runtime API sent more than 67108864 bytes"},
		{"chunks that sum up above all", chunked + "1\r\na\r\n4000000\r\n", "the Runtime API sent more than 67108864 bytes"},
		{"a chunk longer than its size", chunked + "1\r\nab\r\n", "the Runtime API sent a chunk that is longer than its size"},
		{"a trailer too many", chunked + "0\r\n" + strings.Repeat("A: b\r\n", 101), "the Runtime API sent more than 100 trailers"},
		{"a trailer too long", chunked + "0\r\nA: " + strings.Repeat("b", maxLine), "the Runtime API sent a line of more than 16384 bytes"},
		{"nothing but interim answers", strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 11), "the Runtime API sent more than 10 answers before the real one"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer, err := readResponse(bufio.NewReaderSize(strings.NewReader(test.answer), maxLine), nil)
			if err == nil {
				t.Fatalf("got status %d, want an error", answer.status)
			}
			if err.Error() != test.want {
				t.Errorf("got %q\nwant %q", err, test.want)
			}
		})
	}
}

// A reader's own error reaches the caller, from wherever it comes.
func TestReadResponsePassesErrors(t *testing.T) {
	broken := errors.New("broken")
	for _, test := range answers {
		if len(test.answer) > 1<<10 {
			continue
		}
		for end := range test.answer {
			reader := io.MultiReader(strings.NewReader(test.answer[:end]), iotest.ErrReader(broken))
			if _, err := readResponse(bufio.NewReaderSize(reader, maxLine), nil); !errors.Is(err, broken) {
				t.Fatalf("%s, broken at %d: got %v", test.name, end, err)
			}
		}
	}
}

func TestReadResponseLarge(t *testing.T) {
	for _, size := range []int{1 << 10, firstStep - 1, firstStep, firstStep + 1, 6 << 20, 6<<20 + 100, maxBody} {
		body := bytes.Repeat([]byte("0123456789abcdef"), size/16+1)[:size]
		for _, chunk := range []int{0, 1000, 64 << 10, size} {
			if size == maxBody && chunk != 0 {
				continue
			}
			answer := encodeAnswer(body, chunk)
			got, err := readResponse(bufio.NewReaderSize(bytes.NewReader(answer), maxLine), make([]byte, 0, 100))
			if err != nil {
				t.Fatalf("%d bytes in chunks of %d: %v", size, chunk, err)
			}
			if !bytes.Equal(got.body, body) {
				t.Errorf("%d bytes in chunks of %d: got %d others", size, chunk, len(got.body))
			}
		}
	}
}

func TestReadResponseUsesMemoryAgain(t *testing.T) {
	kept := make([]byte, 8)
	got, err := readResponse(bufio.NewReaderSize(strings.NewReader("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"), maxLine), kept)
	if err != nil || string(got.body) != "abc" || &got.body[0] != &kept[0] {
		t.Errorf("got %q in other memory, %v", got.body, err)
	}
}

// What a peer announces is no reason to take memory.
func TestReadResponseTakesMemoryAsBytesCome(t *testing.T) {
	for name, answer := range map[string]string{
		"length": "HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\nabc",
		"chunk":  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4000000\r\nabc",
	} {
		reader := bufio.NewReaderSize(strings.NewReader(answer), maxLine)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := readResponse(reader, nil)
		runtime.ReadMemStats(&after)
		if err != io.ErrUnexpectedEOF {
			t.Errorf("%s: got %v", name, err)
		}
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 3*firstStep {
			t.Errorf("%s: took %d bytes for 3", name, taken)
		}
	}
}

func checkResponse(t *testing.T, got *response, want response) {
	t.Helper()
	if got.status != want.status || got.closes != want.closes || !bytes.Equal(got.body, want.body) {
		t.Errorf("got %d %q, closes %t\nwant %d %q, closes %t", got.status, got.body, got.closes, want.status, want.body, want.closes)
	}
	if !maps.Equal(got.header, want.header) {
		t.Errorf("got %q\nwant %q", got.header, want.header)
	}
}
