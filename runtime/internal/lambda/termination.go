package lambda

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/goserverless/goserverless/runtime/internal/lifecycle"
)

// shutdownTime is what Lambda leaves between SIGTERM and SIGKILL to a function with an internal extension only:
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html#runtimes-lifecycle-shutdown
const shutdownTime = 500 * time.Millisecond

// awaitTermination has the platform send SIGTERM, which it does to those with an extension only, and ends the process then.
func awaitTermination(peer address) {
	terminated := make(chan os.Signal, 1)
	signal.Notify(terminated, syscall.SIGTERM)
	extension := newClient(peer)
	// Without one nothing is announced, and that is no reason not to take calls.
	if id, err := extension.register(); err == nil {
		go func() { _ = extension.awaitEvent(id) }()
	}
	go func() {
		<-terminated
		ctx, cancel := context.WithTimeout(context.Background(), shutdownTime)
		lifecycle.Shutdown(ctx)
		cancel()
		os.Exit(0)
	}()
}

// register registers an extension for no event: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html
func (c *client) register() (string, error) {
	const body = `{"events":[]}`
	c.begin("POST", "/2020-01-01/extension/register")
	c.add("Lambda-Extension-Name: ", "goserverless")
	c.add("Content-Type: ", jsonType)
	c.add("Content-Length: ", "13")
	answer, err := c.exchange([]byte(body), nil)
	if err != nil {
		return "", err
	}
	if answer.status >= 300 {
		return "", refused("the extension", answer)
	}
	return answer.header["lambda-extension-identifier"], nil
}

// awaitEvent waits for good: a registered extension has to be seen waiting before the first call.
func (c *client) awaitEvent(id string) error {
	c.begin("GET", "/2020-01-01/extension/event/next")
	c.add("Lambda-Extension-Identifier: ", id)
	_, err := c.exchange(nil, nil)
	return err
}
