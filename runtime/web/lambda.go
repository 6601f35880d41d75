//go:build !goserverless.fc

package web

import (
	"context"
	"io"
	"net/http"
	"os"

	"github.com/goserverless/goserverless/runtime/internal/lambda"
)

func serveLambda(handler http.Handler) error {
	adapter := &adapter{handler: handler, stream: os.Getenv("GOSERVERLESS_HTTP_STREAM") == "1"}
	return lambda.Run(os.Getenv("AWS_LAMBDA_RUNTIME_API"), adapter.answer)
}

// adapter is a lambda.Handler that has an http.Handler answer.
type adapter struct {
	handler http.Handler
	stream  bool
}

func (a *adapter) answer(ctx context.Context, payload []byte) (lambda.Answer, error) {
	// The platform's buffer is used again for the next call, and what is read from here on shares its memory.
	text := string(payload)
	event, err := parseEvent(text)
	if err != nil {
		return lambda.Answer{}, err
	}
	shape, err := shapeOf(event)
	if err != nil {
		return lambda.Answer{}, err
	}
	ctx = &eventCarrier{ctx, text}
	if a.stream && shape.streams {
		return a.streamed(ctx, event, shape)
	}
	request, err := event.request(ctx, shape)
	if err != nil {
		return lambda.Answer{}, err
	}
	w := newWriter(shape, request.Method)
	if err := serve(a.handler, w, request); err != nil {
		return lambda.Answer{}, err
	}
	return lambda.Answer{Body: w.whole()}, nil
}

func (a *adapter) streamed(ctx context.Context, event *event, shape *shape) (lambda.Answer, error) {
	ctx, cancel := context.WithCancel(ctx)
	request, err := event.request(ctx, shape)
	if err != nil {
		cancel()
		return lambda.Answer{}, err
	}
	w := newWriter(shape, request.Method)
	return lambda.Answer{ContentType: integrationResponse, Stream: func(to io.Writer) error {
		defer cancel()
		w.stream, w.cancel = to, cancel
		return serve(a.handler, w, request)
	}}, nil
}
