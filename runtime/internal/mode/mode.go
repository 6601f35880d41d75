// Package mode finds out where the program runs, and takes calls the way that is done there.
package mode

import (
	"context"
	"errors"
	"os"
)

// Handler answers one call with the whole answer.
type Handler func(ctx context.Context, payload []byte) ([]byte, error)

// Serve takes calls until the platform ends the process. It returns when that is impossible, with the reason.
func Serve(handler Handler) error {
	switch {
	case os.Getenv("AWS_LAMBDA_RUNTIME_API") != "":
		return serveLambda(handler)
	case os.Getenv("FC_RUNTIME_API") != "":
		return errors.New("the go1 runtime of Function Compute is not supported: deploy to a custom runtime or a custom container")
	default:
		return serveHTTP(handler)
	}
}
