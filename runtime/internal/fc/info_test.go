package fc

import (
	"context"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/goserverless/goserverless/runtime/internal/call"
)

func TestInfo(t *testing.T) {
	arrived := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	header := http.Header{
		"X-Fc-Request-Id": {"1-65e59b07"}, "X-Fc-Function-Name": {"named"}, "X-Fc-Version-Id": {"12"}, "X-Fc-Qualifier": {"live"},
		"X-Fc-Function-Timeout": {"60"}, "Traceparent": {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}, "Accept": {"a", "b"},
	}
	lower := map[string]string{
		"x-fc-request-id": "1-65e59b07", "x-fc-function-name": "named", "x-fc-version-id": "12", "x-fc-qualifier": "live",
		"x-fc-function-timeout": "60", "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "accept": "a, b",
	}
	got := onFC.info(header, arrived)
	check(t, got, call.Info{RequestID: "1-65e59b07", Cloud: "aliyun", FunctionName: "named", FunctionVersion: "12", Deadline: arrived.Add(time.Minute)})
	if !maps.Equal(got.Headers, lower) {
		t.Errorf("got %q\nwant %q", got.Headers, lower)
	}
	check(t, onFC.info(http.Header{}, arrived), call.Info{Cloud: "aliyun", FunctionName: "orders", FunctionVersion: "7"})
	check(t, place{}.info(http.Header{"X-Fc-Qualifier": {"LATEST"}}, arrived), call.Info{Cloud: "aliyun", FunctionVersion: "LATEST"})
	for _, timeout := range []string{"0", "-1", "soon", ""} {
		check(t, place{}.info(http.Header{"X-Fc-Function-Timeout": {timeout}}, arrived), call.Info{Cloud: "aliyun"})
	}
	one, other := onThisMachine.info(header, arrived), onThisMachine.info(header, arrived)
	if one.RequestID == "" || one.RequestID == other.RequestID {
		t.Errorf("two local calls have the IDs %q and %q", one.RequestID, other.RequestID)
	}
	one.RequestID = ""
	check(t, one, call.Info{Cloud: "local", FunctionName: "orders"})
}

func check(t *testing.T, got *call.Info, want call.Info) {
	t.Helper()
	if got.RequestID != want.RequestID || got.Cloud != want.Cloud || got.FunctionName != want.FunctionName ||
		got.FunctionVersion != want.FunctionVersion || got.FunctionARN != want.FunctionARN || !got.Deadline.Equal(want.Deadline) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

// Handlers of both kinds find it in their context, which ends at the deadline.
func TestContext(t *testing.T) {
	test := func(ctx context.Context) {
		if info := call.FromContext(ctx); info == nil || info.RequestID != "1" {
			t.Errorf("got %+v", info)
		}
		if end, limited := ctx.Deadline(); !limited || time.Until(end) > time.Minute || time.Until(end) < 0 {
			t.Errorf("got the deadline %v", end)
		}
	}
	server := start(t, Options{
		Invoke: func(ctx context.Context, _ []byte) ([]byte, error) { test(ctx); return nil, nil },
		HTTP:   http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) { test(request.Context()) }),
	}, onFC)
	for _, path := range []string{"/invoke", "/http-invoke"} {
		server.send(t, "POST", "/", "", "X-Fc-Control-Path", path, "X-Fc-Request-Id", "1", "X-Fc-Function-Timeout", "60")
	}
}

// The credentials of the role reach neither a handler of HTTP requests nor what is told about a call.
func TestCredentialsAreLeftOut(t *testing.T) {
	secrets := []string{"X-Fc-Access-Key-Id", "X-Fc-Access-Key-Secret", "X-Fc-Security-Token"}
	test := func(ctx context.Context) {
		headers := call.FromContext(ctx).Headers
		for _, name := range secrets {
			if _, found := headers[strings.ToLower(name)]; found {
				t.Errorf("the context has %s", name)
			}
		}
		if headers["traceparent"] != "00-1" {
			t.Errorf("got the headers %q", headers)
		}
	}
	server := start(t, Options{
		Invoke: func(ctx context.Context, _ []byte) ([]byte, error) { test(ctx); return nil, nil },
		HTTP: http.HandlerFunc(func(_ http.ResponseWriter, request *http.Request) {
			for _, name := range secrets {
				if request.Header.Get(name) != "" {
					t.Errorf("the request has %s", name)
				}
			}
			test(request.Context())
		}),
	}, onFC)
	headers := []string{"Traceparent", "00-1"}
	for _, name := range secrets {
		headers = append(headers, name, "tulip")
	}
	for _, path := range []string{"/invoke", "/http-invoke"} {
		server.send(t, "POST", "/", "", append(headers, "X-Fc-Control-Path", path)...)
	}
}
