package fc

import (
	"cmp"
	"context"
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/goserverless/goserverless/runtime/internal/call"
)

// contextOf is the context of a call. It ends with the function's timeout, or with the caller's connection.
func (s *server) contextOf(request *http.Request) (context.Context, context.CancelFunc) {
	return call.NewContext(request.Context(), s.place.info(request.Header, time.Now()))
}

// info reads FC's own headers: https://www.alibabacloud.com/help/en/functioncompute/fc-2-0/user-guide/custom-runtime-specification-details
func (p place) info(header http.Header, arrived time.Time) *call.Info {
	info := &call.Info{
		Cloud:           "aliyun",
		RequestID:       header.Get("X-Fc-Request-Id"),
		FunctionName:    cmp.Or(header.Get("X-Fc-Function-Name"), p.function),
		FunctionVersion: cmp.Or(header.Get("X-Fc-Version-Id"), p.version, header.Get("X-Fc-Qualifier")),
		Headers:         make(map[string]string, len(header)),
	}
	for name, values := range header {
		info.Headers[strings.ToLower(name)] = strings.Join(values, ", ")
	}
	if p.local {
		// Anybody can send such headers here.
		info.Cloud, info.RequestID, info.FunctionName, info.FunctionVersion = "local", rand.Text(), p.function, p.version
		return info
	}
	if seconds, err := strconv.ParseUint(header.Get("X-Fc-Function-Timeout"), 10, 31); err == nil && seconds > 0 {
		info.Deadline = arrived.Add(time.Duration(seconds) * time.Second)
	}
	return info
}
