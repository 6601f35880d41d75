package sqldb

import (
	"context"
	"database/sql/driver"
	"io"
	"sync/atomic"

	"github.com/goserverless/goserverless/runtime/reuse"
	"github.com/goserverless/goserverless/runtime/reuse/internal/count"
)

// counter counts the connections that were opened. The connections themselves stay as the driver made them: wrapped ones
// would be strangers to those who reach for the driver's own with (*sql.Conn).Raw.
type counter struct{ opened atomic.Int64 }

// against tells how many uses of the database had a connection before them: all but as many as were opened.
func (c *counter) against(uses reuse.Count) reuse.Count {
	opened := c.opened.Load()
	return reuse.Count{New: opened, Reused: max(0, uses.New+uses.Reused-opened)}
}

func (c *counter) watch(connector driver.Connector) driver.Connector {
	return &watched{connector, c}
}

type watched struct {
	driver.Connector
	counter *counter
}

func (w *watched) Connect(ctx context.Context) (driver.Conn, error) {
	connection, err := w.Connector.Connect(ctx)
	if err == nil {
		w.counter.opened.Add(1)
		count.Log(ctx, count.SQL, true)
	}
	return connection, err
}

// Close is for connectors that hold something themselves, which database/sql asks for.
func (w *watched) Close() error {
	if closer, ok := w.Connector.(io.Closer); ok {
		return closer.Close()
	}
	return nil
}
