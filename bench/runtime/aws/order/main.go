// Order runs the probe on aws-lambda-go.
package main

import (
	"example.com/bench/probe"
	"github.com/aws/aws-lambda-go/lambda"
)

func main() { lambda.Start(probe.Handle) }
