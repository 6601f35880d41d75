package lifecycle

import (
	"context"
	"slices"
)

var initializers []func(context.Context)

// OnInitialize adds work that is done when Function Compute calls the initializer, and not at all where there is none.
func OnInitialize(work func(context.Context)) {
	mutex.Lock()
	defer mutex.Unlock()
	initializers = append(initializers, work)
}

// Initialize does what OnInitialize added, in the order it was added. It can be called again, as it is when an instance
// is thawed: https://www.alibabacloud.com/help/en/functioncompute/fc/lifecycle-hooks-for-function-instances-in-a-custom-runtime
func Initialize(ctx context.Context) {
	mutex.Lock()
	works := slices.Clone(initializers)
	mutex.Unlock()
	for _, work := range works {
		work(ctx)
	}
}
