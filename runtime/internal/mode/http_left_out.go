//go:build goserverless.lambda

package mode

import "errors"

func serveHTTP(Handler) error {
	return errors.New("this program was built with the tag goserverless.lambda, which leaves everything but AWS Lambda out: AWS_LAMBDA_RUNTIME_API must be set")
}
