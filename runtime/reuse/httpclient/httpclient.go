// Package httpclient makes an *http.Client whose connections outlive the call that opened them.
//
//	var client = httpclient.New()
//
// Keep it in a package variable, and read each answer's body to its end and close it: a connection is used again only
// then.
package httpclient

import (
	"net"
	"net/http"
	"time"

	"github.com/goserverless/goserverless/runtime/reuse"
	"github.com/goserverless/goserverless/runtime/reuse/internal/count"
)

const (
	dialTime = 3 * time.Second
	// headerTime is how long a server may think before it answers. The context of the request may end sooner.
	headerTime = 30 * time.Second
	// idleTime is below the 60 seconds after which AWS's load balancers close a connection that lies idle. net/http measures
	// it by the wall clock when it takes a connection from the pool, so it holds for an instance that was frozen as well.
	// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
	idleTime = 50 * time.Second
	// keepAlive probes the peer while the instance runs; a frozen one does not.
	keepAlive = 15 * time.Second
	// idlePerHost is for a call that asks one host for several things at once. Two is net/http's own default.
	idlePerHost = 8
)

// New returns a client for a function: 3 seconds for a connection and as many for its TLS handshake, 30 until the
// server begins to answer, and as a whole what the context of the request leaves. Connections are kept for 50 seconds
// without a use. Each tune can change the transport before its first request.
//
// A kept connection may have been closed by the server during a freeze. net/http itself sends a request again that was
// not written yet, and one that had no byte of an answer if it is a GET, HEAD, OPTIONS or TRACE without a body or with
// one that can be read again. The client adds PUT and DELETE, which mean the same when they arrive twice:
// https://www.rfc-editor.org/rfc/rfc9110.html#section-9.2.2. A POST or PATCH is sent again only if it has a header
// Idempotency-Key, as net/http has it. A request that fails on a new connection is never sent again.
//
// Connections are counted in reuse.Stats as "http".
func New(tune ...func(*http.Transport)) *http.Client {
	transport := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: dialTime, KeepAlive: keepAlive}).DialContext,
		ForceAttemptHTTP2:     true,
		TLSHandshakeTimeout:   dialTime,
		ResponseHeaderTimeout: headerTime,
		ExpectContinueTimeout: time.Second,
		IdleConnTimeout:       idleTime,
		MaxIdleConns:          100,
		MaxIdleConnsPerHost:   idlePerHost,
	}
	for _, each := range tune {
		each(transport)
	}
	return &http.Client{Transport: &counting{Transport: transport}}
}

var connections counter

func init() {
	count.Add(count.HTTP, func() reuse.Count {
		return reuse.Count{New: connections.opened.Load(), Reused: connections.reused.Load()}
	})
}
