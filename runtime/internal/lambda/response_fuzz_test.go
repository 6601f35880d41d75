package lambda

import (
	"bufio"
	"bytes"
	"maps"
	"testing"
)

// FuzzReadResponse: whatever comes, reading it neither panics nor takes more memory than a multiple of what came; and an
// answer that is accepted is the same without what follows it, and leaves that alone.
func FuzzReadResponse(f *testing.F) {
	for _, test := range answers {
		f.Add([]byte(test.answer))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		source := bytes.NewReader(data)
		reader := bufio.NewReaderSize(source, maxLine)
		got, err := readResponse(reader, nil)
		if err != nil {
			return
		}
		if got.status < 200 || got.status > 999 {
			t.Fatalf("accepted the status %d", got.status)
		}
		if len(got.body) > len(data) || cap(got.body) > 2*firstStep+16*len(data) {
			t.Fatalf("%d bytes gave a body of %d in memory of %d", len(data), len(got.body), cap(got.body))
		}
		used := len(data) - source.Len() - reader.Buffered()
		again := bufio.NewReaderSize(bytes.NewReader(data[:used]), maxLine)
		alone, err := readResponse(again, nil)
		if err != nil {
			t.Fatalf("what was read gives an error: %v", err)
		}
		if alone.status != got.status || alone.closes != got.closes || !bytes.Equal(alone.body, got.body) || !maps.Equal(alone.header, got.header) {
			t.Fatalf("what was read gives another answer: %+v instead of %+v", alone, got)
		}
	})
}
