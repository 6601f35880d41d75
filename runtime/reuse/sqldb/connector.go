package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"
)

// connectorOf does what sql.Open does, and says nothing of the data source name where it fails.
func connectorOf(driverName, dataSourceName string) (driver.Connector, error) {
	opened, err := sql.Open(driverName, dataSourceName)
	if err != nil {
		return nil, openError(driverName)
	}
	by := opened.Driver()
	_ = opened.Close()
	secrets := hide(dataSourceName)
	if modern, ok := by.(driver.DriverContext); ok {
		connector, err := modern.OpenConnector(dataSourceName)
		if err != nil {
			return nil, openError(driverName)
		}
		return &discreet{connector, secrets}, nil
	}
	return &discreet{plain{dataSourceName, by}, secrets}, nil
}

// openError keeps what the driver said to itself: most quote the data source name that they could not read.
func openError(driverName string) error {
	for _, known := range sql.Drivers() {
		if known == driverName {
			return fmt.Errorf("sqldb: the driver %q cannot read the data source name that it was given", driverName)
		}
	}
	return fmt.Errorf("sqldb: there is no driver %q: import it, if only for its effect; there are %q", driverName, sql.Drivers())
}

// plain connects with a driver that has no connector of its own.
type plain struct {
	dataSourceName string
	driver         driver.Driver
}

func (p plain) Connect(context.Context) (driver.Conn, error) { return p.driver.Open(p.dataSourceName) }
func (p plain) Driver() driver.Driver                        { return p.driver }

// discreet keeps secrets out of the errors of another connector.
type discreet struct {
	driver.Connector
	secrets *strings.Replacer
}

func (d *discreet) Connect(ctx context.Context) (driver.Conn, error) {
	connection, err := d.Connector.Connect(ctx)
	if err != nil {
		if text := d.secrets.Replace(err.Error()); text != err.Error() {
			// Not wrapped: whoever unwrapped it would print it.
			err = errors.New(text)
		}
		return nil, err
	}
	return connection, nil
}

// Close is for connectors that hold something themselves, which database/sql asks for.
func (d *discreet) Close() error {
	if closer, ok := d.Connector.(io.Closer); ok {
		return closer.Close()
	}
	return nil
}
