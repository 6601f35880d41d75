package jsontext

import "unicode/utf8"

const hexDigits = "0123456789abcdef"

// AppendString appends text as a JSON string. Bytes that are no UTF-8 become U+FFFD.
func AppendString[Text string | []byte](to []byte, text Text) []byte {
	to = append(to, '"')
	done := 0
	for at := 0; at < len(text); {
		c := text[at]
		if c >= utf8.RuneSelf {
			value, size := decodeRune(text[at:])
			if value == utf8.RuneError && size == 1 {
				to = append(append(to, text[done:at]...), "\ufffd"...)
				done = at + size
			}
			at += size
			continue
		}
		at++
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		to = appendEscape(append(to, text[done:at-1]...), c)
		done = at
	}
	return append(append(to, text[done:]...), '"')
}

func decodeRune[Text string | []byte](text Text) (rune, int) {
	var first [utf8.UTFMax]byte
	return utf8.DecodeRune(first[:copy(first[:], text)])
}

func appendEscape(to []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(to, '\\', c)
	case '\n':
		return append(to, `\n`...)
	case '\r':
		return append(to, `\r`...)
	case '\t':
		return append(to, `\t`...)
	}
	return append(to, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}
