package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

const (
	// maxBody is where no answer can be whole any more: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
	maxBody = 6 << 20
	// sniffed is how much of a body http.DetectContentType looks at.
	sniffed = 512
)

// writer is the http.ResponseWriter of a call. It does what net/http's does, as far as an answer is not a connection.
type writer struct {
	// mutex guards the rest against a goroutine that outlives its handler.
	mutex sync.Mutex
	// done tells that the handler has returned.
	done  bool
	shape *shape
	// isHead tells that the body is not sent, as for every HEAD request.
	isHead bool
	header http.Header
	// status is 0 until the handler says it; then fields are the headers, which are not looked at again.
	status int
	fields []field
	// declared is the handler's content length, or -1.
	declared, written int64
	// body is all of it, or what of it has not been sent yet.
	body []byte
	err  error

	// stream is where the answer goes while it is written; nil if it goes out whole.
	stream io.Writer
	begun  bool
	cancel context.CancelFunc
}

func newWriter(shape *shape, method string) *writer {
	return &writer{shape: shape, isHead: method == http.MethodHead, header: make(http.Header), declared: -1}
}

func (w *writer) Header() http.Header { return w.header }

func (w *writer) WriteHeader(status int) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.writeHeader(status)
}

func (w *writer) writeHeader(status int) {
	switch {
	case w.status != 0:
		log.Printf("http: superfluous response.WriteHeader call with status %d", status)
	case status < 100 || status > 999:
		panic(fmt.Sprintf("invalid WriteHeader code %d", status))
	case status >= 200 || status == http.StatusSwitchingProtocols:
		w.status = status
		w.setHead()
	}
	// The others of 1xx announce an answer, and Lambda has no way to do so.
}

func (w *writer) setHead() {
	w.fields = freeze(w.header)
	switch {
	case w.status < 200 || w.status > 599:
		w.err = invalidResponse(fmt.Sprintf("the status must be 200-599 on Lambda, got %d", w.status))
	case valueOf(w.fields, "Trailer") != "":
		w.err = errTrailers
	}
	if text := valueOf(w.fields, "Content-Length"); text != "" {
		if length, err := strconv.ParseInt(text, 10, 64); err == nil && length >= 0 {
			w.declared = length
		}
	}
	// Of a whole answer the front end counts the bytes.
	if w.declared < 0 || w.stream == nil || !w.bodyAllowed() {
		w.fields = without(w.fields, "Content-Length")
	}
	if w.status == http.StatusNotModified {
		w.fields = without(w.fields, "Content-Type")
	}
}

// bodyAllowed is https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1
func (w *writer) bodyAllowed() bool {
	return w.status >= 200 && w.status != http.StatusNoContent && w.status != http.StatusNotModified
}

func (w *writer) Write(from []byte) (int, error)       { return write(w, from) }
func (w *writer) WriteString(from string) (int, error) { return write(w, from) }

func write[Text string | []byte](w *writer, from Text) (int, error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.status == 0 {
		w.writeHeader(http.StatusOK)
	}
	size := len(from)
	switch {
	case w.done:
		return 0, errReturned
	case w.err != nil:
		return 0, w.err
	case size == 0:
		return 0, nil
	case !w.bodyAllowed():
		return 0, http.ErrBodyNotAllowed
	case w.declared >= 0 && w.written+int64(size) > w.declared:
		return 0, http.ErrContentLength
	}
	w.written += int64(size)
	switch {
	case w.isHead:
		w.body = append(w.body, from[:min(size, sniffed-len(w.body))]...)
	case w.stream != nil:
		return writeStream(w, from)
	case w.written > maxBody:
		w.body = nil
		w.err = &callError{"Function.ResponseSizeTooLarge", fmt.Sprintf(
			"the response must have at most %d bytes on Lambda where it is not streamed", maxBody)}
		return 0, w.err
	default:
		w.body = append(w.body, from...)
	}
	return size, nil
}

// FlushError sends what was written, where the answer is streamed. It is what http.ResponseController calls.
func (w *writer) FlushError() error {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.done {
		return errReturned
	}
	if w.status == 0 {
		w.writeHeader(http.StatusOK)
	}
	if w.stream == nil {
		return w.err
	}
	return w.send()
}

// Flush is FlushError for those who ask for an http.Flusher.
func (w *writer) Flush() { _ = w.FlushError() }

// finish checks the answer when the handler is done, and sends what is left of a streamed one.
func (w *writer) finish() error {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.done = true
	if w.status == 0 {
		w.writeHeader(http.StatusOK)
	}
	if w.err != nil {
		return w.err
	}
	for name := range w.header {
		if strings.HasPrefix(name, http.TrailerPrefix) {
			return errTrailers
		}
	}
	if w.written < w.declared && w.bodyAllowed() && !w.isHead {
		return invalidResponse(fmt.Sprintf(
			"the handler declared a Content-Length of %d and wrote %d bytes", w.declared, w.written))
	}
	if w.stream != nil {
		return w.send()
	}
	return nil
}

// whole is the answer in one piece.
func (w *writer) whole() []byte {
	w.setContentType()
	answer := appendHead(make([]byte, 0, 512), w.shape, w.status, w.fields)
	if w.isHead {
		return appendBody(answer, nil, w.fields)
	}
	return appendBody(answer, w.body, w.fields)
}

// setContentType finds out what the body is, where the handler did not say it.
func (w *writer) setContentType() {
	if _, set := w.header["Content-Type"]; set || len(w.body) == 0 || valueOf(w.fields, "Content-Encoding") != "" {
		return
	}
	w.fields = append(w.fields, field{"Content-Type", http.DetectContentType(w.body)})
}

var errReturned = errors.New("web: the handler has returned, and its answer with it")

var errTrailers = invalidResponse("the handler sends trailers, which Lambda cannot pass on")
