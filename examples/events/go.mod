module github.com/goserverless/goserverless/examples/events

go 1.24

require github.com/goserverless/goserverless/runtime v0.0.0

replace github.com/goserverless/goserverless/runtime => ../../runtime
