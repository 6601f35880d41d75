// Package logging writes the lines of log/slog as Lambda's JSON log format has them, with the call that each belongs to.
//
//	slog.SetDefault(slog.New(logging.NewHandler(os.Stdout, nil)))
//
//	slog.InfoContext(ctx, "order received", "id", order.ID)
//
// makes
//
//	{"timestamp":"2026-11-23T10:18:32.042Z","level":"INFO","message":"order received","requestId":"8476a536-...",
//	"functionVersion":"41","id":"A-7"}
//
// on one line, on every cloud. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
package logging

import (
	"context"
	"io"
	"log/slog"
	"os"
	"slices"

	"github.com/goserverless/goserverless/runtime/internal/call"
)

// NewHandler returns a handler that writes to a platform's log: os.Stdout or os.Stderr. Where no level is given, it is
// the one that AWS_LAMBDA_LOG_LEVEL names, or else slog.LevelInfo.
//
// Lines that are logged with the context of a call get its requestId, functionVersion and traceId, as far as the
// platform gave them, outside of every group.
func NewHandler(to io.Writer, options *slog.HandlerOptions) slog.Handler {
	var named slog.HandlerOptions
	if options != nil {
		named = *options
	}
	if named.Level == nil {
		named.Level = levelOf(os.Getenv("AWS_LAMBDA_LOG_LEVEL"))
	}
	named.ReplaceAttr = renamed(named.ReplaceAttr)
	json := slog.NewJSONHandler(to, &named)
	return &handler{lines: json, outer: json}
}

type handler struct {
	// lines has everything that was added by WithAttrs and WithGroup.
	lines slog.Handler
	// outer is lines before its first group, and inner what was added from then on.
	outer slog.Handler
	inner []func(slog.Handler) slog.Handler
}

func (h *handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.lines.Enabled(ctx, level)
}

func (h *handler) Handle(ctx context.Context, record slog.Record) error {
	attrs := attrsOf(call.FromContext(ctx))
	if len(attrs) == 0 {
		return h.lines.Handle(ctx, record)
	}
	// What a call adds stands first, and in no group.
	lines := h.outer.WithAttrs(attrs)
	for _, add := range h.inner {
		lines = add(lines)
	}
	return lines.Handle(ctx, record)
}

func (h *handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	if len(attrs) == 0 {
		return h
	}
	next := &handler{lines: h.lines.WithAttrs(attrs), outer: h.outer, inner: h.inner}
	if len(h.inner) == 0 {
		next.outer = next.lines
		return next
	}
	next.add(func(to slog.Handler) slog.Handler { return to.WithAttrs(attrs) })
	return next
}

func (h *handler) WithGroup(name string) slog.Handler {
	if name == "" {
		return h
	}
	next := &handler{lines: h.lines.WithGroup(name), outer: h.outer, inner: h.inner}
	next.add(func(to slog.Handler) slog.Handler { return to.WithGroup(name) })
	return next
}

func (h *handler) add(step func(slog.Handler) slog.Handler) {
	h.inner = append(slices.Clip(h.inner), step)
}
