package logging

import (
	"log/slog"
	"strings"

	"github.com/goserverless/goserverless/runtime/internal/call"
)

// timeFormat is RFC 3339 in UTC with milliseconds, by which Lambda finds the time of a line:
// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
const timeFormat = "2006-01-02T15:04:05.000Z"

// renamed gives slog's own fields the names that they have in Lambda's format, after the caller's replacements.
func renamed(first func([]string, slog.Attr) slog.Attr) func([]string, slog.Attr) slog.Attr {
	return func(groups []string, attr slog.Attr) slog.Attr {
		if first != nil {
			attr = first(groups, attr)
		}
		if len(groups) > 0 {
			return attr
		}
		switch attr.Key {
		case slog.TimeKey:
			if attr.Value.Kind() == slog.KindTime {
				return slog.String("timestamp", attr.Value.Time().UTC().Format(timeFormat))
			}
		case slog.LevelKey:
			if level, ok := attr.Value.Any().(slog.Level); ok {
				return slog.String(slog.LevelKey, nameOf(level))
			}
		case slog.MessageKey:
			attr.Key = "message"
		}
		return attr
	}
}

// attrsOf tells which call a line belongs to.
func attrsOf(info *call.Info) []slog.Attr {
	if info == nil {
		return nil
	}
	fields := [...]slog.Attr{
		slog.String("requestId", info.RequestID),
		slog.String("functionVersion", info.FunctionVersion),
		slog.String("traceId", traceOf(info.Headers)),
	}
	attrs := make([]slog.Attr, 0, len(fields))
	for _, field := range fields {
		if field.Value.String() != "" {
			attrs = append(attrs, field)
		}
	}
	return attrs
}

// traceOf names the trace of a call: by https://www.w3.org/TR/trace-context/#traceparent-header if the caller sent that,
// or else by https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader.
func traceOf(headers map[string]string) string {
	if parts := strings.Split(headers["traceparent"], "-"); len(parts) >= 4 {
		return parts[1]
	}
	for field := range strings.SplitSeq(headers["x-amzn-trace-id"], ";") {
		if root, found := strings.CutPrefix(strings.TrimSpace(field), "Root="); found {
			return root
		}
	}
	return ""
}
