package web

import (
	"fmt"
	"log"
	"net/http"
	"runtime/debug"
)

// serve has the handler write its answer. A panic fails this request and no other, as net/http promises handlers.
func serve(handler http.Handler, w *writer, request *http.Request) (err error) {
	defer func() {
		switch value := recover(); value {
		case nil:
		case http.ErrAbortHandler:
			err = &callError{"Runtime.HandlerAborted", "the handler broke its answer off"}
		default:
			log.Printf("http: panic serving %s: %v\n%s", request.RemoteAddr, value, debug.Stack())
			err = &callError{"Runtime.HandlerPanicked", fmt.Sprintf("the handler panicked: %v", value)}
		}
	}()
	handler.ServeHTTP(w, request)
	return w.finish()
}
