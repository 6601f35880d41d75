package failure

import (
	"runtime"
	"strings"
)

// Frame is one function on the stack of a panic.
type Frame struct {
	Path  string `json:"path"`
	Line  int    `json:"line"`
	Label string `json:"label"`
}

// maxFrames bounds a stack: a recursion without end would fill megabytes.
const maxFrames = 64

// panicStack is the stack below the panic that is being recovered.
func panicStack() []Frame {
	// What lies above the panic are a handful of functions that recover it.
	callers := make([]uintptr, maxFrames+16)
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers)])
	var stack []Frame
	var panicked, begun bool
	for more := true; more && len(stack) < maxFrames; {
		var each runtime.Frame
		each, more = frames.Next()
		// Between the panic and what failed are the runtime's own, such as the one for a nil pointer.
		begun = begun || panicked && !strings.HasPrefix(each.Function, "runtime.")
		panicked = panicked || each.Function == "runtime.gopanic"
		if begun && each.Function != "" {
			stack = append(stack, Frame{each.File, each.Line, label(each.Function)})
		}
	}
	return stack
}

// label is `(*Server).handle` for `example.com/shop.(*Server).handle`.
func label(function string) string {
	name := function[strings.LastIndexByte(function, '/')+1:]
	return name[strings.IndexByte(name, '.')+1:]
}
