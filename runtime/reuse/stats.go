package reuse

import "github.com/goserverless/goserverless/runtime/reuse/internal/count"

// Count is how often something had to be made, and how often what was there could be used.
type Count = count.Count

// Stats counts the whole instance by kind: "value" for every Value, "sql" for the connections of sqldb and "http" for
// those of httpclient.
//
// With GOSERVERLESS_REUSE_STATS=1 in the environment, each use is also a line of JSON on standard error, such as
// {"goserverless":"reuse","kind":"http","new":false,"requestId":"8476a536-..."}.
func Stats() map[string]Count { return count.All() }

// Stats counts the values that were built, and the Gets that were handed one which was there or on its way.
func (v *Value[T]) Stats() Count {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	return v.count
}
