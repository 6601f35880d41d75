// Order runs the probe on the goserverless runtime.
package main

import (
	"example.com/bench/probe"
	"github.com/goserverless/goserverless/runtime"
)

func main() { runtime.Start(probe.Handle) }
