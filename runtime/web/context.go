package web

import (
	"context"
	"encoding/json"
)

// Event returns the event that a request was made of, as Lambda sent it: for what a request has no place for, such as
// the claims of an authorizer or the variables of a stage. It is nil where requests come as such: on Function Compute
// and on a machine of one's own.
//
//	var event struct {
//		RequestContext struct {
//			Authorizer struct{ JWT struct{ Claims map[string]string } }
//		}
//	}
//	err := json.Unmarshal(web.Event(r.Context()), &event)
func Event(ctx context.Context) json.RawMessage {
	text, found := ctx.Value(eventKey{}).(string)
	if !found {
		return nil
	}
	return json.RawMessage(text)
}

type eventKey struct{}

// eventCarrier is a context that knows its event.
type eventCarrier struct {
	context.Context
	event string
}

func (c *eventCarrier) Value(key any) any {
	if key == (eventKey{}) {
		return c.event
	}
	return c.Context.Value(key)
}
