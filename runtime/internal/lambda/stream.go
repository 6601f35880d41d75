package lambda

import (
	"encoding/base64"
	"io"
	"strconv"
)

// stream sends an answer in chunks while it is written: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
func (c *client) stream(id string, answer Answer) error {
	c.begin("POST", callPath+id+"/response")
	c.add("Content-Type: ", contentTypeOf(answer))
	c.add("Lambda-Runtime-Function-Response-Mode: ", "streaming")
	c.add("Transfer-Encoding: ", "chunked")
	c.add("Trailer: ", "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body")
	c.out = append(c.out, "\r\n"...)
	if err := c.refresh(); err != nil {
		return err
	}
	if _, err := c.connection.Write(c.out); err != nil {
		c.close()
		return err
	}
	writer := &chunkWriter{client: c}
	failed := writeStream(writer, answer.Stream)
	if writer.err != nil {
		c.close()
		return writer.err
	}
	c.out = append(c.out[:0], "0\r\n"...)
	if failed != nil {
		c.add("Lambda-Runtime-Function-Error-Type: ", failed.Type)
		c.add("Lambda-Runtime-Function-Error-Body: ", base64.StdEncoding.EncodeToString(failed.document()))
	}
	c.out = append(c.out, "\r\n"...)
	if _, err := c.connection.Write(c.out); err != nil {
		c.close()
		return err
	}
	response, err := readResponse(c.from, nil)
	if err := c.settle(response, err); err != nil {
		return err
	}
	if response.status >= 300 {
		return refused("streamed answer", response)
	}
	return nil
}

// refresh makes a new connection if there is none: what is written cannot be written again.
func (c *client) refresh() error {
	if c.connection != nil {
		return nil
	}
	connection, err := dial(c.peer)
	if err != nil {
		return err
	}
	c.attach(connection)
	return nil
}

func writeStream(to io.Writer, write func(io.Writer) error) (failed *failure) {
	defer func() {
		if value := recover(); value != nil {
			failed = toPanic(value)
		}
	}()
	if err := write(to); err != nil {
		return toFailure(err)
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
	if w.err != nil {
		return 0, w.err
	}
	// A chunk of no bytes would be the end.
	if len(from) == 0 {
		return 0, nil
	}
	c := w.client
	c.out = append(strconv.AppendInt(c.out[:0], int64(len(from)), 16), "\r\n"...)
	c.out = append(append(c.out, from...), "\r\n"...)
	if _, err := c.connection.Write(c.out); err != nil {
		w.err = err
		return 0, err
	}
	return len(from), nil
}
