package web

import (
	"context"
	"io"
	"net/http"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/goserverless/goserverless/runtime/internal/failure"
)

func readEvent(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func requestOf(text string) (*http.Request, *shape, error) {
	event, err := parseEvent(text)
	if err != nil {
		return nil, nil, err
	}
	shape, err := shapeOf(event)
	if err != nil {
		return nil, nil, err
	}
	request, err := event.request(context.Background(), shape)
	return request, shape, err
}

// The events are written by hand after the samples that the table of shapes links to.
func TestRequestOfEachShape(t *testing.T) {
	tests := []struct {
		event, shape                               string
		method, escapedPath, path, query, protocol string
		host, remote, body                         string
		cookies                                    []string
		header                                     http.Header
	}{
		{
			event:       "function-url",
			shape:       "function URL",
			method:      "POST",
			escapedPath: "/shops/caf%C3%A9/items/a%2Fb",
			path:        "/shops/café/items/a/b",
			query:       "tag=new&tag=red%20hot&empty=&bare",
			host:        "q7x2m4zkd3s5vwyb6n8c9jr0hu1aefgt.lambda-url.eu-central-1.on.aws",
			remote:      "203.0.113.7:0",
			body:        `{"name":"café"}`,
			cookies:     []string{"session=4f2a", "theme=dark"},
			header: http.Header{
				"X-Amzn-Tls-Cipher-Suite": {"TLS_AES_128_GCM_SHA256"},
				"X-Amzn-Tls-Version":      {"TLSv1.3"},
				"X-Amzn-Trace-Id":         {"Root=1-67412a5c-3d1f0c2b4a5e6f7081920304"},
				"Cookie":                  {"session=4f2a; theme=dark"},
				"X-Forwarded-Proto":       {"https"},
				"X-Forwarded-Port":        {"443"},
				"Content-Type":            {"application/json"},
				"Content-Length":          {"16"},
				"X-Forwarded-For":         {"203.0.113.7"},
				"Accept":                  {"text/html,application/json;q=0.9"},
				"X-List":                  {"one,two"},
				"User-Agent":              {"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"},
			},
		},
		{
			event:       "function-url-binary",
			shape:       "function URL",
			method:      "PUT",
			escapedPath: "/upload",
			path:        "/upload",
			host:        "q7x2m4zkd3s5vwyb6n8c9jr0hu1aefgt.lambda-url.eu-central-1.on.aws",
			remote:      "[2001:db8::7]:0",
			body:        "\x89PNG\r\n",
			header: http.Header{
				"Content-Type":    {"application/octet-stream"},
				"Content-Length":  {"6"},
				"X-Forwarded-For": {"2001:db8::7"},
			},
		},
		{
			event:       "http-api-v2",
			shape:       "API Gateway HTTP API, payload 2.0",
			method:      "GET",
			escapedPath: "/shops/caf%C3%A9%20100%25/a%3Fb",
			path:        "/shops/café 100%/a?b",
			query:       "tag=new&tag=red%20hot",
			host:        "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
			remote:      "203.0.113.7:0",
			cookies:     []string{"session=4f2a", "theme=dark"},
			header: http.Header{
				"Accept":            {"*/*"},
				"Content-Length":    {"0"},
				"Cookie":            {"session=4f2a; theme=dark"},
				"User-Agent":        {"curl/8.5.0"},
				"X-Amzn-Trace-Id":   {"Root=1-67412a5c-3d1f0c2b4a5e6f7081920304"},
				"X-Forwarded-For":   {"203.0.113.7"},
				"X-Forwarded-Port":  {"443"},
				"X-Forwarded-Proto": {"https"},
			},
		},
		{
			event:       "http-api-v1",
			shape:       "API Gateway HTTP API, payload 1.0",
			method:      "DELETE",
			escapedPath: "/shops/caf%C3%A9",
			path:        "/shops/café",
			query:       "tag=new&tag=red+hot",
			host:        "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
			remote:      "203.0.113.7:0",
			cookies:     []string{"session=4f2a", "theme=dark"},
			header: http.Header{
				"Content-Length":  {"0"},
				"Cookie":          {"session=4f2a", "theme=dark"},
				"User-Agent":      {"curl/8.5.0"},
				"X-Forwarded-For": {"203.0.113.7"},
			},
		},
		{
			event:       "rest-api",
			shape:       "API Gateway REST API",
			method:      "POST",
			escapedPath: "/shops/caf%C3%A9",
			path:        "/shops/café",
			query:       "tag=new&tag=red+hot&a%26b=",
			host:        "f6g7h8i9j0.execute-api.eu-central-1.amazonaws.com",
			remote:      "203.0.113.7:0",
			body:        "name=gopher&size=1",
			header: http.Header{
				"Accept":            {"*/*"},
				"Content-Type":      {"application/x-www-form-urlencoded"},
				"User-Agent":        {"curl/8.5.0"},
				"X-Amzn-Trace-Id":   {"Root=1-67412a5c-3d1f0c2b4a5e6f7081920304"},
				"X-Forwarded-For":   {"203.0.113.7, 198.51.100.9"},
				"X-Forwarded-Port":  {"443"},
				"X-Forwarded-Proto": {"https"},
				"X-List":            {"one", "two"},
			},
		},
		{
			event:       "alb",
			shape:       "Application Load Balancer",
			method:      "GET",
			escapedPath: "/shops/caf%C3%A9",
			path:        "/shops/café",
			query:       "tag=red%20hot&a%26b=1+1",
			host:        "shop-1234567890.eu-central-1.elb.amazonaws.com",
			remote:      "203.0.113.7:0",
			cookies:     []string{"session=4f2a", "theme=dark"},
			header: http.Header{
				"Accept":            {"*/*"},
				"Connection":        {"keep-alive"},
				"Cookie":            {"session=4f2a; theme=dark"},
				"User-Agent":        {"curl/8.5.0"},
				"X-Amzn-Trace-Id":   {"Root=1-67412a5c-3d1f0c2b4a5e6f7081920304"},
				"X-Forwarded-For":   {"198.51.100.9, 203.0.113.7"},
				"X-Forwarded-Port":  {"80"},
				"X-Forwarded-Proto": {"http"},
			},
		},
		{
			event:       "alb-multi-value",
			shape:       "Application Load Balancer, multi-value headers",
			method:      "PATCH",
			escapedPath: "/shops",
			path:        "/shops",
			query:       "tag=new&tag=red%20hot&empty=",
			host:        "shop-1234567890.eu-central-1.elb.amazonaws.com",
			remote:      "203.0.113.7:50123",
			body:        "hello",
			cookies:     []string{"session=4f2a", "theme=dark"},
			header: http.Header{
				"Content-Length":  {"5"},
				"Content-Type":    {"image/png"},
				"Cookie":          {"session=4f2a", "theme=dark"},
				"X-Forwarded-For": {"203.0.113.7:50123"},
				"X-List":          {"one", "two"},
			},
		},
	}
	for _, test := range tests {
		t.Run(test.event, func(t *testing.T) {
			request, shape, err := requestOf(readEvent(t, test.event))
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(request.Body)
			if err != nil {
				t.Fatal(err)
			}
			var cookies []string
			for _, cookie := range request.Cookies() {
				cookies = append(cookies, cookie.String())
			}
			target := test.escapedPath
			if test.query != "" {
				target += "?" + test.query
			}
			for _, each := range []struct {
				what      string
				got, want any
			}{
				{"shape", shape.name, test.shape},
				{"method", request.Method, test.method},
				{"escaped path", request.URL.EscapedPath(), test.escapedPath},
				{"path", request.URL.Path, test.path},
				{"query", request.URL.RawQuery, test.query},
				{"request URI", request.RequestURI, target},
				{"protocol", request.Proto, "HTTP/1.1"},
				{"protocol version", request.ProtoAtLeast(1, 1), true},
				{"host", request.Host, test.host},
				{"remote address", request.RemoteAddr, test.remote},
				{"body", string(body), test.body},
				{"content length", request.ContentLength, int64(len(test.body))},
				{"cookies", cookies, test.cookies},
				{"header", request.Header, test.header},
			} {
				if !reflect.DeepEqual(each.got, each.want) {
					t.Errorf("%s: got %#v, want %#v", each.what, each.got, each.want)
				}
			}
		})
	}
}

func TestRequestOfVariedEvents(t *testing.T) {
	url := func(fields string) string {
		return `{"version":"2.0","requestContext":{"http":{"method":"GET"}},"rawPath":"/"` + fields + `}`
	}
	tests := []struct {
		name, event string
		get         func(*http.Request) string
		want        string
	}{
		{"no path is the root", `{"version":"2.0","requestContext":{"http":{"method":"GET"}}}`,
			func(r *http.Request) string { return r.RequestURI }, "/"},
		{"what no path can hold is encoded", url(`,"rawPath":"/a b/%zz/é/100%/%41?#"`),
			func(r *http.Request) string { return r.URL.EscapedPath() }, "/a%20b/%25zz/%C3%A9/100%25/%41%3F%23"},
		{"an encoding that net/url would not choose is kept", url(`,"rawPath":"/%61/%e9/!"`),
			func(r *http.Request) string { return r.URL.EscapedPath() + " " + r.URL.Path }, "/%61/%e9/! /a/\xe9/!"},
		{"two slashes are no host", url(`,"rawPath":"//example.com/a"`),
			func(r *http.Request) string { return r.URL.Host + r.URL.Path }, "//example.com/a"},
		{"the protocol is told", `{"httpMethod":"GET","path":"/","requestContext":{"protocol":"HTTP/1.0"}}`,
			func(r *http.Request) string { return r.Proto }, "HTTP/1.0"},
		{"a host without a header is the domain", `{"httpMethod":"GET","path":"/","requestContext":{"domainName":"example.com"}}`,
			func(r *http.Request) string { return r.Host }, "example.com"},
		{"names in several spellings are one header", url(`,"headers":{"x-a":"1","X-A":"2"}`),
			func(r *http.Request) string { return strings.Join(r.Header["X-A"], "|") }, "1|2"},
		{"null is nothing", `{"httpMethod":"GET","path":"/","headers":null,"multiValueHeaders":null,"body":null,"isBase64Encoded":null,"queryStringParameters":null,"multiValueQueryStringParameters":null,"requestContext":null}`,
			func(r *http.Request) string { return r.RequestURI }, "/"},
		{"null lists leave the single values", `{"httpMethod":"GET","path":"/","headers":{"a":"1"},"multiValueHeaders":null}`,
			func(r *http.Request) string { return r.Header.Get("A") }, "1"},
		{"a text body may be of any characters", url(`,"body":"\"\u0000\ud83d\ude00\n"`),
			func(r *http.Request) string { body, _ := io.ReadAll(r.Body); return string(body) }, "\"\x00😀\n"},
		{"an empty base64 body is none", url(`,"body":"","isBase64Encoded":true`),
			func(r *http.Request) string { body, _ := io.ReadAll(r.Body); return string(body) }, ""},
		{"how a body was sent is not told", url(`,"headers":{"transfer-encoding":"chunked"},"body":"a"`),
			func(r *http.Request) string { return r.Header.Get("Transfer-Encoding") }, ""},
		{"an address may be missing", url(``),
			func(r *http.Request) string { return r.RemoteAddr }, ""},
		{"an address may have brackets", `{"requestContext":{"elb":{}},"httpMethod":"GET","path":"/","headers":{"x-forwarded-for":"[2001:db8::7]"}}`,
			func(r *http.Request) string { return r.RemoteAddr }, "[2001:db8::7]:0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			request, _, err := requestOf(test.event)
			if err != nil {
				t.Fatal(err)
			}
			if got := test.get(request); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestShapeOfVersion2(t *testing.T) {
	tests := []struct{ apiID, domainName, domainPrefix, want string }{
		{"abc", "abc.lambda-url.eu-central-1.on.aws", "abc", "function URL"},
		{"shop", "127.0.0.1:8080", "shop", "function URL"},
		{"<urlid>", "<url-id>.lambda-url.us-west-2.on.aws", "<url-id>", "function URL"},
		{"abc", "abc.execute-api.eu-central-1.amazonaws.com", "abc", "API Gateway HTTP API, payload 2.0"},
		{"abc", "api.example.com", "api", "API Gateway HTTP API, payload 2.0"},
	}
	for _, test := range tests {
		event := &event{version: "2.0", context: eventContext{
			method: "GET", apiID: test.apiID, domainName: test.domainName, domainPrefix: test.domainPrefix,
		}}
		shape, err := shapeOf(event)
		if err != nil || shape.name != test.want {
			t.Errorf("%s: got %v %v, want %s", test.domainName, shape.name, err, test.want)
		}
	}
}

func TestEventsThatAreRefused(t *testing.T) {
	const notHTTP = "the event is no HTTP request of a function URL, API Gateway or an Application Load Balancer"
	tests := []struct{ event, kind, message string }{
		{`{}`, "Runtime.NotHTTP", notHTTP},
		{`null`, "Runtime.NotHTTP", notHTTP},
		{`{"warmup":true}`, "Runtime.NotHTTP", notHTTP},
		{`{"Records":[{"eventSource":"aws:sqs","body":"{}"}]}`, "Runtime.NotHTTP", notHTTP},
		{`{"version":"0","detail-type":"Scheduled Event","source":"aws.events","detail":{}}`, "Runtime.NotHTTP", notHTTP},
		{`{"version":"2.0","path":"/","method":"GET","requestContext":{"serviceArn":"arn:aws:vpc-lattice"}}`, "Runtime.NotHTTP", notHTTP},
		{`{"requestContext":{"connectionId":"a","eventType":"MESSAGE"},"body":"{}"}`, "Runtime.NotHTTP", notHTTP},
		{`"ping"`, "Runtime.NotHTTP", notHTTP + ": an object was expected at byte 0"},
		{`{"body":{"a":1}}`, "Runtime.NotHTTP", notHTTP + ": a string was expected at byte 8"},
		{`{"headers":["a"]}`, "Runtime.NotHTTP", notHTTP + ": an object was expected at byte 11"},
		{``, "Runtime.InvalidEvent", "the event is no JSON: it ends after 0 bytes, where a value was expected"},
		{`{"version":"2.0"`, "Runtime.InvalidEvent", "the event is no JSON: it ends after 16 bytes, where a comma or the object's end was expected"},
		{`secret`, "Runtime.InvalidEvent", "the event is no JSON: a value was expected at byte 0"},
		{`{"httpMethod":"PUT","path":"/","body":"secret*","isBase64Encoded":true}`, "Runtime.InvalidEvent",
			"the event's body is no base64: illegal base64 data at input byte 6"},
	}
	for _, test := range tests {
		_, _, err := requestOf(test.event)
		if err == nil {
			t.Errorf("%s was taken", test.event)
			continue
		}
		if got := failure.Of(err); got.Type != test.kind || got.Message != test.message {
			t.Errorf("%s: got %s: %s\nwant %s: %s", test.event, got.Type, got.Message, test.kind, test.message)
		}
	}
}
