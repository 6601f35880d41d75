package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"testing"

	"github.com/goserverless/goserverless/runtime/internal/lifecycle"
	"github.com/goserverless/goserverless/runtime/reuse"
)

// database is a driver and its only connector.
type database struct {
	opened, closed atomic.Int32
	// lost has every connection that there is answer as one does whose peer is gone.
	lost atomic.Int32
	fail func(dataSourceName string) error
}

func (d *database) Open(dataSourceName string) (driver.Conn, error) {
	if d.fail != nil {
		return nil, d.fail(dataSourceName)
	}
	return &connection{d, d.opened.Add(1)}, nil
}

// strict is a driver that reads the data source name before it connects.
type strict struct{ *database }

func (strict) OpenConnector(dataSourceName string) (driver.Connector, error) {
	return nil, fmt.Errorf("parse %q: invalid port", dataSourceName)
}

type connection struct {
	of     *database
	number int32
}

func (c *connection) Ping(context.Context) error {
	if c.number <= c.of.lost.Load() {
		return driver.ErrBadConn
	}
	return nil
}

func (c *connection) Query([]driver.Value) (driver.Rows, error) { return nothing{}, nil }
func (c *connection) Prepare(string) (driver.Stmt, error)       { return statement{c}, nil }
func (c *connection) Begin() (driver.Tx, error)                 { return nil, errors.ErrUnsupported }
func (c *connection) Close() error                              { c.of.closed.Add(1); return nil }

type statement struct{ *connection }

func (statement) Close() error { return nil }

func (statement) NumInput() int                              { return 0 }
func (statement) Exec([]driver.Value) (driver.Result, error) { return driver.ResultNoRows, nil }

type nothing struct{}

func (nothing) Columns() []string         { return nil }
func (nothing) Close() error              { return nil }
func (nothing) Next([]driver.Value) error { return io.EOF }

var registered atomic.Int32

func register(of driver.Driver) string {
	name := fmt.Sprintf("fake%d", registered.Add(1))
	sql.Register(name, of)
	return name
}

func use(t *testing.T, value *reuse.Value[*sql.DB]) *sql.DB {
	t.Helper()
	db, err := value.Get(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT"); err != nil {
		t.Fatal(err)
	}
	return db
}

func TestOpenKeepsOneConnection(t *testing.T) {
	var peer database
	value := Open(register(&peer), "db")
	before := reuse.Stats()["sql"]
	for range 100 {
		use(t, value)
	}
	if got := peer.opened.Load(); got != 1 {
		t.Errorf("opened %d connections, want 1", got)
	}
	after := reuse.Stats()["sql"]
	if opened, reused := after.New-before.New, after.Reused-before.Reused; opened != 1 || reused != 99 {
		t.Errorf("counted %d new and %d reused, want 1 and 99", opened, reused)
	}
}

func TestOpenSetsThePool(t *testing.T) {
	tests := []struct {
		name string
		tune []func(*sql.DB)
		want int
	}{
		{"by itself", nil, 1},
		{"with more connections", []func(*sql.DB){Connections(4)}, 4},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var peer database
			db := use(t, Open(register(&peer), "db", test.tune...))
			if got := db.Stats().MaxOpenConnections; got != test.want {
				t.Errorf("got at most %d connections, want %d", got, test.want)
			}
			held := make([]*sql.Conn, test.want)
			for index := range held {
				held[index], _ = db.Conn(context.Background())
			}
			for _, each := range held {
				_ = each.Close()
			}
			if got := db.Stats().Idle; got != test.want {
				t.Errorf("kept %d connections, want %d", got, test.want)
			}
		})
	}
}

func TestLostConnectionsAreReplacedByThePing(t *testing.T) {
	for _, lost := range []int{0, 1, 4} {
		t.Run(fmt.Sprint(lost), func(t *testing.T) {
			var peer database
			db := use(t, Open(register(&peer), "db", Connections(4)))
			held := make([]*sql.Conn, 4)
			for index := range held {
				held[index], _ = db.Conn(context.Background())
			}
			for _, each := range held {
				_ = each.Close()
			}
			peer.lost.Store(int32(lost))
			if err := ping(context.Background(), db); err != nil {
				t.Error(err)
			}
			if got, want := peer.opened.Load(), 4+int32(lost/4); got != want {
				t.Errorf("opened %d connections, want %d", got, want)
			}
		})
	}
}

func TestOpenClosesWithTheInstance(t *testing.T) {
	var peer database
	db := use(t, Open(register(&peer), "db"))
	lifecycle.Shutdown(context.Background())
	if got := peer.closed.Load(); got != 1 || db.Ping() == nil {
		t.Errorf("closed %d connections, want 1 and no other opened", got)
	}
}

func TestRawConnectionIsTheDriversOwn(t *testing.T) {
	var peer database
	db := use(t, Open(register(&peer), "db"))
	raw, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	err = raw.Raw(func(own any) error {
		if _, ok := own.(*connection); !ok {
			return fmt.Errorf("got a %T", own)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestOpenConnectorFailsWithWhatItIsTold(t *testing.T) {
	denied := errors.New("access denied to the secret")
	value := OpenConnector(func(context.Context) (driver.Connector, error) { return nil, denied })
	if _, err := value.Get(context.Background()); err != denied {
		t.Errorf("got %v, want %v", err, denied)
	}
}

func TestErrorsHoldNoSecret(t *testing.T) {
	quote := func(dataSourceName string) error { return fmt.Errorf("dial %s: refused", dataSourceName) }
	user := func(string) error { return errors.New("user shop with tulip: denied") }
	strictName := register(strict{&database{}})
	const unreachable = "sqldb: the database cannot be reached: "
	tests := []struct {
		name, driver, dataSourceName, want string
	}{
		{"of a name that cannot be read", strictName, "postgres://shop:tulip@db:port/orders",
			"sqldb: the driver \"" + strictName + "\" cannot read the data source name that it was given"},
		{"of a driver that quotes it all", register(&database{fail: quote}), "shop:tulip@tcp(db)/orders",
			unreachable + "dial ***: refused"},
		{"of a driver that quotes the password", register(&database{fail: user}), "postgres://shop:tulip@db/orders",
			unreachable + "user shop with ***: denied"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Open(test.driver, test.dataSourceName).Get(context.Background())
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestErrorsAreWrappedWhereTheyHoldNoSecret(t *testing.T) {
	refused := errors.New("connection refused")
	name := register(&database{fail: func(string) error { return refused }})
	_, err := Open(name, "postgres://shop:tulip@db/orders").Get(context.Background())
	if !errors.Is(err, refused) {
		t.Errorf("got %v, want %v in it", err, refused)
	}
}

func TestOpenNamesTheDriversThatThereAre(t *testing.T) {
	_, err := Open("none", "tulip").Get(context.Background())
	want := fmt.Sprintf("sqldb: there is no driver %q: import it, if only for its effect; there are %q", "none", sql.Drivers())
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestPasswordsOf(t *testing.T) {
	const plain, escaped = "tu@lip", "tu%40lip"
	tests := []struct{ dataSourceName, want string }{
		{"postgres://shop:" + escaped + "@db:5432/orders?application_name=a@b", plain},
		{"postgres://shop:" + escaped + "@db:port/orders", escaped},
		{"postgres://db/orders?user=shop&password=" + escaped, plain},
		{"host=db user=shop password=" + plain + " dbname=orders", plain},
		{"host=db password = '" + plain + "' dbname=orders", plain},
		{"server=db;Password=" + plain + ";database=orders", plain},
		{"shop:" + plain + "@tcp(db:3306)/orders", plain},
		{"server=db;Pwd=" + plain + ";database=orders", plain},
		{"host=db password=rose sslpassword=" + plain, plain},
		{"host=db sslpassword=tu password=" + plain, plain},
		{"host=db sslpassword=rose password=" + plain, plain},
		{"postgres://shop:rose@db/orders?sslpassword=" + escaped, plain},
		{`host=db password='tu\'lip' dbname=orders`, `tu'lip`},
		{`host=db password='tu\'lip' dbname=orders`, `tu\'lip`},
		{`host=db password='tulip\\' dbname=orders`, `tulip\`},
		{"shop:" + plain + "@tcp(db:3306)/orders?password=rose", plain},
		{"shop:tu://lip@tcp(db:3306)/orders", "tu://lip"},
	}
	for _, test := range tests {
		t.Run(test.dataSourceName, func(t *testing.T) {
			if got := hide(test.dataSourceName).Replace("a " + test.want + " b"); got != "a *** b" {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestHideLeavesTheRestWhereThereIsNoPassword(t *testing.T) {
	for _, dataSourceName := range []string{"", "host=db user=shop", "postgres://shop@db/orders", "/tmp/orders.sqlite"} {
		if got := hide(dataSourceName).Replace("shop was refused"); got != "shop was refused" {
			t.Errorf("%s: got %q", dataSourceName, got)
		}
	}
}

func TestPingLeavesAPoolThatIsInUse(t *testing.T) {
	var peer database
	db := use(t, Open(register(&peer), "db"))
	held, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	// Whoever waited for a connection would get this context's end instead.
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := ping(ctx, db); err != nil {
		t.Error(err)
	}
}
