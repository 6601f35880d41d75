//go:build !goserverless.fc

package mode

import (
	"context"
	"os"

	"github.com/goserverless/goserverless/runtime/internal/lambda"
)

func serveLambda(handler Handler) error {
	return lambda.Run(os.Getenv("AWS_LAMBDA_RUNTIME_API"), func(ctx context.Context, payload []byte) (lambda.Answer, error) {
		body, err := handler(ctx, payload)
		return lambda.Answer{Body: body}, err
	})
}
