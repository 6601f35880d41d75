// Package lambda takes calls from the Lambda Runtime API.
package lambda

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"github.com/goserverless/goserverless/runtime/internal/call"
	"github.com/goserverless/goserverless/runtime/internal/failure"
	"github.com/goserverless/goserverless/runtime/internal/lifecycle"
)

// maxResponse is what a buffered answer may have: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const maxResponse = 6 << 20

// Handler answers one call. The payload is valid, and the context lives, until the answer is out.
type Handler func(ctx context.Context, payload []byte) (Answer, error)

// Answer is a whole answer, or one that is written while it goes out.
type Answer struct {
	Body []byte
	// ContentType is application/json if it is not set.
	ContentType string
	// Stream writes the answer; an error breaks it off.
	Stream func(to io.Writer) error
}

// Run takes calls until the platform ends the process. It returns when that is impossible, with the reason.
func Run(runtimeAPI string, handler Handler) error {
	peer, err := parseAddress(runtimeAPI)
	if err != nil {
		return err
	}
	loop := &loop{
		client:  newClient(peer),
		handler: handler,
		name:    os.Getenv("AWS_LAMBDA_FUNCTION_NAME"),
		version: os.Getenv("AWS_LAMBDA_FUNCTION_VERSION"),
		log:     os.Stderr,
	}
	if err := loop.init(lifecycle.Init); err != nil {
		return err
	}
	for {
		if err := loop.one(); err != nil {
			return err
		}
	}
}

type loop struct {
	client        *client
	handler       Handler
	name, version string
	// log takes what failed: Lambda tells the caller, and writes nothing down itself.
	log io.Writer
}

func (l *loop) init(work func(context.Context) error) error {
	failed := runInit(work)
	if failed == nil {
		// Init may have added to what the end does. Extensions register before the first call is asked for.
		if lifecycle.HasShutdown() {
			awaitTermination(l.client.peer)
		}
		return nil
	}
	l.report(failed)
	return errors.Join(fmt.Errorf("init failed: %s", failed.Message), l.client.failInit(failed))
}

func runInit(work func(context.Context) error) (failed *failure.Failure) {
	defer func() {
		if value := recover(); value != nil {
			failed = failure.OfPanic(value)
		}
	}()
	if err := work(context.Background()); err != nil {
		return failure.Of(err)
	}
	return nil
}

// one takes a call and answers it. An error ends the process.
func (l *loop) one() error {
	invoked, err := l.client.next()
	if err != nil {
		return err
	}
	ctx, cancel := call.NewContext(context.Background(), l.info(invoked))
	defer cancel()
	answer, failed := l.handle(ctx, invoked.payload)
	switch {
	case failed != nil:
		err = l.client.fail(invoked.id, failed)
	case answer.Stream != nil:
		failed, err = l.client.stream(invoked.id, answer)
	default:
		err = l.client.respond(invoked.id, contentTypeOf(answer), answer.Body)
	}
	if failed != nil {
		l.report(failed)
	}
	if failed != nil && failed.Panicked {
		return errors.Join(fmt.Errorf("the handler panicked: %s", failed.Message), err)
	}
	if concernsCall(err) {
		fmt.Fprintln(l.log, err)
		return nil
	}
	return err
}

// concernsCall tells an error after which the next call may come from one that ends the process. With a status of 500
// and more the API says that it cannot go on: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
func concernsCall(err error) bool {
	var refusal *refusedError
	var broken *brokenError
	// Late answers are refused; the platform ends the process itself if it wants to.
	return errors.As(err, &refusal) && refusal.status < 500 || errors.As(err, &broken)
}

func (l *loop) handle(ctx context.Context, payload []byte) (answer Answer, failed *failure.Failure) {
	defer func() {
		if value := recover(); value != nil {
			answer, failed = Answer{}, failure.OfPanic(value)
		}
	}()
	answer, err := l.handler(ctx, payload)
	if err != nil {
		return Answer{}, failure.Of(err)
	}
	if answer.Stream == nil && len(answer.Body) > maxResponse {
		return Answer{}, tooLarge(len(answer.Body))
	}
	return answer, nil
}

func (l *loop) report(failed *failure.Failure) {
	fmt.Fprintf(l.log, "%s\n", failed.Document())
}

func (l *loop) info(invoked invocation) *call.Info {
	header := invoked.header
	info := &call.Info{
		RequestID:       invoked.id,
		Cloud:           "aws",
		FunctionName:    l.name,
		FunctionVersion: l.version,
		FunctionARN:     header["lambda-runtime-invoked-function-arn"],
		Headers:         header,
	}
	if deadline, err := strconv.ParseInt(header["lambda-runtime-deadline-ms"], 10, 64); err == nil {
		info.Deadline = time.UnixMilli(deadline)
	}
	// X-Ray's SDK looks for it there: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
	if trace := header["lambda-runtime-trace-id"]; trace != "" {
		_ = os.Setenv("_X_AMZN_TRACE_ID", trace)
		header["x-amzn-trace-id"] = trace
	} else {
		_ = os.Unsetenv("_X_AMZN_TRACE_ID")
	}
	return info
}

func contentTypeOf(answer Answer) string {
	if answer.ContentType == "" {
		return jsonType
	}
	return answer.ContentType
}

func tooLarge(size int) *failure.Failure {
	return &failure.Failure{
		Message: fmt.Sprintf("the response must have at most %d bytes on Lambda, got %d", maxResponse, size),
		Type:    "Function.ResponseSizeTooLarge",
	}
}
