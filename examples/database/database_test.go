//go:build database

package main

import (
	"context"
	"testing"
)

// TestTake changes nothing: the table is one of its connection. It needs a database, and therefore a tag:
//
//	DATABASE_URL=postgres://... go test -tags database
func TestTake(t *testing.T) {
	ctx := context.Background()
	db, err := database.Get(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(ctx, `CREATE TEMPORARY TABLE stock (sku text PRIMARY KEY, quantity int NOT NULL);
		INSERT INTO stock VALUES ('tulip', 5)`)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = db.ExecContext(ctx, `DROP TABLE pg_temp.stock`) })
	tests := []struct {
		name    string
		order   Order
		want    int
		failure string
	}{
		{"of what is there", Order{"tulip", 2}, 3, ""},
		{"of too little", Order{"tulip", 4}, 0, `there are not 4 of "tulip"`},
		{"of the rest", Order{"tulip", 3}, 0, ""},
		{"of what is unknown", Order{"rose", 1}, 0, `there are not 1 of "rose"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			left, err := handle(ctx, test.order)
			failure := ""
			if err != nil {
				failure = err.Error()
			}
			if left.Quantity != test.want || failure != test.failure {
				t.Errorf("got %d, %q, want %d, %q", left.Quantity, failure, test.want, test.failure)
			}
		})
	}
}
