// Echo gives its payload back, on the goserverless runtime.
package main

import (
	"context"

	"github.com/goserverless/goserverless/runtime"
)

func main() {
	runtime.Start(func(_ context.Context, payload []byte) ([]byte, error) { return payload, nil })
}
