package reuse

import "time"

// instant is a point of both clocks, in nanoseconds.
type instant struct{ wall, monotonic int64 }

var start = time.Now()

func now() instant {
	t := time.Now()
	return instant{t.UnixNano(), int64(t.Sub(start))}
}

// since is how long ago an earlier instant was, on the clock that ran further.
func (i instant) since(earlier instant) time.Duration {
	return time.Duration(max(i.wall-earlier.wall, i.monotonic-earlier.monotonic))
}
