package reuse

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/goserverless/goserverless/runtime/internal/lifecycle"
)

func TestCloseEndsTheValueWithTheInstance(t *testing.T) {
	lifecycle.Shutdown(context.Background())
	var factory factory
	value := New(factory.build, Close((*thing).Close))
	if !lifecycle.HasShutdown() {
		t.Fatal("nothing waits for the end of the instance")
	}
	first := mustGet(t, value)
	lifecycle.Shutdown(context.Background())
	<-first.closed
	// Function Compute may thaw what it has announced the end of.
	if got := mustGet(t, value); got.number != 2 {
		t.Errorf("got thing %d, want 2", got.number)
	}
}

func TestCloseThatHangsDoesNotHoldTheEndUp(t *testing.T) {
	hung := make(chan struct{})
	defer close(hung)
	value := New(new(factory).build, Close(func(*thing) error { <-hung; return nil }))
	mustGet(t, value)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	lifecycle.Shutdown(ctx)
}

func TestWithoutCloseNothingWaitsForTheEnd(t *testing.T) {
	lifecycle.Shutdown(context.Background())
	mustGet(t, New(new(factory).build))
	if lifecycle.HasShutdown() {
		t.Error("an extension would be registered for nothing")
	}
}

// pool closes as connection pools without an error do.
type pool struct{ closed chan struct{} }

func (p pool) Close() { close(p.closed) }

func TestDiscardClosesWithoutAnError(t *testing.T) {
	value := New(func(context.Context) (pool, error) { return pool{make(chan struct{})}, nil })
	first, _ := value.Get(context.Background())
	value.Discard(first)
	<-first.closed
}

func TestCloseThatFailsIsLogged(t *testing.T) {
	read := quiet(t)
	value := New(new(factory).build, Close(func(*thing) error { return errors.New("broken pipe") }))
	value.Discard(mustGet(t, value))
	if got, want := read(), "reuse: closing a *reuse.thing failed: broken pipe\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestBuildAhead(t *testing.T) {
	const again = "reuse: a *reuse.thing could not be built before the first call, which tries again: "
	panics := func(context.Context) (*thing, error) { panic("no pool") }
	tests := []struct {
		name       string
		build      func(context.Context) (*thing, error)
		initType   string
		initialize bool
		want       Count
		log        string
	}{
		{"on demand", new(factory).build, "on-demand", false, Count{}, ""},
		{"provisioned", new(factory).build, "provisioned-concurrency", false, Count{New: 1}, ""},
		{"initializer", new(factory).build, "", true, Count{New: 1}, ""},
		{"that fails", (&factory{failures: 1}).build, "provisioned-concurrency", false, Count{}, again + errBuild.Error() + "\n"},
		{"that panics", panics, "provisioned-concurrency", false, Count{}, again + "no pool\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("AWS_LAMBDA_INITIALIZATION_TYPE", test.initType)
			value := New(test.build)
			read := quiet(t)
			// Those of other tests are done as well, and do not fail either.
			if err := lifecycle.Init(context.Background()); err != nil {
				t.Error(err)
			}
			if test.initialize {
				lifecycle.Initialize(context.Background())
			}
			if got := value.Stats(); got != test.want {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
			if log := read(); !strings.HasSuffix(log, test.log) {
				t.Errorf("got the log %q, want %q", log, test.log)
			}
		})
	}
}

func TestStatsSumsAllValues(t *testing.T) {
	before := Stats()["value"]
	value := New(new(factory).build)
	for range 3 {
		mustGet(t, value)
	}
	after := Stats()["value"]
	if built, reused := after.New-before.New, after.Reused-before.Reused; built != 1 || reused != 2 {
		t.Errorf("got %d built and %d reused more, want 1 and 2", built, reused)
	}
}

// quiet has what goes to standard error read by the test.
func quiet(t *testing.T) (read func() string) {
	t.Helper()
	file, err := os.Create(t.TempDir() + "/stderr")
	if err != nil {
		t.Fatal(err)
	}
	original := os.Stderr
	os.Stderr = file
	t.Cleanup(func() {
		os.Stderr = original
		_ = file.Close()
	})
	return func() string {
		text, err := os.ReadFile(file.Name())
		if err != nil {
			t.Error(err)
		}
		return string(text)
	}
}
