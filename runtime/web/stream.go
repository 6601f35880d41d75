package web

const (
	// flushAt is how much net/http gathers before it sends.
	flushAt = 4 << 10
	// maxChunk bounds what is gathered from one large Write.
	maxChunk = 32 << 10
)

// integrationResponse is the content type of a streamed answer that begins with its status and headers:
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming
const integrationResponse = "application/vnd.awslambda.http-integration-response"

func writeStream[Text string | []byte](w *writer, from Text) (int, error) {
	written := 0
	for written < len(from) {
		piece := from[written:min(len(from), written+maxChunk-len(w.body))]
		w.body = append(w.body, piece...)
		if len(w.body) >= flushAt {
			if err := w.send(); err != nil {
				return written, err
			}
		}
		written += len(piece)
	}
	return written, nil
}

// send sends what was gathered, after the status and the headers.
func (w *writer) send() error {
	if w.err != nil {
		return w.err
	}
	chunk := w.body
	if !w.begun {
		chunk = w.appendPrelude(nil)
		if !w.isHead {
			chunk = append(chunk, w.body...)
		}
		w.begun = true
	} else if w.isHead {
		return nil
	}
	w.body = w.body[:0]
	if len(chunk) == 0 {
		return nil
	}
	if _, err := w.stream.Write(chunk); err != nil {
		w.err = err
		w.cancel()
		return err
	}
	return nil
}

func (w *writer) appendPrelude(to []byte) []byte {
	w.setContentType()
	to = appendHead(to, w.shape, w.status, w.fields)
	return append(to, "}\x00\x00\x00\x00\x00\x00\x00\x00"...)
}
