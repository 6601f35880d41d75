package fc

import (
	"context"
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"
)

// The end comes once, whoever asks for it first.
func TestEnd(t *testing.T) {
	for name, ask := range map[string]func(*running, *testing.T){
		"SIGTERM":              func(r *running, _ *testing.T) { r.signals <- syscall.SIGTERM },
		"SIGINT":               func(r *running, _ *testing.T) { r.signals <- os.Interrupt },
		"pre-stop and SIGTERM": func(r *running, t *testing.T) { preStop(r, t); r.signals <- syscall.SIGTERM },
		"pre-stop twice":       func(r *running, t *testing.T) { preStop(r, t); preStop(r, t); r.signals <- syscall.SIGTERM },
	} {
		t.Run(name, func(t *testing.T) {
			server := start(t, Options{Invoke: echo}, onFC)
			server.send(t, "POST", "/invoke", "tea").check(t, 200, "200", "for tea")
			ask(server, t)
			if err := <-server.ended; err != nil {
				t.Errorf("the server ended with %v", err)
			}
			if *server.endings != 1 {
				t.Errorf("the end was done %d times", *server.endings)
			}
		})
	}
}

func preStop(r *running, t *testing.T) {
	t.Helper()
	r.send(t, "GET", "/pre-stop", "", "X-Fc-Control-Path", "/pre-stop").check(t, 200, "200", "")
	if *r.endings != 1 {
		t.Errorf("after pre-stop, the end was done %d times", *r.endings)
	}
}

// A call that runs when the signal comes has its answer before the end is done.
func TestEndWaitsForCalls(t *testing.T) {
	begun, finish := make(chan struct{}), make(chan struct{})
	server := start(t, Options{Invoke: func(context.Context, []byte) ([]byte, error) {
		close(begun)
		<-finish
		return []byte("done"), nil
	}}, onFC)
	server.ending = func(context.Context) {
		select {
		case <-finish:
		default:
			t.Error("the end came before the call's")
		}
	}
	result := make(chan answered, 1)
	go func() { result <- server.send(t, "POST", "/invoke", "") }()
	<-begun
	server.signals <- syscall.SIGTERM
	close(finish)
	(<-result).check(t, 200, "200", "done")
	if err := <-server.ended; err != nil {
		t.Errorf("the server ended with %v", err)
	}
}

func TestInitialize(t *testing.T) {
	if err := initialize(func(context.Context) error { return nil }); err != nil {
		t.Error(err)
	}
	cause := errors.New("no database")
	err := initialize(func(context.Context) error { return cause })
	if !errors.Is(err, cause) || err.Error() != "init failed: no database" {
		t.Errorf("got %v", err)
	}
	err = initialize(func(context.Context) error { panic("no database") })
	const begins = `init failed: {"errorMessage":"no database","errorType":"string","stackTrace":[{"path":"`
	if err == nil || !strings.HasPrefix(err.Error(), begins) {
		t.Errorf("got %v", err)
	}
}

func TestServeRefuses(t *testing.T) {
	t.Setenv("FC_FUNCTION_NAME", "")
	t.Setenv("PORT", "http")
	err := Serve(Options{})
	if err == nil || err.Error() != `PORT must be a port, 0-65535, got "http"` {
		t.Errorf("got %v", err)
	}
}
