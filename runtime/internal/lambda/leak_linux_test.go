package lambda

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"
)

// Calls leave nothing behind, also not where the peer ends its connections.
func TestCallsLeaveNothingBehind(t *testing.T) {
	calls := 100_000
	if testing.Short() {
		calls = 2_000
	}
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	var peers sync.WaitGroup
	go serveForever(listener, &peers)
	at, err := parseAddress(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	loop := &loop{client: newClient(at), log: io.Discard}
	loop.handler = func(_ context.Context, payload []byte) (Answer, error) { return Answer{Body: payload}, nil }
	run := func(calls int) (descriptors, goroutines int) {
		for range calls {
			if err := loop.one(); err != nil {
				t.Fatal(err)
			}
		}
		loop.client.close()
		peers.Wait()
		return countDescriptors(t), countGoroutines()
	}
	descriptors, goroutines := run(2 * requestsOfConnection)
	afterDescriptors, afterGoroutines := run(calls)
	if afterDescriptors != descriptors || afterGoroutines > goroutines {
		t.Errorf("after %d calls there are %d file descriptors and %d goroutines, before there were %d and %d",
			calls, afterDescriptors, afterGoroutines, descriptors, goroutines)
	}
}

// requestsOfConnection is after how many the peer ends a connection.
const requestsOfConnection = 500

// serveForever is a Runtime API that is never out of calls.
func serveForever(listener net.Listener, peers *sync.WaitGroup) {
	call := []byte(event("8476a536", `{"order":1}`, "Lambda-Runtime-Deadline-Ms: 4102444800000"))
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		peers.Add(1)
		go func() {
			defer peers.Done()
			defer connection.Close()
			from := bufio.NewReader(connection)
			for range requestsOfConnection {
				first, err := from.ReadSlice('\n')
				if err != nil {
					return
				}
				answer := []byte(accepted)
				if bytes.HasPrefix(first, []byte("GET ")) {
					answer = call
				}
				for len(first) > 2 {
					if first, err = from.ReadSlice('\n'); err != nil {
						return
					}
				}
				if len(answer) != len(call) {
					_, _ = from.Discard(len(`{"order":1}`))
				}
				_, _ = connection.Write(answer)
			}
		}()
	}
}

func countDescriptors(t *testing.T) int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

// countGoroutines waits for those that have done all they had to, but not yet ended.
func countGoroutines() int {
	least := runtime.NumGoroutine()
	for end := time.Now().Add(100 * time.Millisecond); time.Now().Before(end); runtime.Gosched() {
		least = min(least, runtime.NumGoroutine())
	}
	return least
}
