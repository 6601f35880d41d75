package web

import (
	"bytes"
	"context"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"

	"github.com/goserverless/goserverless/runtime/internal/call"
)

// request makes an event into what net/http hands to a handler.
func (e *event) request(ctx context.Context, shape *shape) (*http.Request, error) {
	method, path := e.method, e.path
	if e.context.method != "" {
		method, path = e.context.method, e.rawPath
	}
	target := &url.URL{RawQuery: shape.query(e)}
	setPath(target, path, shape.decodedPath)
	body, length, err := e.openBody()
	if err != nil {
		return nil, err
	}
	protocol, major, minor := parseProtocol(e.context.protocol)
	header := e.requestHeader()
	call.AddTrace(ctx, header.Get)
	request := (&http.Request{
		Method:        method,
		URL:           target,
		Proto:         protocol,
		ProtoMajor:    major,
		ProtoMinor:    minor,
		Header:        header,
		Body:          body,
		ContentLength: length,
		Host:          e.context.domainName,
		RemoteAddr:    remoteAddress(e.context.sourceIP, header),
		RequestURI:    target.RequestURI(),
	}).WithContext(ctx)
	if host := header.Get("Host"); host != "" {
		request.Host = host
	}
	// As net/http has it, the host is no header, the body's length is true, and how it was sent is nobody's business.
	delete(header, "Host")
	delete(header, "Transfer-Encoding")
	if given := header["Content-Length"]; given != nil && !isNumber(given[0], length) {
		header["Content-Length"] = []string{strconv.FormatInt(length, 10)}
	}
	return request, nil
}

func (e *event) requestHeader() http.Header {
	fields := e.header
	if len(e.multiHeader) > 0 {
		fields = e.multiHeader
	}
	header := make(http.Header, len(fields)+1)
	// Most headers have one value, and all of these lists are one allocation.
	values := make([]string, len(fields)+1)
	for _, field := range fields {
		name := textproto.CanonicalMIMEHeaderKey(field.name)
		if header[name] != nil {
			header[name] = append(header[name], field.value)
			continue
		}
		values[0] = field.value
		header[name], values = values[:1:1], values[1:]
	}
	if len(e.cookies) > 0 {
		values[0] = strings.Join(e.cookies, "; ")
		header["Cookie"] = values[:1:1]
	}
	return header
}

// remoteAddress is the client's, with port 0 where it is not known. A load balancer tells the client's address only as
// the last that it forwarded for: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
func remoteAddress(ip string, header http.Header) string {
	if forwarded := header["X-Forwarded-For"]; ip == "" && forwarded != nil {
		last := forwarded[len(forwarded)-1]
		ip = strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
	}
	if ip == "" {
		return ""
	}
	if _, _, err := net.SplitHostPort(ip); err == nil {
		return ip
	}
	return net.JoinHostPort(strings.Trim(ip, "[]"), "0")
}

func parseProtocol(text string) (protocol string, major, minor int) {
	major, minor, ok := http.ParseHTTPVersion(text)
	if !ok {
		return "HTTP/1.1", 1, 1
	}
	return text, major, minor
}

func isNumber(text string, number int64) bool {
	value, err := strconv.ParseInt(text, 10, 64)
	return err == nil && value == number
}

func (e *event) openBody() (body io.ReadCloser, length int64, err error) {
	switch {
	case e.body == "":
		return http.NoBody, 0, nil
	case !e.base64:
		text := new(textBody)
		text.Reset(e.body)
		return text, text.Size(), nil
	}
	decoded, err := base64.StdEncoding.DecodeString(e.body)
	if err != nil {
		return nil, 0, invalidEvent("the event's body is no base64: " + err.Error())
	}
	binary := new(bytesBody)
	binary.Reset(decoded)
	return binary, binary.Size(), nil
}

// textBody and bytesBody are what io.NopCloser would make, in one allocation.
type (
	textBody  struct{ strings.Reader }
	bytesBody struct{ bytes.Reader }
)

func (*textBody) Close() error  { return nil }
func (*bytesBody) Close() error { return nil }
