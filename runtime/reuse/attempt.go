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
	// checked is the value that is checked; nil where none is, and once it failed.
	checked *T
	// discarded tells that Discard dropped checked meanwhile.
	discarded bool
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
	started := &attempt[T]{cancel: cancel, checked: v.kept, done: make(chan struct{})}
	v.kept, v.attempt = nil, started
	// In a goroutine of its own, so that whoever began it can leave when its context ends.
	go v.run(ctx, started, started.checked)
	return started
}

func (v *Value[T]) run(ctx context.Context, a *attempt[T], old *T) {
	// What remains if the building calls runtime.Goexit.
	a.err = errors.New("reuse: the build ended its goroutine")
	defer v.settle(a)
	defer v.recovered(&a.panicked)
	if old != nil {
		passed, panicked := v.passes(*old)
		if panicked == nil && !v.fails(a, passed) {
			a.value, a.err = *old, nil
			return
		}
		// Beside the building, since the closing of something broken may take its time.
		go v.end(*old)
		if panicked != nil {
			a.panicked = panicked
			return
		}
	}
	if err := ctx.Err(); err != nil {
		a.err = err
		return
	}
	a.value, a.err = v.build(ctx)
	a.built = a.err == nil
}

// passes gives a check its time, and leaves one behind that does not look at its context.
func (v *Value[T]) passes(old T) (passed bool, panicked any) {
	ctx, cancel := context.WithTimeout(context.Background(), v.config.checkTime)
	defer cancel()
	type outcome struct {
		passed   bool
		panicked any
	}
	checked := make(chan outcome, 1)
	go func() {
		var result outcome
		defer func() { checked <- result }()
		defer v.recovered(&result.panicked)
		result.passed = v.config.check(ctx, old) == nil
	}()
	select {
	case result := <-checked:
		return result.passed, result.panicked
	case <-ctx.Done():
		return false, nil
	}
}

// fails tells whether a value that was checked is to be replaced, and ends the attempt if nobody waits for another.
func (v *Value[T]) fails(a *attempt[T], passed bool) bool {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if passed && !a.discarded {
		return false
	}
	a.checked, a.discarded = nil, false
	if a.waiting == 0 {
		v.abandon(a)
	}
	return true
}

// recovered must be deferred. A panic goes on in those who wait, where the stack is another.
func (v *Value[T]) recovered(into *any) {
	if value := recover(); value != nil {
		*into = value
		fmt.Fprintf(os.Stderr, "reuse: building a %s panicked: %v\n%s", v.name(), value, debug.Stack())
	}
}

// settle keeps what came of an attempt, if it is still wanted, and lets those who wait know.
func (v *Value[T]) settle(a *attempt[T]) {
	v.mutex.Lock()
	succeeded := a.err == nil && a.panicked == nil
	switch wanted := v.attempt == a && !a.discarded; {
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
// be stuck. A check goes on: it has its own end, and what it checks is likely to be whole.
func (v *Value[T]) leave(a *attempt[T]) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	a.waiting--
	if a.waiting == 0 && a.checked == nil {
		v.abandon(a)
	}
}

func (v *Value[T]) abandon(a *attempt[T]) {
	if v.attempt == a {
		v.attempt = nil
		a.cancel()
	}
}
