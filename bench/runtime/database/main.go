// Database answers with the process ID of the PostgreSQL backend it was served by, over a connection that is kept between
// calls or, with OPEN_EACH_CALL set, over one of the call's own.
package main

import (
	"context"
	"database/sql"
	"os"

	_ "github.com/lib/pq" // the driver "postgres"

	"github.com/goserverless/goserverless/runtime"
	"github.com/goserverless/goserverless/runtime/reuse/sqldb"
)

var kept = sqldb.Open("postgres", os.Getenv("DATABASE_URL"))

func main() {
	if os.Getenv("OPEN_EACH_CALL") != "" {
		runtime.Start(openEachCall)
	}
	runtime.Start(keep)
}

func keep(ctx context.Context, _ struct{}) (int, error) {
	db, err := kept.Get(ctx)
	if err != nil {
		return 0, err
	}
	return backend(ctx, db)
}

func openEachCall(ctx context.Context, _ struct{}) (int, error) {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		return 0, err
	}
	defer db.Close()
	return backend(ctx, db)
}

func backend(ctx context.Context, db *sql.DB) (pid int, err error) {
	err = db.QueryRowContext(ctx, "SELECT pg_backend_pid()").Scan(&pid)
	return pid, err
}
