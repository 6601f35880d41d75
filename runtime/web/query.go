package web

import (
	"net/url"
	"strings"
)

// givenQuery is the query as the client sent it.
func (e *event) givenQuery() string { return e.rawQuery }

// joinedQuery puts parameters together that are still encoded: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#receive-event-from-load-balancer
func (e *event) joinedQuery() string {
	return e.buildQuery(func(text string) string { return text })
}

// encodedQuery puts parameters together that API Gateway has decoded.
func (e *event) encodedQuery() string { return e.buildQuery(url.QueryEscape) }

func (e *event) buildQuery(encode func(string) string) string {
	parameters := e.multiQuery
	if len(parameters) == 0 {
		parameters = e.query
	}
	if len(parameters) == 0 {
		return ""
	}
	var query strings.Builder
	for index, parameter := range parameters {
		if index > 0 {
			query.WriteByte('&')
		}
		query.WriteString(encode(parameter.name))
		query.WriteByte('=')
		query.WriteString(encode(parameter.value))
	}
	return query.String()
}
