//go:build unix

package fc

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"

	"github.com/goserverless/goserverless/runtime/internal/lifecycle"
)

// serving tells the test's program that it is the server of TestSecondSignal.
const serving = "GOSERVERLESS_TEST_SERVING"

func TestSecondSignal(t *testing.T) {
	if os.Getenv(serving) != "" {
		lifecycle.OnShutdown(func(ctx context.Context) {
			fmt.Print("e")
			<-ctx.Done()
		})
		if err := Serve(Options{Invoke: echo}); err != nil {
			t.Fatal(err)
		}
		os.Exit(0)
	}
	command := exec.Command(os.Args[0], "-test.run=^TestSecondSignal$")
	command.Env = append(os.Environ(), serving+"=1", "FC_FUNCTION_NAME=", "PORT=0")
	ending, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	listening, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	for _, said := range []io.Reader{listening, ending} {
		if _, err := io.ReadFull(said, make([]byte, 1)); err != nil {
			t.Error(err)
		}
		if err := command.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
	}
	_ = command.Wait()
	status, _ := command.ProcessState.Sys().(syscall.WaitStatus)
	if !status.Signaled() || status.Signal() != syscall.SIGTERM {
		t.Errorf("the second signal left the server to end with %v", command.ProcessState)
	}
}
