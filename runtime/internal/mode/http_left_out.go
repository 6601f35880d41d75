//go:build goserverless.lambda

package mode

import "errors"

// ErrHTTPLeftOut is what a program ends with that runs where it was not built for.
var ErrHTTPLeftOut = errors.New("this program was built with the tag goserverless.lambda, which leaves everything but AWS Lambda out: AWS_LAMBDA_RUNTIME_API must be set")

func serveHTTP(Handler) error { return ErrHTTPLeftOut }
