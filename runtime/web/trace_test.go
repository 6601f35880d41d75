//go:build !goserverless.fc

package web

import (
	"context"
	"net/http"
	"testing"

	"github.com/goserverless/goserverless/runtime/internal/call"
)

func TestCarrierHasTheTraceOfTheRequest(t *testing.T) {
	const parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	const event = `{"version":"2.0","rawPath":"/","headers":{"TraceParent":"` + parent + `","x-amzn-trace-id":"Root=1-event"},
		"requestContext":{"http":{"method":"GET","path":"/"}}}`
	var carrier call.Carrier
	handler := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { carrier = call.CarrierOf(r.Context()) })
	ctx, cancel := call.NewContext(context.Background(), &call.Info{Headers: map[string]string{"x-amzn-trace-id": "Root=1-platform"}})
	defer cancel()
	if _, err := (&adapter{handler: handler}).answer(ctx, []byte(event)); err != nil {
		t.Fatal(err)
	}
	if carrier.Get("traceparent") != parent || carrier.Get("X-Amzn-Trace-Id") != "Root=1-platform" {
		t.Errorf("got %v", carrier)
	}
}
