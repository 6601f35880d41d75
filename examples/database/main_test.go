package main

import (
	"context"
	"testing"
)

func TestTakeRefusesAnOrderOfNothing(t *testing.T) {
	_, err := take(context.Background(), nil, Order{SKU: "tulip"})
	if want := "an order needs a quantity of at least 1, got 0"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
