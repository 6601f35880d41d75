// Command event is a function that takes events and answers no HTTP.
package main

import (
	"context"

	"github.com/goserverless/goserverless/runtime"
)

type order struct {
	Item string `json:"item"`
}

type receipt struct {
	Item      string `json:"item"`
	RequestID string `json:"requestId"`
}

func main() {
	runtime.Start(func(ctx context.Context, in order) (receipt, error) {
		return receipt{in.Item, runtime.FromContext(ctx).RequestID}, nil
	})
}
