// Package mode finds out where the program runs, and takes calls the way that is done there.
package mode

import (
	"context"
	"errors"
	"os"
)

// Handler answers one call with the whole answer.
type Handler func(ctx context.Context, payload []byte) ([]byte, error)

// Serve takes calls until the platform ends the process. It returns nil when the platform
// asked for the end, and the reason when calls cannot be taken.
func Serve(handler Handler) error {
	return Choose(
		func() error { return serveLambda(handler) },
		func() error { return serveHTTP(handler) },
	)
}

// Choose does what fits the place: onLambda where the Lambda Runtime API is, onHTTP everywhere else.
func Choose(onLambda, onHTTP func() error) error {
	switch {
	case os.Getenv("AWS_LAMBDA_RUNTIME_API") != "":
		return onLambda()
	case os.Getenv("FC_RUNTIME_API") != "":
		return errors.New("the go1 runtime of Function Compute is not supported: deploy to a custom runtime or a custom container")
	default:
		return onHTTP()
	}
}
