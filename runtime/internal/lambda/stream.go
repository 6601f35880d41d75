package lambda

import (
	"encoding/base64"
	"io"
	"strconv"

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

// chunkWriter sends each write as a chunk.
type chunkWriter struct {
	client *client
	// err is why the connection is of no more use.
	err error
}

func (w *chunkWriter) Write(from []byte) (int, error) {
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
	c := w.client
	c.out = append(c.out[:0], "0\r\n"...)
	if failed != nil {
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

// brokenError tells that a streamed answer was lost on its way. It cannot be sent again, and the next call may come.
type brokenError struct{ cause error }

func (e *brokenError) Error() string { return "the streamed answer broke off: " + e.cause.Error() }

func (e *brokenError) Unwrap() error { return e.cause }
