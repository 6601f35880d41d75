package main

import (
	"context"
	"encoding/json"
	"testing"
)

func TestProcess(t *testing.T) {
	tests := []struct {
		name, event, want string
	}{
		{"an empty batch", `{"Records":[]}`, `{"batchItemFailures":[]}`},
		{
			"an order",
			`{"Records":[{"messageId":"a","body":"{\"sku\":\"tulip\",\"quantity\":2}"}]}`,
			`{"batchItemFailures":[]}`,
		},
		{
			"an order among messages that are none",
			`{"Records":[
				{"messageId":"a","body":"hello"},
				{"messageId":"b","body":"{\"sku\":\"tulip\",\"quantity\":2}"},
				{"messageId":"c","body":"{\"sku\":\"tulip\",\"quantity\":0}"}
			]}`,
			`{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"c"}]}`,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var batch Batch
			if err := json.Unmarshal([]byte(test.event), &batch); err != nil {
				t.Fatal(err)
			}
			result, err := process(context.Background(), batch)
			if err != nil {
				t.Fatal(err)
			}
			if got, _ := json.Marshal(result); string(got) != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
