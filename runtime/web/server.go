//go:build !goserverless.lambda

package web

import (
	"net/http"

	"github.com/goserverless/goserverless/runtime/internal/fc"
)

func serveHTTP(handler http.Handler) error {
	return fc.Serve(fc.Options{HTTP: handler})
}
