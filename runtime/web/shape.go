package web

import "strings"

// shape is a kind of event: how to tell it, and how it differs from others.
type shape struct {
	name string
	is   func(*event) bool
	// decodedPath tells that the front end took the percent-encoding off the path.
	decodedPath bool
	query       func(*event) string
	// appendHeaders writes the headers of an answer.
	appendHeaders func(to []byte, fields []field) []byte
	// statusText tells that the front end asks for the status in words too.
	statusText bool
	// streams tells that the front end can take an answer while it is written.
	streams bool
}

// shapes are looked through from the top.
//
// The documentation says nothing about percent-encoding, except for a load balancer's query. HTTP APIs take it off the
// path, the others do not: https://github.com/fastify/aws-lambda-fastify/issues/169
var shapes = [...]shape{
	{
		// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#receive-event-from-load-balancer
		name:          "Application Load Balancer, multi-value headers",
		is:            func(e *event) bool { return e.context.balancer && e.method != "" && e.multiValue },
		query:         (*event).joinedQuery,
		appendHeaders: appendLists,
		statusText:    true,
	},
	{
		name:          "Application Load Balancer",
		is:            func(e *event) bool { return e.context.balancer && e.method != "" },
		query:         (*event).joinedQuery,
		appendHeaders: appendCases,
		statusText:    true,
	},
	{
		// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
		name:          "API Gateway HTTP API, payload 2.0",
		is:            func(e *event) bool { return e.isVersion2() && !e.isFunctionURL() },
		decodedPath:   true,
		query:         (*event).givenQuery,
		appendHeaders: appendCookieList,
	},
	{
		// https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
		name:          "function URL",
		is:            (*event).isVersion2,
		query:         (*event).givenQuery,
		appendHeaders: appendCookieList,
		streams:       true,
	},
	{
		// REST APIs do not say their version.
		name:          "API Gateway HTTP API, payload 1.0",
		is:            func(e *event) bool { return e.method != "" && e.version == "1.0" },
		decodedPath:   true,
		query:         (*event).encodedQuery,
		appendHeaders: appendLists,
	},
	{
		// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format
		name:          "API Gateway REST API",
		is:            func(e *event) bool { return e.method != "" && e.version == "" },
		query:         (*event).encodedQuery,
		appendHeaders: appendLists,
	},
}

func shapeOf(e *event) (*shape, error) {
	for index := range shapes {
		if shapes[index].is(e) {
			return &shapes[index], nil
		}
	}
	return nil, notHTTP("")
}

func (e *event) isVersion2() bool { return e.version == "2.0" && e.context.method != "" }

// isFunctionURL tells a function URL from an HTTP API, whose events have the same form. Only an API has domains of its
// own, under which its name is not what the domain begins with.
func (e *event) isFunctionURL() bool {
	context := &e.context
	return strings.Contains(context.domainName, ".lambda-url.") ||
		context.apiID == context.domainPrefix && !strings.Contains(context.domainName, ".execute-api.")
}
