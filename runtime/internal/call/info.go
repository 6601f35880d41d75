// Package call holds what a handler can learn about its call.
package call

import (
	"context"
	"time"
)

// Info describes one call.
type Info struct {
	// RequestID is the platform's name for the call, as its log has it.
	RequestID string
	// Cloud is aws, aliyun or local.
	Cloud string
	// FunctionName and FunctionVersion name what was called.
	FunctionName    string
	FunctionVersion string
	// FunctionARN is what the caller asked for, with its qualifier; empty where a cloud has no such name.
	FunctionARN string
	// Headers are what the platform sent along, under lower-case names: tracing headers among them. The
	// credentials of the function's role, which Function Compute sends too, are left out.
	Headers map[string]string
	// Deadline is when the platform ends the call; zero where there is none.
	Deadline time.Time
}

type key struct{}

// NewContext returns a context that carries info and ends at its deadline.
func NewContext(parent context.Context, info *Info) (context.Context, context.CancelFunc) {
	ctx := context.WithValue(parent, key{}, info)
	if info.Deadline.IsZero() {
		return context.WithCancel(ctx)
	}
	return context.WithDeadline(ctx, info.Deadline)
}

// FromContext returns what NewContext put in, or nil.
func FromContext(ctx context.Context) *Info {
	info, _ := ctx.Value(key{}).(*Info)
	return info
}
