//go:build goserverless.fc

package web

import (
	"net/http"

	"github.com/goserverless/goserverless/runtime/internal/mode"
)

func serveLambda(http.Handler) error { return mode.ErrLambdaLeftOut }
