package logging

import (
	"log/slog"
	"strings"
)

// Lambda has two levels that log/slog has no name for. Log at them with slog.Log.
const (
	LevelTrace = slog.LevelDebug - 4
	LevelFatal = slog.LevelError + 4
)

// levels are those of https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html, the most
// serious first.
var levels = [...]struct {
	name  string
	level slog.Level
}{
	{"FATAL", LevelFatal},
	{"ERROR", slog.LevelError},
	{"WARN", slog.LevelWarn},
	{"INFO", slog.LevelInfo},
	{"DEBUG", slog.LevelDebug},
	{"TRACE", LevelTrace},
}

// nameOf is the name that a level has for Lambda, which knows none in between and takes them for INFO.
func nameOf(level slog.Level) string {
	for _, each := range levels {
		if level >= each.level {
			return each.name
		}
	}
	return "TRACE"
}

// levelOf reads a level's name. Lambda sets it where the log format is JSON, and it can be set by hand elsewhere.
func levelOf(name string) slog.Level {
	for _, each := range levels {
		if strings.EqualFold(name, each.name) {
			return each.level
		}
	}
	return slog.LevelInfo
}
