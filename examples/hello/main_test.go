package main

import (
	"context"
	"testing"

	"github.com/aws/aws-lambda-go/events"
)

func TestGreet(t *testing.T) {
	tests := []struct {
		name  string
		query map[string]string
		want  string
	}{
		{"without a name", nil, "Hello, world!\n"},
		{"with a name", map[string]string{"name": "Gopher"}, "Hello, Gopher!\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			response, err := greet(context.Background(), events.LambdaFunctionURLRequest{QueryStringParameters: test.query})
			if err != nil {
				t.Fatal(err)
			}
			if response.StatusCode != 200 || response.Body != test.want {
				t.Errorf("got %d %q, want 200 %q", response.StatusCode, response.Body, test.want)
			}
		})
	}
}
