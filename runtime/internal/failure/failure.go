// Package failure makes of errors and panics what a platform shows to the caller.
package failure

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// maxMessage bounds what is shown of an error, in bytes. Escaped as JSON it stays far below the 6 MB of an answer.
const maxMessage = 256 << 10

// Failure is an error as Lambda shows it, and as callers see it on every cloud:
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-invokeerror
type Failure struct {
	Message string  `json:"errorMessage"`
	Type    string  `json:"errorType"`
	Stack   []Frame `json:"stackTrace,omitempty"`
	// Panicked tells a panic, after which the process must end, from an error.
	Panicked bool `json:"-"`
}

// typed is an error that names its own type.
type typed interface{ ErrorType() string }

// Of describes an error. Its type is what its ErrorType method says, or that of the Go value.
func Of(err error) *Failure {
	failure := &Failure{Message: shorten(err.Error()), Type: typeName(alone(err))}
	var named typed
	if errors.As(err, &named) {
		failure.Type = named.ErrorType()
	}
	return failure
}

// OfPanic describes a recovered value. It must be called by the deferred function that recovered it.
func OfPanic(value any) *Failure {
	return &Failure{Message: shorten(fmt.Sprint(value)), Type: typeName(value), Stack: panicStack(), Panicked: true}
}

// Document is the failure as JSON.
func (f *Failure) Document() []byte {
	document, err := json.Marshal(f)
	if err != nil {
		// Nothing in it can fail, and a caller must hear something whatever happens.
		return []byte(`{"errorMessage":"the error cannot be written as JSON","errorType":"Runtime.Error"}`)
	}
	return document
}

// typeName is `errorString` for an `*errors.errorString`, as aws-lambda-go has it.
func typeName(value any) string {
	kind := reflect.TypeOf(value)
	if kind == nil {
		return "nil"
	}
	if kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	if kind.Name() == "" {
		return kind.String()
	}
	return kind.Name()
}

// alone is what was joined with nothing else, as the errors of many are when only one failed.
func alone(err error) error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) == 1 {
		return joined.Unwrap()[0]
	}
	return err
}

func shorten(message string) string {
	if len(message) <= maxMessage {
		return message
	}
	return message[:maxMessage] + fmt.Sprintf("... (%d bytes)", len(message))
}
