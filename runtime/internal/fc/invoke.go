package fc

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/goserverless/goserverless/runtime/internal/failure"
)

// maxPayload is what a call may have each way, in bytes:
// https://www.alibabacloud.com/help/en/functioncompute/fc-3-0/product-overview/limits
const maxPayload = 32 << 20

// manner is how the outcome of a call is told to who made it.
type manner struct {
	// failed is the status of an error.
	failed int
	// secret keeps what failed from the caller, who may be anybody.
	secret bool
}

// platformCall tells FC itself: https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/event-handlers-1
var platformCall = manner{failed: http.StatusNotFound}

// plainCall is for whoever sent an HTTP request.
func (s *server) plainCall() manner {
	if s.place.local {
		return manner{failed: http.StatusInternalServerError}
	}
	return manner{failed: http.StatusBadGateway, secret: true}
}

// invoke makes one call, with the body as its payload.
func (s *server) invoke(to http.ResponseWriter, request *http.Request, how manner) {
	if s.options.Invoke == nil {
		answer(to, how.failed, (&failure.Failure{
			Message: "the function answers HTTP requests only: it has no handler for events",
			Type:    "Runtime.NoEventHandler",
		}).Document())
		return
	}
	if request.Method != http.MethodPost {
		to.Header().Set("Allow", http.MethodPost)
		http.Error(to, "the function takes events: send one with POST", http.StatusMethodNotAllowed)
		return
	}
	// The function's time runs from here, also while its payload comes.
	ctx, cancel := s.contextOf(request)
	defer cancel()
	payload, err := io.ReadAll(http.MaxBytesReader(to, request.Body, maxPayload))
	if err != nil {
		answer(to, how.failed, s.tell(how, unreadable(err)))
		return
	}
	body, failed := handle(ctx, s.options.Invoke, payload)
	switch {
	case failed == nil:
		answer(to, http.StatusOK, body)
	case failed.Panicked:
		s.lose(to, how, failed)
	default:
		answer(to, how.failed, s.tell(how, failed))
	}
}

func unreadable(err error) *failure.Failure {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return &failure.Failure{
			Message: fmt.Sprintf("the payload must have at most %d bytes", maxPayload),
			Type:    "Runtime.PayloadTooLarge",
		}
	}
	return failure.Of(fmt.Errorf("the payload cannot be read: %w", err))
}

func handle(ctx context.Context, invoke func(context.Context, []byte) ([]byte, error), payload []byte) (body []byte, failed *failure.Failure) {
	defer func() {
		if value := recover(); value != nil {
			body, failed = nil, failure.OfPanic(value)
		}
	}()
	body, err := invoke(ctx, payload)
	switch {
	case err != nil:
		return nil, failure.Of(err)
	case len(body) > maxPayload:
		return nil, &failure.Failure{
			Message: fmt.Sprintf("the response must have at most %d bytes, got %d", maxPayload, len(body)),
			Type:    "Function.ResponseSizeTooLarge",
		}
	}
	return body, nil
}

// tell is what the caller gets to see of a failure, and writes down all of it.
func (s *server) tell(how manner, failed *failure.Failure) []byte {
	document := failed.Document()
	fmt.Fprintf(s.errors, "%s\n", document)
	if how.secret {
		return []byte(`{"message":"Internal Server Error"}`)
	}
	return document
}

// answer tells by X-Fc-Status, too, whether the call failed:
// https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/event-handlers-1
func answer(to http.ResponseWriter, status int, body []byte) {
	header := to.Header()
	addOutcome(header, status)
	header.Set("Content-Length", strconv.Itoa(len(body)))
	to.WriteHeader(status)
	_, _ = to.Write(body)
}

func addOutcome(header http.Header, status int) {
	outcome := http.StatusOK
	if status >= 300 {
		outcome = http.StatusNotFound
	}
	header.Set("Content-Type", "application/json")
	header.Set("X-Fc-Status", strconv.Itoa(outcome))
}
