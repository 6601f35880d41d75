//go:build !goserverless.lambda

package mode

import "github.com/goserverless/goserverless/runtime/internal/fc"

func serveHTTP(handler Handler) error {
	return fc.Serve(fc.Options{Invoke: handler})
}
