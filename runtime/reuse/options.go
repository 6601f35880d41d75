package reuse

import (
	"context"
	"time"
)

// DefaultCheckAfter is how long a value may lie unused before it is checked, if CheckAfter says nothing else.
const DefaultCheckAfter = 30 * time.Second

// Option says more about how a value is kept.
type Option[T any] func(*config[T])

type config[T any] struct {
	check      func(context.Context, T) error
	checkAfter time.Duration
	checkTime  time.Duration
	close      func(T) error
	closeAtEnd bool
}

// Check has the first Get after a freeze ask whether the value still works. If it returns an error, or nothing within two
// seconds, the value is closed and built again, once; if that fails, Get returns its error. A check that does not end with
// its context is left behind. If no call waits any more, the check goes on, and what passes is kept.
//
// No platform says that an instance was frozen. What was not used for DefaultCheckAfter counts as frozen, by the wall
// clock or by the monotonic one, whichever ran further: the wall clock may be set back, and the other stands still
// while a virtual machine does.
//
// A call that has held the value for that long may still use it when it is closed.
func Check[T any](check func(context.Context, T) error) Option[T] {
	return CheckAfter(DefaultCheckAfter, check)
}

// CheckAfter is Check with a time of its own. With 0, every Get checks.
func CheckAfter[T any](unused time.Duration, check func(context.Context, T) error) Option[T] {
	return func(config *config[T]) { config.check, config.checkAfter = check, unused }
}

// Close says how a value is closed, when it is replaced and when the instance ends. Without it, a value with a method
// Close is closed when it is replaced, and the operating system closes its connections when the instance ends.
//
// It is a choice because Lambda tells its end to programs with an extension only, and one is registered for this: two
// requests to the Runtime API before the first call, which take somewhat less than a millisecond. The value must be made
// before runtime.Start for that.
// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-shutdown
func Close[T any](close func(T) error) Option[T] {
	return func(config *config[T]) { config.close, config.closeAtEnd = close, true }
}
