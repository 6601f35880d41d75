package main

import (
	"net/http/httptest"
	"strings"
	"testing"
)

func TestRoutes(t *testing.T) {
	tests := []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/hello/Gopher", "", 200, `{"greeting":"Hello, Gopher!"}`},
		{"POST", "/hello/Gopher", "", 405, "Method Not Allowed"},
		{"GET", "/", "", 404, "404 page not found"},
		{"POST", "/orders", `{"item":"tea","quantity":2}`, 201, `{"item":"tea","quantity":2}`},
		{"POST", "/orders", `{"item":"tea"}`, 422, `an order needs an "item", and a "quantity" of at least 1`},
		{"POST", "/orders", `tea`, 400, "the body must be an order as JSON: invalid character 'e' in literal true (expecting 'r')"},
	}
	handler := logged(routes())
	for _, test := range tests {
		t.Run(test.method+" "+test.path, func(t *testing.T) {
			response := httptest.NewRecorder()
			handler.ServeHTTP(response, httptest.NewRequest(test.method, test.path, strings.NewReader(test.body)))
			if got := strings.TrimSpace(response.Body.String()); response.Code != test.status || got != test.want {
				t.Errorf("got %d %s, want %d %s", response.Code, got, test.status, test.want)
			}
		})
	}
}
