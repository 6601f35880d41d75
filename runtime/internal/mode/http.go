//go:build !goserverless.lambda

package mode

import "errors"

func serveHTTP(handler Handler) error {
	return errors.New("not there yet")
}
