package call

import (
	"context"
	"strings"
)

// traceHeaders are those by which a caller says which trace it belongs to: of https://www.w3.org/TR/trace-context/,
// https://www.w3.org/TR/baggage/, https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html and
// https://github.com/openzipkin/b3-propagation.
var traceHeaders = [...]string{"traceparent", "tracestate", "baggage", "x-amzn-trace-id", "b3"}

// Carrier holds tracing headers under lower-case names.
type Carrier map[string]string

// CarrierOf copies the tracing headers of a call. The rest stays out, for the platform's credentials may be among it.
func CarrierOf(ctx context.Context) Carrier {
	carrier := make(Carrier, len(traceHeaders))
	info := FromContext(ctx)
	if info == nil {
		return carrier
	}
	for _, name := range traceHeaders {
		if value := info.Headers[name]; value != "" {
			carrier[name] = value
		}
	}
	return carrier
}

// AddTrace takes tracing headers over that came with an event and not from the platform, which goes first.
func AddTrace(ctx context.Context, header func(name string) string) {
	info := FromContext(ctx)
	if info == nil {
		return
	}
	for _, name := range traceHeaders {
		value := header(name)
		if value == "" || info.Headers[name] != "" {
			continue
		}
		if info.Headers == nil {
			info.Headers = make(map[string]string, len(traceHeaders))
		}
		info.Headers[name] = value
	}
}

// Get returns a header, in whatever case its name is given; "" if there is none.
func (c Carrier) Get(name string) string { return c[strings.ToLower(name)] }

// Set sets a header.
func (c Carrier) Set(name, value string) { c[strings.ToLower(name)] = value }

// Keys lists the names of the headers in no particular order.
func (c Carrier) Keys() []string {
	names := make([]string, 0, len(c))
	for name := range c {
		names = append(names, name)
	}
	return names
}
