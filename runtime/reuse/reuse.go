// Package reuse keeps what is costly to make from one call to the next: clients, connections, parsed files.
//
//	var database = reuse.New(connect, reuse.Check(ping))
//
//	func handle(ctx context.Context, order Order) (Receipt, error) {
//		db, err := database.Get(ctx)
//		...
//	}
//
// There are ready-made ones for *sql.DB in the package sqldb and for *http.Client in the package httpclient.
package reuse

import (
	"context"
	"reflect"
	"sync"

	"github.com/goserverless/goserverless/runtime/internal/lifecycle"
	"github.com/goserverless/goserverless/runtime/reuse/internal/count"
)

// Value is a value that an instance builds once and keeps. It belongs in a package variable, and is safe for use by many
// calls at once.
type Value[T any] struct {
	build  func(context.Context) (T, error)
	config config[T]
	now    func() instant

	mutex sync.Mutex
	// kept is the value, nil where there is none.
	kept *T
	// used is when kept was last handed out.
	used instant
	// attempt is on its way to a value, nil where nothing is.
	attempt *attempt[T]
	count   Count
}

// New returns a value that build makes on first use, or before that where the platform leaves time for it: in instances
// that Lambda provisions, and in an initializer of Function Compute. Such a build has ten seconds; one that fails is
// written to standard error, and the first use tries again.
//
// The value belongs to the instance and not to a call. So the context of build carries nothing of a call and has no
// deadline; it ends only if every call that waits for the value has ended, and stays valid once the value is there, so
// that a client may keep it.
func New[T any](build func(context.Context) (T, error), options ...Option[T]) *Value[T] {
	v := &Value[T]{build: build, now: now, config: config[T]{checkAfter: DefaultCheckAfter, checkTime: checkTime}}
	for _, option := range options {
		option(&v.config)
	}
	count.Add(count.Values, v.Stats)
	v.onAhead()
	if v.config.closeAtEnd {
		lifecycle.OnShutdown(v.shutdown)
	}
	return v
}

// Get returns the value, and builds it if there is none. Calls that come while it is built wait for the same build, each
// until its own context ends. They share its error, which is not kept: the next Get tries again. A build that panics
// panics in all of them.
func (v *Value[T]) Get(ctx context.Context) (T, error) {
	v.mutex.Lock()
	if v.isFresh() {
		value := *v.kept
		v.used = v.now()
		v.count.Reused++
		v.mutex.Unlock()
		count.Log(ctx, count.Values, false)
		return value, nil
	}
	if err := ctx.Err(); err != nil {
		v.mutex.Unlock()
		var none T
		return none, err
	}
	current, begun := v.attempt, false
	if current == nil {
		current, begun = v.begin(), true
	}
	current.waiting++
	v.mutex.Unlock()
	return v.wait(ctx, current, begun)
}

// Discard drops a value that turned out to be broken, and closes it: the next Get builds a new one. If another call was
// faster, and old is no longer the one that is kept, nothing happens. Types that cannot be compared are always dropped.
// A value that is being checked is closed after its check.
func (v *Value[T]) Discard(old T) {
	v.mutex.Lock()
	dropped := v.kept
	if dropped != nil && !same(old, *dropped) {
		dropped = nil
	}
	if dropped != nil {
		v.kept = nil
	}
	if a := v.attempt; a != nil && a.checked != nil && same(old, *a.checked) {
		a.discarded = true
	}
	v.mutex.Unlock()
	if dropped != nil {
		v.end(*dropped)
	}
}

func (v *Value[T]) isFresh() bool {
	return v.kept != nil && (v.config.check == nil || v.now().since(v.used) < v.config.checkAfter)
}

func same[T any](a, b T) bool {
	left, right := reflect.ValueOf(&a).Elem(), reflect.ValueOf(&b).Elem()
	return !left.Comparable() || !right.Comparable() || left.Equal(right)
}
