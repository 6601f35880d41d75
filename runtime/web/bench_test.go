//go:build !goserverless.fc

package web

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"testing"
)

func BenchmarkAnswer(b *testing.B) {
	greeting := []byte(`{"greeting":"hello"}`)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(greeting)
	})
	for _, name := range []string{"function-url", "http-api-v2", "rest-api", "alb"} {
		payload := []byte(readEvent(b, name))
		b.Run(name, func(b *testing.B) {
			adapter := &adapter{handler: handler}
			b.ReportAllocs()
			b.SetBytes(int64(len(payload)))
			for b.Loop() {
				if _, err := adapter.answer(context.Background(), payload); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkAnswerOfLargeBody(b *testing.B) {
	text := bytes.Repeat([]byte("0123456789 \"abcdef\"\n"), 4<<20/20)
	tests := map[string]string{
		"text":   fmt.Sprintf(`"headers":{"content-type":"text/plain"},"body":%q`, text),
		"binary": fmt.Sprintf(`"headers":{"content-type":"image/png"},"isBase64Encoded":true,"body":%q`, base64.StdEncoding.EncodeToString(text)),
	}
	for name, fields := range tests {
		payload := []byte(`{"version":"2.0","requestContext":{"http":{"method":"PUT"}},` + fields + "}")
		b.Run(name, func(b *testing.B) {
			adapter := &adapter{handler: echo}
			b.ReportAllocs()
			b.SetBytes(int64(len(payload)))
			for b.Loop() {
				if _, err := adapter.answer(context.Background(), payload); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
