module github.com/goserverless/goserverless/runtime

go 1.24
