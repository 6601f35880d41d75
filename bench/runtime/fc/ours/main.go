// Ours is the same handler on the goserverless runtime.
package main

import (
	"net/http"

	"example.com/bench/probe"
	"github.com/goserverless/goserverless/runtime/web"
)

func main() { web.StartHTTP(http.HandlerFunc(probe.ServeHTTP)) }
