package jsontext

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// read builds what encoding/json builds, except for numbers: all of them are zero.
func read(s *Scanner) any {
	if s.malformed != nil || s.IsNull() {
		return nil
	}
	switch s.next() {
	case '{':
		object := map[string]any{}
		s.Members(func(name string) { object[name] = read(s) })
		return object
	case '[':
		array := []any{}
		s.Elements(func() { array = append(array, read(s)) })
		return array
	case '"':
		return s.String()
	case 't', 'f':
		return s.Bool()
	}
	s.Skip()
	return 0.0
}

func withoutNumbers(value any) any {
	switch value := value.(type) {
	case float64:
		return 0.0
	case []any:
		for index := range value {
			value[index] = withoutNumbers(value[index])
		}
	case map[string]any:
		for name := range value {
			value[name] = withoutNumbers(value[name])
		}
	}
	return value
}

// checkAgainstStandard reads the text with both, which must see the same in it.
func checkAgainstStandard(t *testing.T, text string) {
	t.Helper()
	s := NewScanner(text)
	got := read(s)
	malformed, mismatch := s.End()
	if mismatch != nil {
		t.Errorf("%q: %v, though it was read as what it is", text, mismatch)
	}
	skipping := NewScanner(text)
	skipping.Skip()
	if skipped, _ := skipping.End(); (skipped == nil) != (malformed == nil) {
		t.Errorf("%q: skipping it says %v, reading it %v", text, skipped, malformed)
	}
	if valid := json.Valid([]byte(text)); valid != (malformed == nil) {
		t.Errorf("%q: encoding/json finds it valid: %v; we say %v", text, valid, malformed)
	}
	// encoding/json replaces what is no UTF-8, and cannot hold numbers beyond float64.
	var want any
	if malformed != nil || !utf8.ValidString(text) || json.Unmarshal([]byte(text), &want) != nil {
		return
	}
	if want := withoutNumbers(want); !reflect.DeepEqual(got, want) {
		t.Errorf("%q: got %#v, want %#v", text, got, want)
	}
}

var texts = []string{
	`null`, `true`, `false`, `0`, `-0`, `12`, `-1.5e+10`, `1E-2`, `""`, `"a"`, `{}`, `[]`, ` { } `, "\t[\r\n]\n",
	`{"a":{"b":[1,"x",null,true]},"c":"d"}`, `[[],{},[{}]]`, `{"a":1,"a":2}`, ` { "a" : [ 1 , 2 ] , "b" : { } } `,
	`"\"\\\/\b\f\n\r\t"`, `"\u00e9 é \ud83d\ude00 😀"`, `"\ud83d"`, `"\ud83d\ud83d\ude00"`, `"\ude00\ud83d"`, `"\ud83dx"`, `"\u0000"`,
	`"\ud83d\n"`, `"a\u0062c"`, `{"\u0061":"b"}`, "\"\x7f\"", "\"\xff\"", `"` + strings.Repeat("a", 100) + `"`,
	``, ` `, `{`, `}`, `[`, `]`, `"`, `"\`, `"\u`, `"\u12"`, `"\u12g4"`, `"\x"`, `nul`, `nulll`, `tru`, `-`, `01`, `1.`, `.5`, `1e`, `1e+`, `+1`,
	`{"a"}`, `{"a":}`, `{"a":1,}`, `{,}`, `{a:1}`, `{"a" 1}`, `{"a":1 "b":2}`, `[1,]`, `[,1]`, `[1 2]`, `{]`, `[}`, `[1}`, `{"a":1]`, `1 2`, `{}{}`,
	"\"\n\"", "\"\x00\"", "\x00", "{}\x00", "\u00a0{}", "NaN", `'a'`, `// a`, `{"a":nullx}`, `[truex]`,
	strings.Repeat("[", 10000) + strings.Repeat("]", 10000), strings.Repeat("[", 10001) + strings.Repeat("]", 10001),
}

func TestScannerReadsWhatTheStandardLibraryReads(t *testing.T) {
	for _, text := range texts {
		checkAgainstStandard(t, text)
	}
}

func FuzzScanner(f *testing.F) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(checkAgainstStandard)
}

func TestScannerErrors(t *testing.T) {
	tests := []struct{ text, malformed, mismatch string }{
		{`{"name":"x"}`, "", ""},
		{`{"name":null}`, "", ""},
		{`null`, "", ""},
		{``, "it ends after 0 bytes, where a value was expected", ""},
		{`{"name":`, "it ends after 8 bytes, where a value was expected", ""},
		{`{"name" "x"}`, "a colon was expected at byte 8", ""},
		{`{"name":"x"} x`, "the end was expected at byte 13", ""},
		{`{"name":"x`, "it ends after 10 bytes, where the string's end was expected", ""},
		{`{"name":"x","other":[1 2]}`, "a comma or the array's end was expected at byte 23", ""},
		{`{"name":7}`, "", "a string was expected at byte 8"},
		{`{"name":{"a":["b"]}}`, "", "a string was expected at byte 8"},
		{`[1]`, "", "an object was expected at byte 0"},
		{`{"name":7,}`, "a string was expected at byte 10", "a string was expected at byte 8"},
	}
	for _, test := range tests {
		s := NewScanner(test.text)
		s.Members(func(name string) {
			if name != "name" {
				s.Skip()
				return
			}
			_ = s.String()
		})
		malformed, mismatch := s.End()
		if got := messageOf(malformed); got != test.malformed {
			t.Errorf("%s is malformed: got %q, want %q", test.text, got, test.malformed)
		}
		if got := messageOf(mismatch); got != test.mismatch {
			t.Errorf("%s mismatches: got %q, want %q", test.text, got, test.mismatch)
		}
	}
}

func messageOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestScannerOfBool(t *testing.T) {
	tests := map[string]bool{"true": true, "false": false, "null": false, "1": false, `"true"`: false, "[true]": false}
	for text, want := range tests {
		s := NewScanner(text)
		if got := s.Bool(); got != want {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
		if malformed, _ := s.End(); malformed != nil {
			t.Errorf("%s: %v", text, malformed)
		}
	}
}

func TestAppendString(t *testing.T) {
	var all []rune
	for value := range rune(0x180) {
		all = append(all, value)
	}
	for _, text := range []string{"", "plain", `"quoted" \ /`, "\x00\x1f\b\f\n\r\t\x7f", "é 😀 \u2028", "a\xffb\xc3", "\xed\xa0\x80", string(all)} {
		written := AppendString([]byte("before "), text)
		var got string
		if err := json.Unmarshal(written[len("before "):], &got); err != nil {
			t.Errorf("%q became %s: %v", text, written, err)
		}
		if want := strings.ToValidUTF8(text, "\ufffd"); got != want && utf8.ValidString(text) {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func FuzzAppendString(f *testing.F) {
	f.Add("a\xff\"\n😀")
	f.Fuzz(func(t *testing.T, text string) {
		s := NewScanner(string(AppendString(nil, text)))
		got := s.String()
		if malformed, mismatch := s.End(); malformed != nil || mismatch != nil {
			t.Fatalf("%q: %v %v", text, malformed, mismatch)
		}
		// Each byte that is no UTF-8 becomes a character of its own; converting to runes and back does the same.
		if want := string([]rune(text)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
