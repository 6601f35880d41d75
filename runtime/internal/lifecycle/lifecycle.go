// Package lifecycle keeps what is to be done before the first call and after the last.
package lifecycle

import (
	"context"
	"errors"
	"slices"
	"sync"
)

var (
	mutex     sync.Mutex
	inits     []func(context.Context) error
	shutdowns []func(context.Context)
)

// OnInit adds work that is done before the first call, in the order it was added.
func OnInit(work func(context.Context) error) {
	mutex.Lock()
	defer mutex.Unlock()
	inits = append(inits, work)
}

// OnShutdown adds work that is done when the instance ends, the last added first.
func OnShutdown(work func(context.Context)) {
	mutex.Lock()
	defer mutex.Unlock()
	shutdowns = append(shutdowns, work)
}

// HasShutdown tells whether anything waits for the end.
func HasShutdown() bool {
	mutex.Lock()
	defer mutex.Unlock()
	return len(shutdowns) > 0
}

// Init does what was added, all of it, and returns what failed.
func Init(ctx context.Context) error {
	mutex.Lock()
	works := slices.Clone(inits)
	mutex.Unlock()
	var failures []error
	for _, work := range works {
		failures = append(failures, work(ctx))
	}
	return errors.Join(failures...)
}

// Shutdown does what was added, once.
func Shutdown(ctx context.Context) {
	mutex.Lock()
	works := shutdowns
	shutdowns = nil
	mutex.Unlock()
	for _, work := range slices.Backward(works) {
		work(ctx)
	}
}
