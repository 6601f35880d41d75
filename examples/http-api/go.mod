module github.com/goserverless/goserverless/examples/http-api

go 1.24

require github.com/goserverless/goserverless/runtime v0.0.0

// In a copy of this example outside of the repository, drop this line and ask for a published version:
// go mod edit -dropreplace=github.com/goserverless/goserverless/runtime && go get github.com/goserverless/goserverless/runtime
replace github.com/goserverless/goserverless/runtime => ../../runtime
