module example.com/bench

go 1.24

require (
	github.com/aws/aws-lambda-go v1.54.0
	github.com/goserverless/goserverless/runtime v0.0.0
	github.com/lib/pq v1.12.3
)

replace github.com/goserverless/goserverless/runtime => ../../runtime
