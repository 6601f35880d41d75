package reuse

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"
)

// clock is set by hand.
type clock struct {
	mutex sync.Mutex
	at    instant
}

func (c *clock) now() instant {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.at
}

func (c *clock) pass(wall, monotonic time.Duration) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.at.wall += int64(wall)
	c.at.monotonic += int64(monotonic)
}

func TestCheckComesAfterAFreeze(t *testing.T) {
	const limit = 30 * time.Second
	tests := []struct {
		name            string
		wall, monotonic time.Duration
		want            int
	}{
		{"at once", 0, 0, 0},
		{"just before the limit", limit - 1, limit - 1, 0},
		{"at the limit", limit, limit, 1},
		{"a process was frozen", time.Hour, time.Hour, 1},
		{"a virtual machine was frozen", time.Hour, time.Millisecond, 1},
		{"the wall clock was set back", -time.Hour, limit, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var factory factory
			checks := 0
			value := New(factory.build, Check(func(context.Context, *thing) error {
				checks++
				return nil
			}))
			var clock clock
			value.now = clock.now
			first := mustGet(t, value)
			clock.pass(test.wall, test.monotonic)
			for range 2 {
				if mustGet(t, value) != first {
					t.Error("got another value, though the check passed")
				}
			}
			if checks != test.want {
				t.Errorf("checked %d times, want %d", checks, test.want)
			}
			if got, want := value.Stats(), (Count{New: 1, Reused: 2}); got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

func TestCheckThatFailsReplacesTheValueOnce(t *testing.T) {
	var factory factory
	value := New(factory.build, CheckAfter(time.Minute, func(ctx context.Context, checked *thing) error {
		if deadline, limited := ctx.Deadline(); !limited || time.Until(deadline) > checkTime {
			t.Errorf("got the deadline %v, want at most %v", deadline, checkTime)
		}
		return errors.New("connection reset")
	}))
	var clock clock
	value.now = clock.now
	first := mustGet(t, value)
	clock.pass(time.Minute, time.Minute)
	var group sync.WaitGroup
	for range 1000 {
		group.Add(1)
		go func() {
			defer group.Done()
			if got, err := value.Get(context.Background()); err != nil || got.number != 2 {
				t.Errorf("got %v, %v, want thing 2", got, err)
			}
		}()
	}
	group.Wait()
	<-first.closed
	if got, want := value.Stats(), (Count{New: 2, Reused: 999}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestCheckThatFailsReturnsTheErrorOfTheBuild(t *testing.T) {
	builds := 0
	value := New(func(context.Context) (int, error) {
		if builds++; builds == 2 {
			return 0, errBuild
		}
		return builds, nil
	}, CheckAfter(0, func(_ context.Context, number int) error {
		if number == 1 {
			return errors.New("connection reset")
		}
		return nil
	}))
	for _, want := range []struct {
		number int
		err    error
	}{{1, nil}, {0, errBuild}, {3, nil}, {3, nil}} {
		if got, err := value.Get(context.Background()); got != want.number || err != want.err {
			t.Errorf("got %d, %v, want %d, %v", got, err, want.number, want.err)
		}
	}
}

func TestCheckThatNobodyWaitsFor(t *testing.T) {
	for name, test := range map[string]struct {
		outcome error
		want    int
	}{
		"passes": {nil, 1},
		"fails":  {errors.New("connection reset"), 2},
	} {
		t.Run(name, func(t *testing.T) {
			var factory factory
			checking, release := make(chan struct{}), make(chan struct{})
			var once sync.Once
			value := New(factory.build, CheckAfter(0, func(ctx context.Context, checked *thing) (err error) {
				once.Do(func() {
					close(checking)
					<-release
					if err = test.outcome; ctx.Err() != nil {
						t.Errorf("the check was cut short: %v", ctx.Err())
					}
				})
				return err
			}))
			first := mustGet(t, value)
			ctx, cancel := context.WithCancel(context.Background())
			failed := make(chan error)
			go func() {
				_, err := value.Get(ctx)
				failed <- err
			}()
			<-checking
			value.mutex.Lock()
			attempt := value.attempt
			value.mutex.Unlock()
			cancel()
			if err := <-failed; err != context.Canceled {
				t.Errorf("got %v, want %v", err, context.Canceled)
			}
			close(release)
			<-attempt.done
			if got := factory.builds.Load(); got != 1 {
				t.Errorf("built %d things, the last for nobody", got)
			}
			if test.outcome != nil {
				<-first.closed
			}
			if got := mustGet(t, value); got.number != test.want {
				t.Errorf("got thing %d, want %d", got.number, test.want)
			}
		})
	}
}

func TestCheckThatIgnoresItsContext(t *testing.T) {
	var factory factory
	release := make(chan struct{})
	defer close(release)
	value := New(factory.build, CheckAfter(0, func(context.Context, *thing) error {
		<-release
		return nil
	}))
	value.config.checkTime = time.Millisecond
	first := mustGet(t, value)
	if got := mustGet(t, value); got.number != 2 {
		t.Errorf("got thing %d, want 2", got.number)
	}
	<-first.closed
}

func TestCheckThatPanics(t *testing.T) {
	quiet(t)
	var factory factory
	value := New(factory.build, CheckAfter(0, func(context.Context, *thing) error { panic("no pool") }))
	first := mustGet(t, value)
	func() {
		defer func() {
			if got := recover(); got != "no pool" {
				t.Errorf("got %v, want the check's panic", got)
			}
		}()
		_, _ = value.Get(context.Background())
	}()
	<-first.closed
	if got := mustGet(t, value); got.number != 2 {
		t.Errorf("got thing %d, want 2", got.number)
	}
}

func TestDiscardDuringACheck(t *testing.T) {
	var factory factory
	checking, release := make(chan struct{}), make(chan struct{})
	value := New(factory.build, CheckAfter(0, func(context.Context, *thing) error {
		close(checking)
		<-release
		return nil
	}))
	first := mustGet(t, value)
	second := make(chan *thing)
	go func() { second <- mustGet(t, value) }()
	<-checking
	value.Discard(first)
	close(release)
	if got := <-second; got.number != 2 {
		t.Errorf("got thing %d, want 2", got.number)
	}
	<-first.closed
}

func TestNowRunsOnBothClocks(t *testing.T) {
	earlier := now()
	later := now()
	if since := later.since(earlier); since < 0 || since > time.Minute {
		t.Errorf("got %v", since)
	}
}
