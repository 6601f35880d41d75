package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"testing"

	"github.com/goserverless/goserverless/runtime/internal/mode"
)

type order struct {
	Item  string `json:"item"`
	Count int    `json:"count,omitempty"`
}

func same[T any](_ context.Context, in T) (T, error) { return in, nil }

func TestPayloads(t *testing.T) {
	tests := []struct {
		name           string
		handler        mode.Handler
		payload, want  string
		err, errorType string
	}{
		{name: "a struct", handler: toBytes(same[order]), payload: `{"item":"tea","count":2,"more":0}`, want: `{"item":"tea","count":2}`},
		{name: "a pointer", handler: toBytes(same[*order]), payload: `{"item":"tea"}`, want: `{"item":"tea"}`},
		{name: "a pointer to nothing", handler: toBytes(same[*order]), payload: "null", want: "null"},
		{name: "a map", handler: toBytes(same[map[string]any]), payload: `{"a":[1,"b"]}`, want: `{"a":[1,"b"]}`},
		{name: "a text", handler: toBytes(same[string]), payload: `"<&>"`, want: `"\u003c\u0026\u003e"`},
		{name: "anything", handler: toBytes(same[any]), payload: "[1, null]", want: "[1,null]"},
		{name: "bytes that are no JSON", handler: toBytes(same[[]byte]), payload: "\x00 tea", want: "\x00 tea"},
		{name: "no bytes", handler: toBytes(same[[]byte]), payload: "", want: ""},
		{name: "raw JSON", handler: toBytes(same[json.RawMessage]), payload: `{"a": 1}`, want: `{"a": 1}`},
		{name: "nothing asked for", handler: toBytes(same[struct{}]), payload: "no JSON at all", want: "null"},
		{
			name: "no JSON", handler: toBytes(same[order]), payload: "{item",
			err: "the payload does not fit the handler's input: invalid character 'i' looking for beginning of object key string", errorType: "Runtime.InvalidInput",
		},
		{
			name: "nothing", handler: toBytes(same[order]), payload: "",
			err: "the payload does not fit the handler's input: unexpected end of JSON input", errorType: "Runtime.InvalidInput",
		},
		{
			name: "JSON of something else", handler: toBytes(same[order]), payload: `{"item":1}`,
			err: "the payload does not fit the handler's input: json: cannot unmarshal number into Go struct field order.item of type string", errorType: "Runtime.InvalidInput",
		},
		{
			name: "an answer that is no JSON", handler: toBytes(func(context.Context, struct{}) (float64, error) { return math.Inf(1), nil }),
			err: "the answer cannot be written as JSON: json: unsupported value: +Inf",
		},
		{
			name: "an error", handler: toBytes(func(context.Context, struct{}) (order, error) { return order{}, errors.New("no tea") }),
			err: "no tea",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.handler(context.Background(), []byte(test.payload))
			message, errorType := "", ""
			if err != nil {
				message = err.Error()
			}
			var typed interface{ ErrorType() string }
			if errors.As(err, &typed) {
				errorType = typed.ErrorType()
			}
			if string(got) != test.want || message != test.err || errorType != test.errorType {
				t.Errorf("got %q, %q, %q\nwant %q, %q, %q", got, message, errorType, test.want, test.err, test.errorType)
			}
		})
	}
}

// The platform reads the next payload into the same memory, while a goroutine may still hold this one.
func TestPayloadsAreTheHandlers(t *testing.T) {
	var kept []byte
	var keptRaw json.RawMessage
	handlers := []mode.Handler{
		toBytes(func(_ context.Context, in []byte) ([]byte, error) { kept = in; return nil, nil }),
		toBytes(func(_ context.Context, in json.RawMessage) ([]byte, error) { keptRaw = in; return nil, nil }),
	}
	payload := []byte(`"first"`)
	for _, handler := range handlers {
		if _, err := handler(context.Background(), payload); err != nil {
			t.Fatal(err)
		}
	}
	copy(payload, `"other"`)
	if string(kept) != `"first"` || string(keptRaw) != `"first"` {
		t.Errorf("got %s and %s", kept, keptRaw)
	}
}

func TestInputErrorUnwraps(t *testing.T) {
	_, err := toBytes(same[order])(context.Background(), []byte(`{"item":1}`))
	var cause *json.UnmarshalTypeError
	if !errors.As(err, &cause) || cause.Field != "item" {
		t.Errorf("got %v", err)
	}
}
