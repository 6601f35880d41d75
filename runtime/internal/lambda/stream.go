package lambda

import (
	"encoding/base64"
	"errors"
	"io"
	"strconv"
	"sync"

	"github.com/goserverless/goserverless/runtime/internal/failure"
)

// stream sends an answer in chunks while it is written, and tells what its writer failed with. The error is of type
// *brokenError when only the connection is lost: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
func (c *client) stream(id string, answer Answer) (*failure.Failure, error) {
	if err := c.connect(); err != nil {
		return nil, err
	}
	c.begin("POST", callPath+id+"/response")
	c.add("Content-Type: ", contentTypeOf(answer))
	c.add("Lambda-Runtime-Function-Response-Mode: ", "streaming")
	c.add("Transfer-Encoding: ", "chunked")
	c.add("Trailer: ", "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body")
	c.out = append(c.out, "\r\n"...)
	writer := &chunkWriter{client: c}
	writer.write(c.out)
	failed := writeStream(writer, answer.Stream)
	writer.end(failed)
	response, err := c.receive(writer.err, nil)
	if err = c.settle(response, err); err != nil {
		return failed, &brokenError{err}
	}
	if response.status >= 300 {
		return failed, refused("streamed answer", response)
	}
	return failed, nil
}

func writeStream(to io.Writer, write func(io.Writer) error) (failed *failure.Failure) {
	defer func() {
		if value := recover(); value != nil {
			failed = failure.OfPanic(value)
		}
	}()
	if err := write(to); err != nil {
		return failure.Of(err)
	}
	return nil
}

// errStreamEnded is what a goroutine gets that outlives its handler: the connection has gone on to the next call.
var errStreamEnded = errors.New("the streamed answer has ended: its handler has returned")

// chunkWriter sends each write as a chunk.
type chunkWriter struct {
	mutex  sync.Mutex
	client *client
	done   bool
	// err is why the connection is of no more use.
	err error
}

func (w *chunkWriter) Write(from []byte) (int, error) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if w.done && w.err == nil {
		return 0, errStreamEnded
	}
	// A chunk of no bytes would be the end.
	if len(from) == 0 || w.err != nil {
		return 0, w.err
	}
	c := w.client
	c.out = append(strconv.AppendInt(c.out[:0], int64(len(from)), 16), "\r\n"...)
	if len(from) <= smallBody {
		c.out = append(append(c.out, from...), "\r\n"...)
		w.write(c.out)
	} else {
		w.write(c.out)
		w.write(from)
		w.write([]byte("\r\n"))
	}
	if w.err != nil {
		return 0, w.err
	}
	return len(from), nil
}

// end sends the last chunk, and what the answer broke off with.
func (w *chunkWriter) end(failed *failure.Failure) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.done = true
	c := w.client
	c.out = append(c.out[:0], "0\r\n"...)
	if failed != nil {
		failed = fitting(failed)
		c.add("Lambda-Runtime-Function-Error-Type: ", failed.Type)
		c.add("Lambda-Runtime-Function-Error-Body: ", base64.StdEncoding.EncodeToString(failed.Document()))
	}
	c.out = append(c.out, "\r\n"...)
	w.write(c.out)
}

func (w *chunkWriter) write(bytes []byte) {
	if w.err == nil {
		_, w.err = w.client.connection.Write(bytes)
	}
}

const (
	// maxTrailers bounds the trailers, in bytes: a server of Go's net/http refuses what is beyond its buffer of 4 KiB.
	// seeUpcomingDoubleCRLF in https://go.dev/src/net/http/transfer.go
	maxTrailers = 4000
	// maxTrailerType bounds the name of a type in them, which is there twice.
	maxTrailerType = 256
	// trailerNames is what the trailers have besides their values.
	trailerNames = len("0\r\nLambda-Runtime-Function-Error-Type: \r\nLambda-Runtime-Function-Error-Body: \r\n\r\n")
)

// fitting is as much of a failure as trailers have room for. The log has all of it.
func fitting(failed *failure.Failure) *failure.Failure {
	if excess(failed) <= 0 {
		return failed
	}
	short := &failure.Failure{
		Message: failed.Message[:min(len(failed.Message), maxTrailers)],
		Type:    failed.Type[:min(len(failed.Type), maxTrailerType)],
	}
	for over := excess(short); over > 0 && short.Message != ""; over = excess(short) {
		// JSON and base64 make at most eight bytes of one.
		short.Message = short.Message[:max(0, len(short.Message)-over/8-1)]
	}
	return short
}

// excess is by how many bytes a failure is too long for trailers.
func excess(failed *failure.Failure) int {
	return trailerNames + len(failed.Type) + base64.StdEncoding.EncodedLen(len(failed.Document())) - maxTrailers
}

// brokenError tells that a streamed answer was lost on its way. It cannot be sent again, and the next call may come.
type brokenError struct{ cause error }

func (e *brokenError) Error() string { return "the streamed answer broke off: " + e.cause.Error() }

func (e *brokenError) Unwrap() error { return e.cause }
