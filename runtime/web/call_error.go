package web

// callError is an error that fails a call, under a type of its own for callers.
type callError struct{ kind, message string }

func (e *callError) Error() string { return e.message }

// ErrorType is the name that the error has for callers.
func (e *callError) ErrorType() string { return e.kind }

func invalidEvent(message string) error { return &callError{"Runtime.InvalidEvent", message} }

// notHTTP is for events that are something else, such as those of a queue, or a warmup's.
func notHTTP(why string) error {
	message := "the event is no HTTP request of a function URL, API Gateway or an Application Load Balancer"
	if why != "" {
		message += ": " + why
	}
	return &callError{"Runtime.NotHTTP", message}
}

func invalidResponse(message string) error { return &callError{"Runtime.InvalidResponse", message} }
