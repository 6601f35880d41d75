package httpclient

import (
	"net/http"
	"net/http/httptrace"
	"sync/atomic"

	"github.com/goserverless/goserverless/runtime/reuse/internal/count"
)

type counter struct{ opened, reused atomic.Int64 }

// counting is a transport that counts its connections, and lets more requests be sent again. It embeds the transport for
// CloseIdleConnections, which http.Client looks for.
type counting struct{ *http.Transport }

// RoundTrip implements http.RoundTripper.
func (c *counting) RoundTrip(request *http.Request) (*http.Response, error) {
	ctx := request.Context()
	// A connection that turned out to be stale is followed by another, which is the one that counts.
	var last atomic.Pointer[httptrace.GotConnInfo]
	traced := request.WithContext(httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(info httptrace.GotConnInfo) { last.Store(&info) },
	}))
	response, err := c.Transport.RoundTrip(repeatable(traced))
	if used := last.Load(); used != nil {
		if used.Reused {
			connections.reused.Add(1)
		} else {
			connections.opened.Add(1)
		}
		count.Log(ctx, count.HTTP, !used.Reused)
	}
	return response, err
}

// idempotencyKey with no value has net/http take a request for idempotent without sending the header, which is
// documented at http.Transport.
const idempotencyKey = "Idempotency-Key"

// repeatable marks a request that may arrive twice. It changes a copy, as RoundTrip must.
func repeatable(request *http.Request) *http.Request {
	if request.Method != http.MethodPut && request.Method != http.MethodDelete {
		return request
	}
	if _, given := request.Header[idempotencyKey]; given {
		return request
	}
	header := request.Header.Clone()
	if header == nil {
		header = make(http.Header, 1)
	}
	header[idempotencyKey] = []string{}
	request.Header = header
	return request
}
