// Package greet is the handler that both servers run.
package greet

import (
	"io"
	"net/http"
)

// ServeHTTP greets.
func ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, "Hello!\n")
}
