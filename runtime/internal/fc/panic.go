package fc

import (
	"bytes"
	"io"
	"net"
	"net/http"

	"github.com/goserverless/goserverless/runtime/internal/failure"
)

// panicError is why no more calls are taken. The caller has its answer, all but the end, which is that of the process.
type panicError struct {
	failed *failure.Failure
	// connection is open as long as the error is held: closed before the process is gone, it would invite another call.
	connection net.Conn
}

func (e *panicError) Error() string { return "the handler panicked: " + e.failed.Message }

// lose answers a call after which the process ends. The answer has no length: its end is that of the connection.
func (s *server) lose(to http.ResponseWriter, how manner, failed *failure.Failure) {
	document := s.tell(how, failed)
	connection, _, err := http.NewResponseController(to).Hijack()
	if err != nil {
		answer(to, how.failed, document)
	} else {
		response := http.Response{
			StatusCode:    how.failed,
			ProtoMajor:    1,
			ProtoMinor:    1,
			Header:        http.Header{},
			Body:          io.NopCloser(bytes.NewReader(document)),
			ContentLength: -1,
			Close:         true,
		}
		addOutcome(response.Header, how.failed)
		_ = response.Write(connection)
	}
	select {
	case s.lost <- &panicError{failed, connection}:
	default:
		// Another one ends the process already; this connection ends with it, too, or sooner.
	}
}
