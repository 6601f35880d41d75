package reuse

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var errBuild = errors.New("no route to host")

// thing is a value that tells when it is closed.
type thing struct {
	number int
	closed chan struct{}
}

func (t *thing) Close() error { close(t.closed); return nil }

// factory builds things, and fails as often as it is told to first.
type factory struct {
	failures int32
	builds   atomic.Int32
}

func (f *factory) build(context.Context) (*thing, error) {
	number := f.builds.Add(1)
	if number <= f.failures {
		return nil, errBuild
	}
	return &thing{int(number), make(chan struct{})}, nil
}

func mustGet(t *testing.T, value *Value[*thing]) *thing {
	t.Helper()
	got, err := value.Get(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestGetBuildsOnceHoweverManyRace(t *testing.T) {
	var factory factory
	value := New(factory.build)
	var group sync.WaitGroup
	begin := make(chan struct{})
	for range 1000 {
		group.Add(1)
		go func() {
			defer group.Done()
			<-begin
			if got, err := value.Get(context.Background()); err != nil || got.number != 1 {
				t.Errorf("got %v, %v", got, err)
			}
		}()
	}
	close(begin)
	group.Wait()
	if got, want := value.Stats(), (Count{New: 1, Reused: 999}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestNewMayRaceWithNewAndGet(t *testing.T) {
	var group sync.WaitGroup
	for range 1000 {
		group.Add(1)
		go func() {
			defer group.Done()
			var factory factory
			if got, err := New(factory.build).Get(context.Background()); err != nil || got.number != 1 {
				t.Errorf("got %v, %v", got, err)
			}
		}()
	}
	group.Wait()
}

func TestGetSharesAnErrorAndDoesNotKeepIt(t *testing.T) {
	var builds atomic.Int32
	release := make(chan struct{})
	value := New(func(context.Context) (int, error) {
		if builds.Add(1) > 1 {
			return 7, nil
		}
		<-release
		return 0, errBuild
	})
	const calls = 1000
	failed := make(chan error, calls)
	for range calls {
		go func() {
			_, err := value.Get(context.Background())
			failed <- err
		}()
	}
	awaitWaiting(value, calls)
	close(release)
	for range calls {
		if err := <-failed; err != errBuild {
			t.Fatalf("got %v, want %v", err, errBuild)
		}
	}
	if got, err := value.Get(context.Background()); got != 7 || err != nil {
		t.Errorf("got %d, %v after the error, want 7", got, err)
	}
}

func TestGetEndsWithItsOwnContext(t *testing.T) {
	release := make(chan struct{})
	value := New(func(ctx context.Context) (int, error) {
		<-release
		return 7, ctx.Err()
	})
	first, cancel := context.WithCancel(context.Background())
	firstErr, second := make(chan error), make(chan int)
	go func() {
		_, err := value.Get(first)
		firstErr <- err
	}()
	awaitWaiting(value, 1)
	go func() {
		got, _ := value.Get(context.Background())
		second <- got
	}()
	awaitWaiting(value, 2)
	cancel()
	if err := <-firstErr; err != context.Canceled {
		t.Errorf("got %v for the call that began the build, want %v", err, context.Canceled)
	}
	close(release)
	if got := <-second; got != 7 {
		t.Errorf("got %d for the call that waited, want 7", got)
	}
}

func TestGetGivesUpABuildThatNobodyWaitsFor(t *testing.T) {
	var builds atomic.Int32
	gaveUp, release := make(chan struct{}), make(chan struct{})
	late := &thing{1, make(chan struct{})}
	value := New(func(ctx context.Context) (*thing, error) {
		if builds.Add(1) > 1 {
			return &thing{2, make(chan struct{})}, nil
		}
		<-ctx.Done()
		close(gaveUp)
		<-release
		return late, nil
	})
	ctx, cancel := context.WithCancel(context.Background())
	failed := make(chan error)
	go func() {
		_, err := value.Get(ctx)
		failed <- err
	}()
	awaitWaiting(value, 1)
	cancel()
	if err := <-failed; err != context.Canceled {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
	<-gaveUp
	// The first build is still running.
	if got := mustGet(t, value); got.number != 2 {
		t.Errorf("got thing %d, want 2", got.number)
	}
	close(release)
	<-late.closed
	if got := mustGet(t, value); got.number != 2 {
		t.Errorf("got thing %d after the first build ended, want 2", got.number)
	}
}

func TestGetDoesNotBeginForACallThatIsOver(t *testing.T) {
	var factory factory
	value := New(factory.build)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := value.Get(ctx); err != context.Canceled || factory.builds.Load() != 0 {
		t.Errorf("got %v and %d builds, want %v and none", err, factory.builds.Load(), context.Canceled)
	}
	mustGet(t, value)
	if _, err := value.Get(ctx); err != nil {
		t.Errorf("got %v for a value that is there", err)
	}
}

func TestBuildHasAContextOfItsOwn(t *testing.T) {
	type key struct{}
	var built context.Context
	value := New(func(ctx context.Context) (int, error) {
		built = ctx
		return 7, nil
	})
	ctx, cancel := context.WithTimeout(context.WithValue(context.Background(), key{}, "call"), time.Hour)
	if _, err := value.Get(ctx); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, limited := built.Deadline(); limited || built.Value(key{}) != nil || built.Err() != nil {
		t.Errorf("got a context of the call: deadline %v, value %v, error %v", limited, built.Value(key{}), built.Err())
	}
}

func TestGetPanicsAsTheBuildDoes(t *testing.T) {
	quiet(t)
	var builds atomic.Int32
	value := New(func(context.Context) (int, error) {
		if builds.Add(1) == 1 {
			panic("no pool")
		}
		return 7, nil
	})
	func() {
		defer func() {
			if got := recover(); got != "no pool" {
				t.Errorf("got %v, want the build's panic", got)
			}
		}()
		_, _ = value.Get(context.Background())
	}()
	if got, err := value.Get(context.Background()); got != 7 || err != nil {
		t.Errorf("got %d, %v after the panic, want 7", got, err)
	}
}

func TestGetSurvivesABuildThatEndsItsGoroutine(t *testing.T) {
	value := New(func(context.Context) (int, error) {
		runtime.Goexit()
		return 7, nil
	})
	const want = "reuse: the build ended its goroutine"
	if _, err := value.Get(context.Background()); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestDiscard(t *testing.T) {
	var factory factory
	value := New(factory.build)
	first := mustGet(t, value)
	value.Discard(first)
	<-first.closed
	second := mustGet(t, value)
	// Another call that saw the first one fail is late.
	value.Discard(first)
	if got := mustGet(t, value); got != second || got.number != 2 {
		t.Errorf("got thing %d, want 2", got.number)
	}
}

func TestDiscardOfWhatCannotBeCompared(t *testing.T) {
	builds := 0
	value := New(func(context.Context) ([]int, error) {
		builds++
		return []int{builds}, nil
	})
	first, _ := value.Get(context.Background())
	value.Discard(first)
	if second, _ := value.Get(context.Background()); second[0] != 2 {
		t.Errorf("got %v, want another one", second)
	}
}

// awaitWaiting returns when so many calls wait for an attempt.
func awaitWaiting[T any](value *Value[T], calls int) {
	for {
		value.mutex.Lock()
		reached := value.attempt != nil && value.attempt.waiting == calls
		value.mutex.Unlock()
		if reached {
			return
		}
		runtime.Gosched()
	}
}
