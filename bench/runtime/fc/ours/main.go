// Ours is the same handler on the goserverless runtime.
package main

import (
	"net/http"

	"example.com/bench/fc/greet"
	"github.com/goserverless/goserverless/runtime/web"
)

func main() { web.StartHTTP(http.HandlerFunc(greet.ServeHTTP)) }
