package lambda

import (
	"errors"
	"syscall"
	"testing"
)

func TestUnreachable(t *testing.T) {
	// Nothing listens on the port of a connection's own end.
	client := newTestClient(t, func(peer *conversation) {
		peer.expect(nextCall)
		peer.say(event("1", "{}"))
		peer.expectEnd()
	})
	if _, err := client.next(); err != nil {
		t.Fatal(err)
	}
	taken, err := syscall.Getsockname(client.connection.(*socket).descriptor)
	if err != nil {
		t.Fatal(err)
	}
	nobody := address{text: "127.0.0.1:nobody", ip: [4]byte{127, 0, 0, 1}, port: taken.(*syscall.SockaddrInet4).Port}
	_, err = newClient(nobody).next()
	if !errors.Is(err, syscall.ECONNREFUSED) {
		t.Fatalf("got %v", err)
	}
	checkText(t, "error", err.Error(), "the Runtime API at 127.0.0.1:nobody cannot be reached: connection refused")
}
