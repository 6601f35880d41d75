package count

import (
	"bytes"
	"context"
	"testing"

	"github.com/goserverless/goserverless/runtime/internal/call"
)

func TestAllSumsEachKind(t *testing.T) {
	before := All()["a"]
	Add("a", func() Count { return Count{1, 2} })
	Add("b", func() Count { return Count{10, 20} })
	Add("a", func() Count { return Count{3, 4} })
	after := All()["a"]
	if got := (Count{after.New - before.New, after.Reused - before.Reused}); got != (Count{4, 6}) {
		t.Errorf("got %+v", got)
	}
}

func TestLineNamesTheCall(t *testing.T) {
	ctx, cancel := call.NewContext(context.Background(), &call.Info{RequestID: `8476"a`})
	defer cancel()
	tests := []struct {
		name  string
		ctx   context.Context
		isNew bool
		want  string
	}{
		{"in a call", ctx, false, `{"goserverless":"reuse","kind":"sql","new":false,"requestId":"8476\"a"}` + "\n"},
		{"outside of one", context.Background(), true, `{"goserverless":"reuse","kind":"sql","new":true}` + "\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var log bytes.Buffer
			write(test.ctx, &log, SQL, test.isNew)
			if log.String() != test.want {
				t.Errorf("got %s, want %s", &log, test.want)
			}
		})
	}
}
