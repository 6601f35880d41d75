package reuse

import (
	"context"
	"fmt"
	"io"
	"os"
)

// end closes a value that is no longer kept.
func (v *Value[T]) end(value T) {
	if err := v.close(value); err != nil {
		fmt.Fprintf(os.Stderr, "reuse: closing a %s failed: %v\n", v.name(), err)
	}
}

func (v *Value[T]) close(value T) error {
	if v.config.close != nil {
		return v.config.close(value)
	}
	switch closer := any(value).(type) {
	case io.Closer:
		return closer.Close()
	case interface{ Close() }:
		closer.Close()
	}
	return nil
}

// shutdown closes the value, or leaves it when the platform's time is over. A Get that comes later builds another, since
// Function Compute announces the end of an instance before it freezes it too.
// https://www.alibabacloud.com/help/en/functioncompute/fc/lifecycle-hooks-for-function-instances-in-a-custom-runtime
func (v *Value[T]) shutdown(ctx context.Context) {
	v.mutex.Lock()
	last := v.kept
	v.kept = nil
	v.mutex.Unlock()
	if last == nil {
		return
	}
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		v.end(*last)
	}()
	select {
	case <-closed:
	case <-ctx.Done():
	}
}
