package web

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/goserverless/goserverless/runtime/internal/jsontext"
)

const setCookie = "Set-Cookie"

// appendHead begins the JSON of an answer; its object stays open.
func appendHead(to []byte, shape *shape, status int, fields []field) []byte {
	to = strconv.AppendInt(append(to, `{"statusCode":`...), int64(status), 10)
	if shape.statusText {
		text := strconv.Itoa(status) + " " + http.StatusText(status)
		to = jsontext.AppendString(append(to, `,"statusDescription":`...), text)
	}
	return shape.appendHeaders(to, fields)
}

// appendBody ends the JSON of an answer. As text a body is smaller, and can be read in what logs show of it.
func appendBody(to []byte, body []byte, fields []field) []byte {
	if len(body) == 0 {
		return append(to, `,"body":"","isBase64Encoded":false}`...)
	}
	if isText(body, fields) {
		to = slices.Grow(to, len(body)+len(body)/8+64)
		to = jsontext.AppendString(append(to, `,"body":`...), body)
		return append(to, `,"isBase64Encoded":false}`...)
	}
	to = slices.Grow(to, base64.StdEncoding.EncodedLen(len(body))+64)
	to = base64.StdEncoding.AppendEncode(append(to, `,"body":"`...), body)
	return append(to, `","isBase64Encoded":true}`...)
}

func isText(body []byte, fields []field) bool {
	return isTextType(valueOf(fields, "Content-Type")) && valueOf(fields, "Content-Encoding") == "" && utf8.Valid(body)
}

// appendLists writes each header with a list of values: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
func appendLists(to []byte, fields []field) []byte {
	to = append(to, `,"multiValueHeaders":{`...)
	for index, field := range fields {
		switch {
		case index > 0 && fields[index-1].name == field.name:
			to = append(to, ',')
		case index > 0:
			to = append(to, `],`...)
			fallthrough
		default:
			to = append(jsontext.AppendString(to, field.name), `:[`...)
		}
		to = jsontext.AppendString(to, field.value)
	}
	if len(fields) > 0 {
		to = append(to, ']')
	}
	return append(to, '}')
}

// appendCookieList writes each header with one value, and apart from them the cookies, which cannot be joined:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
func appendCookieList(to []byte, fields []field) []byte {
	to = append(to, `,"headers":{`...)
	to = append(appendJoined(to, fields), '}')
	cookies := 0
	for _, field := range fields {
		if field.name != setCookie {
			continue
		}
		if cookies++; cookies == 1 {
			to = append(to, `,"cookies":[`...)
		} else {
			to = append(to, ',')
		}
		to = jsontext.AppendString(to, field.value)
	}
	if cookies > 0 {
		to = append(to, ']')
	}
	return to
}

// appendCases writes each header with one value, and every cookie under a name of its own: `set-cookie`, `Set-cookie`,
// `sEt-cookie`. A load balancer without multi-value headers knows no other way to more than one, and sends all of them.
func appendCases(to []byte, fields []field) []byte {
	to = append(to, `,"headers":{`...)
	begin := len(to)
	to = appendJoined(to, fields)
	cookies := 0
	for _, field := range fields {
		if field.name != setCookie {
			continue
		}
		if len(to) > begin {
			to = append(to, ',')
		}
		to = append(appendCased(append(to, '"'), "set-cookie", cookies), `":`...)
		to = jsontext.AppendString(to, field.value)
		cookies++
	}
	return append(to, '}')
}

// appendCased appends the name with an upper-case letter for each bit of the number.
func appendCased(to []byte, name string, number int) []byte {
	for at := range len(name) {
		c := name[at]
		if c >= 'a' && c <= 'z' {
			c -= byte(number&1) * ('a' - 'A')
			number >>= 1
		}
		to = append(to, c)
	}
	return to
}

// appendJoined writes all headers but cookies. The values of a repeated one are joined by commas, which means the same:
// https://www.rfc-editor.org/rfc/rfc9110#section-5.3
func appendJoined(to []byte, fields []field) []byte {
	begin := len(to)
	for index := 0; index < len(fields); {
		name, value := fields[index].name, fields[index].value
		for index++; index < len(fields) && fields[index].name == name; index++ {
			value += ", " + fields[index].value
		}
		if name == setCookie {
			continue
		}
		if len(to) > begin {
			to = append(to, ',')
		}
		to = append(jsontext.AppendString(to, name), ':')
		to = jsontext.AppendString(to, value)
	}
	return to
}
