package lambda

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

// failure is an error as Lambda shows it: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-invokeerror
type failure struct {
	Message string  `json:"errorMessage"`
	Type    string  `json:"errorType"`
	Stack   []frame `json:"stackTrace,omitempty"`
}

type frame struct {
	Path  string `json:"path"`
	Line  int    `json:"line"`
	Label string `json:"label"`
}

func (f *failure) document() []byte {
	document, err := json.Marshal(f)
	if err != nil {
		return []byte(`{"errorMessage":"the error cannot be written as JSON","errorType":"Runtime.Error"}`)
	}
	return document
}

// Typed is an error that names its own type.
type Typed interface {
	error
	ErrorType() string
}

func toFailure(err error) *failure {
	var typed Typed
	if errors.As(err, &typed) {
		return &failure{Message: err.Error(), Type: typed.ErrorType()}
	}
	return &failure{Message: err.Error(), Type: typeName(err)}
}

// toPanic is called in the deferred function that recovered the value.
func toPanic(value any) *failure {
	failure := &failure{Message: fmt.Sprint(value), Type: typeName(value)}
	callers := make([]uintptr, 64)
	// Callers, this function, the deferred one and the runtime's own are not what failed.
	frames := runtime.CallersFrames(callers[:runtime.Callers(4, callers)])
	for {
		each, more := frames.Next()
		if each.Function != "" {
			failure.Stack = append(failure.Stack, frame{each.File, each.Line, label(each.Function)})
		}
		if !more {
			return failure
		}
	}
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

// label is `handle` for `example.com/shop.(*Server).handle`.
func label(function string) string {
	return function[strings.LastIndexByte(function, '.')+1:]
}
