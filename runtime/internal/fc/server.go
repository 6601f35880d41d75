package fc

import (
	"context"
	"io"
	"maps"
	"net/http"
	"os"
	"sync"

	"github.com/goserverless/goserverless/runtime/internal/lifecycle"
)

// server answers requests of the platform.
type server struct {
	options Options
	place   place
	// log takes the marks by which FC finds a call's lines.
	log io.Writer
	// errors takes what failed.
	errors io.Writer
	// lost gets the first call that panicked, after which the process must end.
	lost chan *panicError
	// ending is done once, when the instance ends.
	ending       func(context.Context)
	shutdownOnce sync.Once
}

func newServer(options Options, at place) *server {
	return &server{
		options: options,
		place:   at,
		log:     os.Stdout,
		errors:  os.Stderr,
		lost:    make(chan *panicError, 1),
		ending:  lifecycle.Shutdown,
	}
}

// ServeHTTP finds out what a request is.
func (s *server) ServeHTTP(to http.ResponseWriter, request *http.Request) {
	path := s.controlPath(request)
	if !s.place.local {
		request = withoutCredentials(request)
	}
	switch path {
	case "/initialize":
		// What calls cannot do without is done before the port opens; this is what they would have to wait for.
		s.mark("Initialize", request, func() {
			lifecycle.Initialize(request.Context())
			answer(to, http.StatusOK, nil)
		})
	case "/pre-freeze":
		// The function's own handler is for calls.
		s.mark("PreFreeze", request, func() { answer(to, http.StatusOK, nil) })
	case "/pre-stop":
		s.mark("PreStop", request, func() {
			s.shutdown()
			answer(to, http.StatusOK, nil)
		})
	case "/invoke":
		s.mark("Invoke", request, func() { s.invoke(to, request, platformCall) })
	default:
		s.mark("Invoke", request, func() { s.serveHTTP(to, request) })
	}
}

// controlPath is what FC says that a request is, since a function may have paths of the same names:
// https://www.alibabacloud.com/help/en/functioncompute/fc-2-0/user-guide/custom-runtime-specification-details
func (s *server) controlPath(request *http.Request) string {
	if s.place.local {
		return "/http-invoke"
	}
	if path := request.Header.Get("X-Fc-Control-Path"); path != "" {
		return path
	}
	switch path := request.URL.Path; {
	case request.Method == http.MethodPost && (path == "/initialize" || path == "/invoke"):
		return path
	case request.Method == http.MethodGet && (path == "/pre-freeze" || path == "/pre-stop"):
		return path
	}
	return "/http-invoke"
}

// withoutCredentials takes the keys of the function's role out of the headers, which handlers log, echo and pass on. They
// are in the environment too, where the SDKs look for them:
// https://www.alibabacloud.com/help/en/functioncompute/fc-2-0/user-guide/custom-runtime-specification-details
func withoutCredentials(request *http.Request) *http.Request {
	safe := *request
	safe.Header = maps.Clone(request.Header)
	for _, name := range []string{"X-Fc-Access-Key-Id", "X-Fc-Access-Key-Secret", "X-Fc-Security-Token"} {
		safe.Header.Del(name)
	}
	return &safe
}

func (s *server) serveHTTP(to http.ResponseWriter, request *http.Request) {
	if s.options.HTTP == nil {
		s.invoke(to, request, s.plainCall())
		return
	}
	ctx, cancel := s.contextOf(request)
	defer cancel()
	s.options.HTTP.ServeHTTP(to, request.WithContext(ctx))
}

// shutdown does what was given to OnShutdown, once. Who comes second waits for it to be done.
func (s *server) shutdown() {
	s.shutdownOnce.Do(func() {
		ctx, cancel := context.WithTimeout(context.Background(), shutdownTime)
		defer cancel()
		s.ending(ctx)
	})
}
