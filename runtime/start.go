// Package runtime runs a Go function on AWS Lambda, on Aliyun Function Compute and on any machine, unchanged.
//
//	func main() {
//		runtime.Start(func(ctx context.Context, order Order) (Receipt, error) { ... })
//	}
//
// It reads from its environment where it is. For functions that answer HTTP there is the package web.
package runtime

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/goserverless/goserverless/runtime/internal/mode"
)

// Start answers calls with the handler until the platform ends the process. It does not return.
//
// The payload is JSON of In, and the answer JSON of Out; a []byte or a json.RawMessage is handed through as it is. An
// error fails the call and the instance lives on; a panic fails the call and ends the instance.
//
// Where there is no cloud, each POST request is a call, on 127.0.0.1:8080. With PORT set it is that port, on all addresses.
func Start[In, Out any](handler func(context.Context, In) (Out, error)) {
	if err := mode.Serve(toBytes(handler)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func toBytes[In, Out any](handler func(context.Context, In) (Out, error)) mode.Handler {
	return func(ctx context.Context, payload []byte) ([]byte, error) {
		in, err := decode[In](payload)
		if err != nil {
			return nil, err
		}
		out, err := handler(ctx, in)
		if err != nil {
			return nil, err
		}
		return encode(out)
	}
}

// InputError is what a call fails with whose payload is no JSON of the handler's input.
type InputError struct{ cause error }

func (e *InputError) Error() string {
	return "the payload does not fit the handler's input: " + e.cause.Error()
}

// Unwrap returns what encoding/json said.
func (e *InputError) Unwrap() error { return e.cause }

// ErrorType is the name that the error has for callers.
func (e *InputError) ErrorType() string { return "Runtime.InvalidInput" }

func decode[In any](payload []byte) (In, error) {
	var in In
	switch target := any(&in).(type) {
	case *[]byte:
		// The platform's buffer is used again for the next call.
		*target = append([]byte(nil), payload...)
	case *json.RawMessage:
		*target = append(json.RawMessage(nil), payload...)
	case *struct{}:
		// The handler asks for nothing.
	default:
		if err := json.Unmarshal(payload, target); err != nil {
			return in, &InputError{err}
		}
	}
	return in, nil
}

func encode[Out any](out Out) ([]byte, error) {
	switch value := any(out).(type) {
	case []byte:
		return value, nil
	case json.RawMessage:
		return value, nil
	case struct{}:
		return []byte("null"), nil
	}
	body, err := json.Marshal(out)
	if err != nil {
		return nil, fmt.Errorf("the answer cannot be written as JSON: %w", err)
	}
	return body, nil
}
