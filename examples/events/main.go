// Events takes orders from a queue and says which of them are to be tried again.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/goserverless/goserverless/runtime"
	"github.com/goserverless/goserverless/runtime/logging"
)

// Batch is what SQS hands over, as far as this function reads it.
type Batch struct {
	Records []Message `json:"Records"`
}

// Message carries an order as JSON.
type Message struct {
	ID   string `json:"messageId"`
	Body string `json:"body"`
}

// Order is what a customer wants.
type Order struct {
	SKU      string `json:"sku"`
	Quantity int    `json:"quantity"`
}

// Result names the messages that stay in the queue. The others are done, even if one fails:
// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
type Result struct {
	Failures []Failure `json:"batchItemFailures"`
}

// Failure is a message that is to be tried again.
type Failure struct {
	ID string `json:"itemIdentifier"`
}

func main() {
	slog.SetDefault(slog.New(logging.NewHandler(os.Stdout, nil)))
	runtime.Start(process)
}

func process(ctx context.Context, batch Batch) (Result, error) {
	result := Result{Failures: []Failure{}}
	for _, message := range batch.Records {
		if err := accept(ctx, message); err != nil {
			slog.ErrorContext(ctx, "order not accepted", "messageId", message.ID, "error", err)
			result.Failures = append(result.Failures, Failure{message.ID})
		}
	}
	return result, nil
}

func accept(ctx context.Context, message Message) error {
	var order Order
	if err := json.Unmarshal([]byte(message.Body), &order); err != nil {
		return fmt.Errorf("the message is no order: %w", err)
	}
	if order.SKU == "" || order.Quantity < 1 {
		return errors.New("an order needs a sku and a quantity of at least 1")
	}
	slog.InfoContext(ctx, "order accepted", "sku", order.SKU, "quantity", order.Quantity)
	return nil
}
