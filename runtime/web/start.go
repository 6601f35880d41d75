// Package web runs an http.Handler on AWS Lambda, on Aliyun Function Compute and on any machine, unchanged.
//
//	func main() {
//		mux := http.NewServeMux()
//		mux.HandleFunc("GET /greeting/{name}", greet)
//		web.StartHTTP(mux)
//	}
//
// On Lambda it answers a function URL, buffered or streamed, API Gateway (REST and HTTP APIs) and an Application Load
// Balancer. On Function Compute it answers an HTTP trigger, and elsewhere whoever connects to ${PORT:-8080}.
//
// # Requests
//
// A handler gets the request as net/http's own server would hand it over: the path and the query are encoded as the
// client sent them, the host is in Host, cookies are in the header Cookie, and the body's length is known. TLS is nil
// everywhere, since platforms take it off. RemoteAddr is the client's address on Lambda, with port 0 where that is not
// told, and elsewhere that of whoever connects, which on Function Compute is the platform.
//
// Some is lost on the way to Lambda: payload 2.0 joins the values of a repeated header with commas, an HTTP API decodes
// the path, and API Gateway's payload 1.0 decodes the query, which is encoded again then. The path is the one that the
// event tells: of a named stage, it has the stage in it with payload 2.0 only.
//
// On Function Compute the headers with the credentials of the function's role (X-Fc-Access-Key-Id,
// X-Fc-Access-Key-Secret and X-Fc-Security-Token) are left out, so that no handler logs or passes them on; the environment
// has them as ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET and ALIBABA_CLOUD_SECURITY_TOKEN.
//
// The function FromContext of the package runtime tells about the call, and [Event] has what else an event holds.
//
// # Answers
//
// Status, headers and body follow net/http's rules: the first WriteHeader counts, a missing content type is found out,
// a Content-Length must be kept, and HEAD, 204 and 304 have no body. On Lambda the body goes out as text when its
// content type is one of text, it has no content encoding and is UTF-8, and else as base64, which callers do not see.
// An answer must have at most 6 MB there, as JSON; trailers and statuses outside of 200-599 fail the call.
//
// Where a load balancer's target group has no multi-value headers, each of several cookies goes out under another
// spelling of Set-Cookie, which clients do not tell apart; turn multi-value headers on to do without.
//
// # Streaming
//
// An answer goes out while it is written on Function Compute, on other machines, and on Lambda with the environment
// variable GOSERVERLESS_HTTP_STREAM=1, which belongs to a function URL whose invoke mode is RESPONSE_STREAM: 4 kB at a
// time, and at each Flush. Elsewhere on Lambda, Flush does nothing. When the connection is lost, Write fails and the
// request's context is cancelled; but Lambda itself runs a function to its end for a client that went away:
// https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
//
// # Panics
//
// A panic fails the request that it happens in and no other, as [http.Handler] says: the stack is logged, the client
// gets no answer of the handler's but its platform's 502, or a broken stream, and the instance lives on.
// [http.ErrAbortHandler] does the same without the stack.
package web

import (
	"fmt"
	"net/http"
	"os"

	"github.com/goserverless/goserverless/runtime/internal/mode"
)

// StartHTTP answers requests with the handler until the platform ends the process. It does not return. A nil handler is
// http.DefaultServeMux.
func StartHTTP(handler http.Handler) {
	if handler == nil {
		handler = http.DefaultServeMux
	}
	err := mode.Choose(
		func() error { return serveLambda(handler) },
		func() error { return serveHTTP(handler) },
	)
	if err == nil {
		os.Exit(0)
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
