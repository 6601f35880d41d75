package call

import (
	"context"
	"net/http"
	"slices"
	"testing"
)

// textMapCarrier is OpenTelemetry's propagation.TextMapCarrier.
type textMapCarrier interface {
	Get(key string) string
	Set(key string, value string)
	Keys() []string
}

var _ textMapCarrier = Carrier(nil)

const parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

func TestCarrierOf(t *testing.T) {
	tests := []struct {
		name    string
		headers map[string]string
		want    []string
	}{
		{"nothing", nil, nil},
		{"the platform's trace", map[string]string{"x-amzn-trace-id": "Root=1-5bef4de7"}, []string{"x-amzn-trace-id"}},
		{"the caller's trace", map[string]string{"traceparent": parent, "tracestate": "a=b", "baggage": "c=d"},
			[]string{"baggage", "traceparent", "tracestate"}},
		{"no credentials", map[string]string{"x-fc-access-key-secret": "tulip", "traceparent": parent}, []string{"traceparent"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			ctx, cancel := NewContext(context.Background(), &Info{Headers: test.headers})
			defer cancel()
			carrier := CarrierOf(ctx)
			names := carrier.Keys()
			slices.Sort(names)
			if !slices.Equal(names, test.want) {
				t.Errorf("got %q, want %q", names, test.want)
			}
			for _, name := range names {
				if got := carrier.Get(name); got != test.headers[name] {
					t.Errorf("%s: got %q, want %q", name, got, test.headers[name])
				}
			}
		})
	}
}

func TestCarrierIsACopy(t *testing.T) {
	headers := map[string]string{"traceparent": parent}
	ctx, cancel := NewContext(context.Background(), &Info{Headers: headers})
	defer cancel()
	carrier := CarrierOf(ctx)
	carrier.Set("Traceparent", "")
	carrier.Set("TraceState", "a=b")
	if got := carrier.Get("tracestate"); got != "a=b" || headers["traceparent"] != parent || len(headers) != 1 {
		t.Errorf("got %q, and left %v", got, headers)
	}
}

func TestCarrierOutsideOfACallTakesHeaders(t *testing.T) {
	carrier := CarrierOf(context.Background())
	carrier.Set("traceparent", parent)
	if got := carrier.Get("Traceparent"); got != parent {
		t.Errorf("got %q, want %q", got, parent)
	}
}

func TestAddTrace(t *testing.T) {
	event := http.Header{"Traceparent": {parent}, "X-Amzn-Trace-Id": {"Root=1-event"}, "Cookie": {"tulip"}}
	tests := []struct {
		name    string
		headers map[string]string
		want    string
	}{
		{"to headers of the platform", map[string]string{"x-amzn-trace-id": "Root=1-platform"}, "Root=1-platform"},
		{"to none", nil, "Root=1-event"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			info := &Info{Headers: test.headers}
			ctx, cancel := NewContext(context.Background(), info)
			defer cancel()
			AddTrace(ctx, event.Get)
			if len(info.Headers) != 2 || info.Headers["traceparent"] != parent || info.Headers["x-amzn-trace-id"] != test.want {
				t.Errorf("got %v", info.Headers)
			}
		})
	}
}

func TestAddTraceOutsideOfACallDoesNothing(t *testing.T) {
	AddTrace(context.Background(), http.Header{}.Get)
}
