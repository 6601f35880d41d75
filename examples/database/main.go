// Database takes goods from stock, over one PostgreSQL connection that an instance keeps from call to call.
//
//	CREATE TABLE stock (sku text PRIMARY KEY, quantity int NOT NULL CHECK (quantity >= 0));
//
// DATABASE_URL says where it is: postgres://user:password@host/name.
package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	_ "github.com/lib/pq" // the driver "postgres"

	"github.com/goserverless/goserverless/runtime"
	"github.com/goserverless/goserverless/runtime/reuse/sqldb"
)

// Order is what a customer wants.
type Order struct {
	SKU      string `json:"sku"`
	Quantity int    `json:"quantity"`
}

// Stock is what is left.
type Stock struct {
	SKU      string `json:"sku"`
	Quantity int    `json:"quantity"`
}

// The first call connects; in an instance that is kept warm, that is done before it.
var database = sqldb.Open("postgres", os.Getenv("DATABASE_URL"))

func main() {
	runtime.Start(handle)
}

func handle(ctx context.Context, order Order) (Stock, error) {
	db, err := database.Get(ctx)
	if err != nil {
		return Stock{}, err
	}
	return take(ctx, db, order)
}

func take(ctx context.Context, db *sql.DB, order Order) (Stock, error) {
	if order.Quantity < 1 {
		return Stock{}, fmt.Errorf("an order needs a quantity of at least 1, got %d", order.Quantity)
	}
	left := Stock{SKU: order.SKU}
	err := db.QueryRowContext(ctx,
		`UPDATE stock SET quantity = quantity - $2 WHERE sku = $1 AND quantity >= $2 RETURNING quantity`,
		order.SKU, order.Quantity).Scan(&left.Quantity)
	if errors.Is(err, sql.ErrNoRows) {
		return Stock{}, fmt.Errorf("there are not %d of %q", order.Quantity, order.SKU)
	}
	return left, err
}
