package runtime

import (
	"context"
	"time"

	"github.com/goserverless/goserverless/runtime/internal/call"
	"github.com/goserverless/goserverless/runtime/internal/lifecycle"
)

// Info describes a call: its request ID, the function, the deadline, and what the platform sent along.
type Info = call.Info

// FromContext tells about the call that a context belongs to; nil outside of one.
func FromContext(ctx context.Context) *Info { return call.FromContext(ctx) }

// TraceCarrier holds the headers that say which trace a call belongs to. It is a propagation.TextMapCarrier of
// OpenTelemetry, which this module does not import.
type TraceCarrier = call.Carrier

// Carrier returns the tracing headers of a call: traceparent, tracestate, baggage, x-amzn-trace-id and b3, of those that
// came with an HTTP request or from the platform. Outside of a call it is empty, and can be set.
//
//	ctx = otel.GetTextMapPropagator().Extract(ctx, runtime.Carrier(ctx))
func Carrier(ctx context.Context) TraceCarrier { return call.CarrierOf(ctx) }

// Remaining is how long the call may still take, and false where it has no end.
func Remaining(ctx context.Context) (time.Duration, bool) {
	deadline, limited := ctx.Deadline()
	return time.Until(deadline), limited
}

// OnInit adds work that is done before the first call. An error or a panic ends the instance with an init error.
func OnInit(work func(context.Context) error) { lifecycle.OnInit(work) }

// OnShutdown adds work that is done when the instance ends, the last added first. The context ends when the time that
// the platform leaves is over: half a second on Lambda, three seconds on Function Compute.
func OnShutdown(work func(context.Context)) { lifecycle.OnShutdown(work) }
