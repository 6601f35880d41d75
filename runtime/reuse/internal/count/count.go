// Package count counts what had to be made against what was used again.
package count

import (
	"context"
	"io"
	"os"
	"strconv"
	"sync"

	"github.com/goserverless/goserverless/runtime/internal/call"
	"github.com/goserverless/goserverless/runtime/internal/jsontext"
)

// Count is how often something had to be made, and how often what was there could be used.
type Count struct{ New, Reused int64 }

// The kinds of things that are counted.
const (
	Values = "value"
	SQL    = "sql"
	HTTP   = "http"
)

var (
	mutex   sync.Mutex
	sources []source
)

type source struct {
	kind string
	read func() Count
}

// Add has All ask read for its part of a kind.
func Add(kind string, read func() Count) {
	mutex.Lock()
	defer mutex.Unlock()
	sources = append(sources, source{kind, read})
}

// All returns the sum of each kind.
func All() map[string]Count {
	mutex.Lock()
	asked := sources[:len(sources):len(sources)]
	mutex.Unlock()
	sums := make(map[string]Count)
	for _, each := range asked {
		part, sum := each.read(), sums[each.kind]
		sums[each.kind] = Count{sum.New + part.New, sum.Reused + part.Reused}
	}
	return sums
}

// logged is asked for once: the environment of an instance does not change.
var logged = os.Getenv("GOSERVERLESS_REUSE_STATS") == "1"

// Log writes a line about one use to standard error where GOSERVERLESS_REUSE_STATS is 1. A report can count the lines,
// each of which names the call that it belongs to, where it belongs to one.
func Log(ctx context.Context, kind string, isNew bool) {
	if logged {
		write(ctx, os.Stderr, kind, isNew)
	}
}

func write(ctx context.Context, to io.Writer, kind string, isNew bool) {
	line := append([]byte(`{"goserverless":"reuse","kind":"`), kind...)
	line = strconv.AppendBool(append(line, `","new":`...), isNew)
	if info := call.FromContext(ctx); info != nil {
		line = jsontext.AppendString(append(line, `,"requestId":`...), info.RequestID)
	}
	// In one write, so that the lines of concurrent calls do not mix.
	_, _ = to.Write(append(line, "}\n"...))
}
