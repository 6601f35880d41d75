// Package sqldb keeps a *sql.DB from one call to the next, with a pool that suits an instance.
//
//	var database = sqldb.Open("pgx", os.Getenv("DATABASE_URL"))
//
//	func handle(ctx context.Context, order Order) (Receipt, error) {
//		db, err := database.Get(ctx)
//		...
//	}
//
// An instance takes one call at a time, so one connection is enough, and a thousand instances are a thousand connections
// already. A call that needs two at once, such as a query inside the loop over another one's rows, waits for itself
// until its context ends; Connections gives it more.
package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/goserverless/goserverless/runtime/reuse"
	"github.com/goserverless/goserverless/runtime/reuse/internal/count"
)

const (
	// idleTime is below the 350 seconds after which AWS drops an idle connection on its way through a NAT gateway or a
	// Network Load Balancer without telling either end. An instance that is frozen in between cannot keep it alive.
	// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html#nat-gateway-troubleshooting-timeout
	idleTime = 5 * time.Minute
	// lifetime has an instance that is always busy follow a failover or a new address within a quarter of an hour, which
	// is as long as a token of RDS is good for a new connection.
	// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
	lifetime = 15 * time.Minute
)

// Open keeps a database. It is opened and connected to on first use, or before the first call as reuse.New describes,
// which is where errors show: they hold neither the data source name nor its password.
//
// After thirty seconds without a use the connection is checked with a ping. database/sql does not notice a freeze: its
// times run on the monotonic clock, which may stand still meanwhile. A connection that its driver finds lost is replaced;
// if there is no answer within two seconds, or another error, the database is closed and opened again.
//
// It is closed when the instance ends, as reuse.Close describes. A database has few connections to give away, and a server
// that is not told may hold its side of one for hours, until TCP's keep-alive finds out.
//
// Each tune is called once the pool is set: one connection, idle for at most five minutes, used for at most fifteen.
func Open(driverName, dataSourceName string, tune ...func(*sql.DB)) *reuse.Value[*sql.DB] {
	return OpenConnector(func(context.Context) (driver.Connector, error) {
		return connectorOf(driverName, dataSourceName)
	}, tune...)
}

// OpenConnector is Open for what is to be found out at run time, such as a password that is kept elsewhere. The function
// is called again if the database is opened again.
func OpenConnector(
	connector func(context.Context) (driver.Connector, error), tune ...func(*sql.DB),
) *reuse.Value[*sql.DB] {
	var opened counter
	value := reuse.New(func(ctx context.Context) (*sql.DB, error) {
		to, err := connector(ctx)
		if err != nil {
			return nil, err
		}
		db := sql.OpenDB(opened.watch(to))
		Connections(1)(db)
		db.SetConnMaxIdleTime(idleTime)
		db.SetConnMaxLifetime(lifetime)
		for _, each := range tune {
			each(db)
		}
		if err := db.PingContext(ctx); err != nil {
			_ = db.Close()
			return nil, fmt.Errorf("sqldb: the database cannot be reached: %w", err)
		}
		return db, nil
	}, reuse.Check(ping), reuse.Close((*sql.DB).Close))
	count.Add(count.SQL, func() reuse.Count { return opened.against(value.Stats()) })
	return value
}

// Connections sets how many connections there are at most, in use or idle: as many as the instance takes calls at once,
// times what each of them needs.
func Connections(most int) func(*sql.DB) {
	return func(db *sql.DB) {
		db.SetMaxOpenConns(most)
		// Those above the idle limit would be closed after each call, and opened again for the next.
		db.SetMaxIdleConns(most)
	}
}

// ping drops the connections that their driver finds lost, and ends with one that works.
func ping(ctx context.Context, db *sql.DB) error {
	stats := db.Stats()
	// A ping would wait for a connection, and where all are in use the pool tells nothing.
	if stats.MaxOpenConnections > 0 && stats.InUse >= stats.MaxOpenConnections {
		return nil
	}
	for range stats.Idle {
		if err := db.PingContext(ctx); !errors.Is(err, driver.ErrBadConn) {
			return err
		}
	}
	return db.PingContext(ctx)
}
