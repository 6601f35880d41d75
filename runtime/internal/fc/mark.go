package fc

import (
	"fmt"
	"net/http"
)

// mark writes the lines between which FC finds what a call has logged:
// https://www.alibabacloud.com/help/en/functioncompute/fc-2-0/user-guide/custom-runtime-specification-details
func (s *server) mark(kind string, request *http.Request, work func()) {
	if s.place.local {
		work()
		return
	}
	id := request.Header.Get("X-Fc-Request-Id")
	fmt.Fprintf(s.log, "FC %s Start RequestId: %s\n", kind, id)
	// Also when a handler of HTTP requests panics.
	defer fmt.Fprintf(s.log, "FC %s End RequestId: %s\n", kind, id)
	work()
}
