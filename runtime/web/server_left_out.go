//go:build goserverless.lambda

package web

import (
	"net/http"

	"github.com/goserverless/goserverless/runtime/internal/mode"
)

func serveHTTP(http.Handler) error { return mode.ErrHTTPLeftOut }
