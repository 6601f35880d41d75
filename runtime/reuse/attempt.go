package reuse

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/goserverless/goserverless/runtime/reuse/internal/count"
)

// checkTime bounds a check: the peer of a connection that was lost in a freeze does not answer, and TCP gives up after a
// quarter of an hour only.
const checkTime = 2 * time.Second

// attempt is one way to a value: the check of what is there, the building of another, or both.
type attempt[T any] struct {
	cancel context.CancelFunc
	// waiting is how many calls wait for it.
	waiting int
	// done is closed when the rest is set.
	done  chan struct{}
	value T
	err   error
	built bool
	// panicked is what the building panicked with.
	panicked any
}

// begin takes the value that is kept, if there is one, and starts to make it usable.
func (v *Value[T]) begin() *attempt[T] {
	ctx, cancel := context.WithCancel(context.Background())
	started := &attempt[T]{cancel: cancel, done: make(chan struct{})}
	old := v.kept
	v.kept, v.attempt = nil, started
	// In a goroutine of its own, so that whoever began it can leave when its context ends.
	go v.run(ctx, started, old)
	return started
}

func (v *Value[T]) run(ctx context.Context, a *attempt[T], old *T) {
	// What remains if the building calls runtime.Goexit.
	a.err = errors.New("reuse: the build ended its goroutine")
	defer v.settle(a)
	defer func() {
		if a.panicked = recover(); a.panicked != nil {
			// The panic goes on in those who wait, where the stack is another.
			fmt.Fprintf(os.Stderr, "reuse: building a %s panicked: %v\n%s", v.name(), a.panicked, debug.Stack())
		}
	}()
	if old != nil {
		if v.passes(ctx, *old) {
			a.value, a.err = *old, nil
			return
		}
		// Beside the building, since the closing of something broken may take its time.
		go v.end(*old)
	}
	if err := ctx.Err(); err != nil {
		a.err = err
		return
	}
	a.value, a.err = v.build(ctx)
	a.built = a.err == nil
}

func (v *Value[T]) passes(ctx context.Context, old T) bool {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	return v.config.check(ctx, old) == nil
}

// settle keeps what came of an attempt, if it is still wanted, and lets those who wait know.
func (v *Value[T]) settle(a *attempt[T]) {
	v.mutex.Lock()
	succeeded := a.err == nil && a.panicked == nil
	switch wanted := v.attempt == a; {
	case wanted && succeeded:
		v.kept, v.used = &a.value, v.now()
		if a.built {
			v.count.New++
		}
	case succeeded:
		// Another attempt may be under way, or through.
		go v.end(a.value)
		fallthrough
	default:
		a.cancel()
	}
	if v.attempt == a {
		v.attempt = nil
	}
	v.mutex.Unlock()
	close(a.done)
}

func (v *Value[T]) wait(ctx context.Context, a *attempt[T], begun bool) (T, error) {
	var none T
	select {
	case <-a.done:
	case <-ctx.Done():
		v.leave(a)
		return none, ctx.Err()
	}
	if a.panicked != nil {
		panic(a.panicked)
	}
	if a.err != nil {
		return none, a.err
	}
	isNew := a.built && begun
	if !isNew {
		v.mutex.Lock()
		v.count.Reused++
		v.mutex.Unlock()
	}
	count.Log(ctx, count.Values, isNew)
	return a.value, nil
}

// leave ends an attempt that nobody waits for any more. The next Get begins another, and does not wait for one that may
// be stuck.
func (v *Value[T]) leave(a *attempt[T]) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	a.waiting--
	if a.waiting == 0 && v.attempt == a {
		v.attempt = nil
		a.cancel()
	}
}
