package jsontext

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// quoted reads a string that has to come.
func (s *Scanner) quoted() string {
	s.next()
	start := s.at + 1
	if !s.quotedEnd() {
		return ""
	}
	text := s.text[start : s.at-1]
	if strings.IndexByte(text, '\\') < 0 {
		return text
	}
	return unescape(text)
}

// quotedEnd goes behind a string that has to come.
func (s *Scanner) quotedEnd() bool {
	if s.next() != '"' {
		s.fail("a string")
		return false
	}
	for s.at++; s.at < len(s.text); s.at++ {
		switch c := s.text[s.at]; {
		case c == '"':
			s.at++
			return true
		case c == '\\':
			if !s.escape() {
				return false
			}
		case c < ' ':
			s.fail("no control character")
			return false
		}
	}
	s.fail("the string's end")
	return false
}

// escape goes to the last byte of an escape sequence.
func (s *Scanner) escape() bool {
	s.at++
	switch s.peek() {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		for range 4 {
			s.at++
			if !isHex(s.peek()) {
				s.fail("a hexadecimal digit")
				return false
			}
		}
		return true
	}
	s.fail("an escape sequence")
	return false
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// unescape turns what stands between the quotes into what it means. Its escape sequences are known to be sound.
func unescape(text string) string {
	var result strings.Builder
	result.Grow(len(text))
	for {
		plain, rest, found := strings.Cut(text, `\`)
		result.WriteString(plain)
		if !found {
			return result.String()
		}
		switch c := rest[0]; c {
		case 'b':
			result.WriteByte('\b')
		case 'f':
			result.WriteByte('\f')
		case 'n':
			result.WriteByte('\n')
		case 'r':
			result.WriteByte('\r')
		case 't':
			result.WriteByte('\t')
		case 'u':
			value := unit(rest[1:])
			if rest = rest[4:]; utf16.IsSurrogate(value) {
				value, rest = pair(value, rest)
			}
			result.WriteRune(value)
		default:
			result.WriteByte(c)
		}
		text = rest[1:]
	}
}

// pair joins a surrogate with the one that follows; one that stands alone becomes U+FFFD, as encoding/json has it.
func pair(first rune, rest string) (rune, string) {
	if strings.HasPrefix(rest[1:], `\u`) {
		if joined := utf16.DecodeRune(first, unit(rest[3:])); joined != utf8.RuneError {
			return joined, rest[6:]
		}
	}
	return utf8.RuneError, rest
}

func unit(digits string) rune {
	value, _ := strconv.ParseUint(digits[:4], 16, 16)
	return rune(value)
}
