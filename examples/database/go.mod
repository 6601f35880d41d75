module github.com/goserverless/goserverless/examples/database

go 1.24

require (
	github.com/goserverless/goserverless/runtime v0.0.0
	github.com/lib/pq v1.12.3
)

replace github.com/goserverless/goserverless/runtime => ../../runtime
