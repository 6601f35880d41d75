// Package jsontext reads and writes the JSON of events and answers in one pass, with next to no memory of its own.
package jsontext

import (
	"fmt"
	"strings"
)

// maxDepth is how deep values may be nested, as encoding/json has it.
const maxDepth = 10000

// Scanner reads one JSON value from its begin to its end. What is read shares its memory with the text.
//
// Each method reads one value. One that finds another kind of value than it is for skips it and remembers that; null
// is every kind. After text that is no JSON, all of them do nothing.
type Scanner struct {
	text      string
	at, depth int
	malformed error
	mismatch  error
}

// NewScanner returns a scanner that stands before the value that text holds.
func NewScanner(text string) *Scanner { return &Scanner{text: text} }

// End checks that nothing follows. The first error is for text that is no JSON, the second for a value of another kind
// than what was asked for.
func (s *Scanner) End() (malformed, mismatch error) {
	if s.next(); s.at < len(s.text) {
		s.fail("the end")
	}
	return s.malformed, s.mismatch
}

// Members calls visit with each name of an object, to read the value that belongs to it.
func (s *Scanner) Members(visit func(name string)) {
	if !s.enter('{', "an object") {
		return
	}
	if s.next() == '}' {
		s.leave()
		return
	}
	for s.malformed == nil {
		name := s.quoted()
		if s.malformed == nil && s.next() != ':' {
			s.fail("a colon")
		}
		if s.malformed != nil {
			return
		}
		s.at++
		visit(name)
		if s.follows('}', "a comma or the object's end") {
			return
		}
	}
}

// Elements calls visit for each element of an array, to read it.
func (s *Scanner) Elements(visit func()) {
	if !s.enter('[', "an array") {
		return
	}
	if s.next() == ']' {
		s.leave()
		return
	}
	for s.malformed == nil {
		visit()
		if s.follows(']', "a comma or the array's end") {
			return
		}
	}
}

// String reads a string; null is the empty one.
func (s *Scanner) String() string {
	if !s.is('"', "a string") {
		return ""
	}
	return s.quoted()
}

// Bool reads true or false; null is false.
func (s *Scanner) Bool() bool {
	if s.malformed == nil && s.next() == 't' {
		s.literal("true")
		return true
	}
	if s.is('f', "true or false") {
		s.literal("false")
	}
	return false
}

// IsNull reads a null if there is one.
func (s *Scanner) IsNull() bool {
	if s.malformed == nil && s.next() == 'n' {
		s.literal("null")
		return true
	}
	return false
}

// Skip reads a value of any kind.
func (s *Scanner) Skip() {
	if s.malformed != nil {
		return
	}
	switch s.next() {
	case '{':
		s.Members(func(string) { s.Skip() })
	case '[':
		s.Elements(func() { s.Skip() })
	case '"':
		s.quotedEnd()
	case 't':
		s.literal("true")
	case 'f':
		s.literal("false")
	case 'n':
		s.literal("null")
	default:
		s.number()
	}
}

// end is what comes behind the last byte. No JSON has it outside of strings.
const end = 0

// next returns the first byte that is no space, and leaves it there.
func (s *Scanner) next() byte {
	for s.at < len(s.text) {
		switch c := s.text[s.at]; c {
		case ' ', '\t', '\r', '\n':
			s.at++
		default:
			return c
		}
	}
	return end
}

// is tells whether a value that begins with the byte comes; another one is skipped.
func (s *Scanner) is(begin byte, what string) bool {
	if s.malformed != nil || s.IsNull() {
		return false
	}
	if s.next() == begin {
		return true
	}
	at := s.at
	s.Skip()
	if s.malformed == nil && s.mismatch == nil {
		s.mismatch = fmt.Errorf("%s was expected at byte %d", what, at)
	}
	return false
}

func (s *Scanner) enter(begin byte, what string) bool {
	if !s.is(begin, what) {
		return false
	}
	s.at++
	if s.depth++; s.depth > maxDepth {
		s.malformed = fmt.Errorf("values are nested more than %d deep", maxDepth)
	}
	return s.malformed == nil
}

func (s *Scanner) leave() { s.at, s.depth = s.at+1, s.depth-1 }

// follows reads what stands behind a member or an element, and tells whether it was the last.
func (s *Scanner) follows(closing byte, what string) (last bool) {
	if s.malformed != nil {
		return true
	}
	switch s.next() {
	case ',':
		s.at++
		return false
	case closing:
		s.leave()
	default:
		s.fail(what)
	}
	return true
}

func (s *Scanner) literal(word string) {
	if !strings.HasPrefix(s.text[s.at:], word) {
		s.fail(word)
		return
	}
	s.at += len(word)
}

func (s *Scanner) number() {
	if s.peek() == '-' {
		s.at++
	}
	if s.peek() == '0' {
		s.at++
	} else {
		s.digits("a value")
	}
	if s.peek() == '.' {
		s.at++
		s.digits("a digit")
	}
	if c := s.peek(); c == 'e' || c == 'E' {
		s.at++
		if c := s.peek(); c == '+' || c == '-' {
			s.at++
		}
		s.digits("a digit")
	}
}

func (s *Scanner) digits(what string) {
	if c := s.peek(); c < '0' || c > '9' {
		s.fail(what)
		return
	}
	for c := s.peek(); c >= '0' && c <= '9'; c = s.peek() {
		s.at++
	}
}

func (s *Scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return end
}

// fail tells where the text stops being JSON, and not what it holds: that may be secret.
func (s *Scanner) fail(what string) {
	if s.malformed != nil {
		return
	}
	if s.at >= len(s.text) {
		s.malformed = fmt.Errorf("it ends after %d bytes, where %s was expected", len(s.text), what)
		return
	}
	s.malformed = fmt.Errorf("%s was expected at byte %d", what, s.at)
}
