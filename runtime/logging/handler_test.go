package logging

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"testing/slogtest"
	"time"

	"github.com/goserverless/goserverless/runtime/internal/call"
)

var at = time.Date(2026, 11, 23, 18, 18, 32, 42_999_999, time.FixedZone("Asia/Shanghai", 8*60*60))

func inCall(t *testing.T, info *call.Info) context.Context {
	ctx, cancel := call.NewContext(context.Background(), info)
	t.Cleanup(cancel)
	return ctx
}

func TestHandle(t *testing.T) {
	xray := map[string]string{"x-amzn-trace-id": "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"}
	both := map[string]string{
		"x-amzn-trace-id": xray["x-amzn-trace-id"],
		"traceparent":     "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
	}
	const head = `{"timestamp":"2026-11-23T10:18:32.042Z","level":"INFO","message":"received"`
	tests := []struct {
		name string
		info *call.Info
		with func(slog.Handler) slog.Handler
		want string
	}{
		{"outside of a call", nil, nil, head + `,"id":7}`},
		{"in a call", &call.Info{RequestID: "8476", FunctionVersion: "41"}, nil,
			head + `,"requestId":"8476","functionVersion":"41","id":7}`},
		{"in a call that X-Ray traces", &call.Info{RequestID: "8476", Headers: xray}, nil,
			head + `,"requestId":"8476","traceId":"1-5759e988-bd862e3fe1be46a994272793","id":7}`},
		{"in a call that the caller traces", &call.Info{RequestID: "8476", Headers: both}, nil,
			head + `,"requestId":"8476","traceId":"4bf92f3577b34da6a3ce929d0e0e4736","id":7}`},
		{"with attributes and groups", &call.Info{RequestID: "8476"}, func(h slog.Handler) slog.Handler {
			return h.WithAttrs([]slog.Attr{slog.Int("a", 1)}).WithGroup("g").WithAttrs([]slog.Attr{slog.Int("b", 2)}).WithGroup("h")
		}, head + `,"a":1,"requestId":"8476","g":{"b":2,"h":{"id":7}}}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var log bytes.Buffer
			handler := NewHandler(&log, nil)
			if test.with != nil {
				handler = test.with(handler)
			}
			ctx := context.Background()
			if test.info != nil {
				ctx = inCall(t, test.info)
			}
			record := slog.NewRecord(at, slog.LevelInfo, "received", 0)
			record.AddAttrs(slog.Int("id", 7))
			if err := handler.Handle(ctx, record); err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSuffix(log.String(), "\n"); got != test.want {
				t.Errorf("got\n%s, want\n%s", got, test.want)
			}
		})
	}
}

func TestSiblingsDoNotShareWhatTheyAdd(t *testing.T) {
	var log bytes.Buffer
	parent := NewHandler(&log, nil).WithGroup("g").WithAttrs([]slog.Attr{slog.Int("a", 1)})
	left := parent.WithAttrs([]slog.Attr{slog.Int("left", 1)})
	parent.WithAttrs([]slog.Attr{slog.Int("right", 1)})
	ctx := inCall(t, &call.Info{RequestID: "8476"})
	if err := left.Handle(ctx, slog.NewRecord(at, slog.LevelInfo, "", 0)); err != nil {
		t.Fatal(err)
	}
	if got := log.String(); !strings.Contains(got, `"g":{"a":1,"left":1}`) {
		t.Errorf("got %s", got)
	}
}

func TestOptions(t *testing.T) {
	var log bytes.Buffer
	logger := slog.New(NewHandler(&log, &slog.HandlerOptions{
		Level: slog.LevelWarn,
		ReplaceAttr: func(groups []string, attr slog.Attr) slog.Attr {
			if len(groups) == 0 && (attr.Key == slog.TimeKey || attr.Key == "password") {
				return slog.Attr{}
			}
			return attr
		},
	}))
	logger.Info("not this")
	logger.Warn("this", "password", "tulip")
	if got, want := log.String(), `{"level":"WARN","message":"this"}`+"\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLevels(t *testing.T) {
	tests := []struct {
		name string
		want slog.Level
	}{
		{"", slog.LevelInfo},
		{"TRACE", LevelTrace},
		{"DEBUG", slog.LevelDebug},
		{"INFO", slog.LevelInfo},
		{"WARN", slog.LevelWarn},
		{"error", slog.LevelError},
		{"FATAL", LevelFatal},
		{"LOUD", slog.LevelInfo},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("AWS_LAMBDA_LOG_LEVEL", test.name)
			var log bytes.Buffer
			logger := slog.New(NewHandler(&log, nil))
			for _, level := range []slog.Level{test.want - 1, test.want} {
				logger.Log(context.Background(), level, "received")
			}
			if got := strings.Count(log.String(), "\n"); got != 1 {
				t.Errorf("wrote %d lines, want 1", got)
			}
		})
	}
}

func TestNameOf(t *testing.T) {
	tests := []struct {
		level slog.Level
		want  string
	}{
		{LevelTrace - 1, "TRACE"},
		{slog.LevelDebug - 1, "TRACE"},
		{slog.LevelDebug, "DEBUG"},
		{slog.LevelInfo + 2, "INFO"},
		{slog.LevelWarn, "WARN"},
		{slog.LevelError + 3, "ERROR"},
		{LevelFatal + 10, "FATAL"},
	}
	for _, test := range tests {
		if got := nameOf(test.level); got != test.want {
			t.Errorf("%v: got %s, want %s", test.level, got, test.want)
		}
	}
}

func TestHandlerKeepsTheRulesOfSlog(t *testing.T) {
	var log bytes.Buffer
	// The rules look for slog's own names.
	back := map[string]string{"timestamp": slog.TimeKey, "message": slog.MessageKey}
	err := slogtest.TestHandler(NewHandler(&log, nil), func() []map[string]any {
		var lines []map[string]any
		for decoder := json.NewDecoder(&log); decoder.More(); {
			line := map[string]any{}
			if err := decoder.Decode(&line); err != nil {
				t.Fatal(err)
			}
			for name, original := range back {
				if value, found := line[name]; found {
					line[original] = value
				}
			}
			lines = append(lines, line)
		}
		return lines
	})
	if err != nil {
		t.Error(err)
	}
}
