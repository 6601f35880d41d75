package web

import (
	"net/url"
	"strings"
)

// setPath sets a URL's path so that EscapedPath is what the client sent, as far as the front end tells.
func setPath(to *url.URL, path string, decoded bool) {
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	if decoded {
		to.Path = path
		return
	}
	path = escapeStray(path)
	// Every sequence is sound by now.
	to.Path, _ = url.PathUnescape(path)
	if to.EscapedPath() != path {
		to.RawPath = path
	}
}

// escapeStray encodes what no encoded path can hold. A front end that decodes, unknown to us, leaves such behind.
func escapeStray(path string) string {
	for at := range len(path) {
		if isStray(path, at) {
			return escapeAllStray(path)
		}
	}
	return path
}

func escapeAllStray(path string) string {
	const digits = "0123456789ABCDEF"
	escaped := make([]byte, 0, len(path)+16)
	for at := range len(path) {
		c := path[at]
		if isStray(path, at) {
			escaped = append(escaped, '%', digits[c>>4], digits[c&15])
		} else {
			escaped = append(escaped, c)
		}
	}
	return string(escaped)
}

func isStray(path string, at int) bool {
	switch c := path[at]; {
	case c == '%':
		return at+2 >= len(path) || !isHex(path[at+1]) || !isHex(path[at+2])
	case c == '?' || c == '#':
		return true
	default:
		return c <= ' ' || c >= 0x7f
	}
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
