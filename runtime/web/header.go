package web

import (
	"net/http"
	"net/textproto"
	"slices"
	"strings"
)

// dropped are headers about a connection, which on Lambda is none of the handler's.
var dropped = map[string]bool{"Connection": true, "Keep-Alive": true, "Transfer-Encoding": true, "Upgrade": true}

// freeze lists a handler's headers by name, as net/http would send them: names that are none are left out, and line
// breaks in values become spaces.
func freeze(header http.Header) []field {
	count := 0
	names := make([]string, 0, 16)
	for name, values := range header {
		if !dropped[name] && isToken(name) {
			names = append(names, name)
			count += len(values)
		}
	}
	slices.Sort(names)
	// The content type may join them.
	fields := make([]field, 0, count+1)
	for _, name := range names {
		for _, value := range header[name] {
			fields = append(fields, field{name, textproto.TrimString(lineBreaks.Replace(value))})
		}
	}
	return fields
}

var lineBreaks = strings.NewReplacer("\n", " ", "\r", " ")

// isToken tells whether text can be a header's name: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2
func isToken(text string) bool {
	for at := range len(text) {
		c := text[at]
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"(),/:;<=>?@[\]{}`, c) >= 0 {
			return false
		}
	}
	return text != ""
}

// valueOf is the first value of a header, in a frozen list.
func valueOf(fields []field, name string) string {
	for _, field := range fields {
		if field.name == name {
			return field.value
		}
	}
	return ""
}

func without(fields []field, name string) []field {
	return slices.DeleteFunc(fields, func(field field) bool { return field.name == name })
}
