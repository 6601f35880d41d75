// Package probe is the handler that both sides run.
package probe

import (
	"context"
	"runtime"
)

// Order is an event of the usual size and shape.
type Order struct {
	ID    string            `json:"id"`
	Items []Item            `json:"items"`
	Notes map[string]string `json:"notes"`
}

// Item is a line of an Order.
type Item struct {
	SKU      string  `json:"sku"`
	Quantity int     `json:"quantity"`
	Price    float64 `json:"price"`
}

// Receipt tells how many allocations the process has made.
type Receipt struct {
	ID      string  `json:"id"`
	Total   float64 `json:"total"`
	Mallocs uint64  `json:"mallocs"`
}

// Handle adds up an order.
func Handle(_ context.Context, order Order) (Receipt, error) {
	receipt := Receipt{ID: order.ID}
	for _, item := range order.Items {
		receipt.Total += float64(item.Quantity) * item.Price
	}
	var statistics runtime.MemStats
	runtime.ReadMemStats(&statistics)
	receipt.Mallocs = statistics.Mallocs
	return receipt, nil
}
