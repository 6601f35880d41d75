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
	"github.com/goserverless/goserverless/runtime/internal/lifecycle"
)

// maxResponse is what a buffered answer may have: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
const maxResponse = 6 << 20

// Handler answers one call. The payload is valid until it returns.
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
	}
	if err := loop.init(); err != nil {
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
}

func (l *loop) init() error {
	if lifecycle.HasShutdown() {
		awaitTermination(l.client.peer)
	}
	failed := l.runInit()
	if failed == nil {
		return nil
	}
	if err := l.client.failInit(failed); err != nil {
		return errors.Join(errors.New(failed.Message), err)
	}
	return errors.New(failed.Message)
}

func (l *loop) runInit() (failed *failure) {
	defer func() {
		if value := recover(); value != nil {
			failed = toPanic(value)
		}
	}()
	if err := lifecycle.Init(context.Background()); err != nil {
		return toFailure(err)
	}
	return nil
}

// one takes a call and answers it.
func (l *loop) one() error {
	call, err := l.client.next()
	if err != nil {
		return err
	}
	answer, failed, panicked := l.handle(call)
	if failed == nil && answer.Stream == nil && len(answer.Body) > maxResponse {
		failed = tooLarge(len(answer.Body))
	}
	switch {
	case failed != nil:
		err = l.client.fail(call.id, failed)
	case answer.Stream != nil:
		err = l.client.stream(call.id, answer)
	default:
		err = l.client.respond(call.id, contentTypeOf(answer), answer.Body)
	}
	// The platform says no to an answer that came too late, and then ends the process itself; the next call may come.
	var refusal *refusedError
	if errors.As(err, &refusal) {
		fmt.Fprintln(os.Stderr, err)
		err = nil
	}
	if panicked {
		return fmt.Errorf("the handler panicked: %s", failed.Message)
	}
	return err
}

func (l *loop) handle(invoked invocation) (answer Answer, failed *failure, panicked bool) {
	ctx, cancel := call.NewContext(context.Background(), l.info(invoked))
	defer cancel()
	defer func() {
		if value := recover(); value != nil {
			failed, panicked = toPanic(value), true
		}
	}()
	answer, err := l.handler(ctx, invoked.payload)
	if err != nil {
		return Answer{}, toFailure(err), false
	}
	return answer, nil, false
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
	}
	return info
}

func contentTypeOf(answer Answer) string {
	if answer.ContentType == "" {
		return jsonType
	}
	return answer.ContentType
}

func tooLarge(size int) *failure {
	return &failure{
		Message: fmt.Sprintf("the response must have at most %d bytes on Lambda, got %d", maxResponse, size),
		Type:    "Function.ResponseSizeTooLarge",
	}
}
