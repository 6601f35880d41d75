// Package fc takes calls over HTTP, as Function Compute's custom runtimes and custom containers do, and on any machine.
package fc

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/goserverless/goserverless/runtime/internal/failure"
	"github.com/goserverless/goserverless/runtime/internal/lifecycle"
)

// shutdownTime is what the end may take. A program is not told the timeout of its PreStop hook, which is 90 s at most.
const shutdownTime = 3 * time.Second

// Options tell what answers. At least one of both is set.
type Options struct {
	// Invoke answers calls with a payload: FC's API, its triggers, and POST requests where there is no HTTP handler.
	Invoke func(ctx context.Context, payload []byte) ([]byte, error)
	// HTTP answers every request that is not the platform's own. A panic of it is net/http's to handle: it is logged, the
	// connection is closed, and the instance lives on.
	HTTP http.Handler
}

// Serve does what was given to OnInit and then takes calls, where FC_FUNCTION_NAME is set as Function Compute has it, and
// elsewhere as a plain server. After SIGTERM or SIGINT it ends what runs and returns nil: the process is to exit with
// status 0. It returns the reason when it cannot take calls, or must not take more.
func Serve(options Options) error {
	place, err := placeOf(os.LookupEnv)
	if err != nil {
		return err
	}
	// What cannot be prepared must not look ready, so this comes before the port opens.
	if err := initialize(lifecycle.Init); err != nil {
		return err
	}
	listener, err := net.Listen("tcp4", place.address)
	if err != nil {
		return fmt.Errorf("the port cannot be opened: %w", err)
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	defer signal.Stop(signals)
	if place.local {
		fmt.Fprintf(os.Stderr, "listening on http://%s\n", listener.Addr())
	}
	return newServer(options, place).serve(listener, signals)
}

func initialize(work func(context.Context) error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("init failed: %s", failure.OfPanic(value).Document())
		}
	}()
	if err := work(context.Background()); err != nil {
		return fmt.Errorf("init failed: %w", err)
	}
	return nil
}

// serve takes calls until a signal comes or a call panics.
func (s *server) serve(listener net.Listener, signals chan os.Signal) error {
	// No timeout at all: FC bounds what a call may take, and ends idle connections. A server that ended one first would fail
	// the request that is just on its way.
	server := &http.Server{Handler: s}
	defer server.Close()
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	select {
	case err := <-served:
		return fmt.Errorf("the port was closed: %w", err)
	case <-signals:
		// A second one ends the process at once.
		signal.Stop(signals)
		drain(server)
		s.shutdown()
		return nil
	case lost := <-s.lost:
		drain(server)
		return lost
	}
}

// drain takes no connection any more, and lets the calls that run come to their end.
func drain(server *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTime)
	defer cancel()
	if err := server.Shutdown(ctx); errors.Is(err, context.DeadlineExceeded) {
		fmt.Fprintf(os.Stderr, "calls were broken off: they took %s longer than the instance\n", shutdownTime)
	}
}
