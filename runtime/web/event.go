package web

import "github.com/goserverless/goserverless/runtime/internal/jsontext"

// event is what the shapes of events have in them that a request is made of.
type event struct {
	version             string
	method              string
	path, rawPath       string
	rawQuery            string
	query, multiQuery   []field
	header, multiHeader []field
	// multiValue tells that headers come as lists, and are to be answered so: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#multi-value-headers
	multiValue bool
	cookies    []string
	body       string
	base64     bool
	context    eventContext
}

// eventContext is an event's requestContext.
type eventContext struct {
	method, protocol, sourceIP      string
	apiID, domainName, domainPrefix string
	balancer                        bool
}

// field is a header or a parameter of the query; repeated ones are several.
type field struct{ name, value string }

// fieldsHint is how many headers a request usually has at most, behind a content delivery network.
const fieldsHint = 24

// parseEvent reads an event of any shape. What it holds besides is looked at no further.
func parseEvent(text string) (*event, error) {
	e := new(event)
	s := jsontext.NewScanner(text)
	s.Members(func(name string) { e.read(s, name) })
	malformed, mismatch := s.End()
	if malformed != nil {
		return nil, invalidEvent("the event is no JSON: " + malformed.Error())
	}
	if mismatch != nil {
		return nil, notHTTP(mismatch.Error())
	}
	return e, nil
}

func (e *event) read(s *jsontext.Scanner, name string) {
	switch name {
	case "version":
		e.version = s.String()
	case "httpMethod":
		e.method = s.String()
	case "path":
		e.path = s.String()
	case "rawPath":
		e.rawPath = s.String()
	case "rawQueryString":
		e.rawQuery = s.String()
	case "queryStringParameters":
		e.query = readFields(s)
	case "multiValueQueryStringParameters":
		e.multiQuery = readMultiFields(s)
	case "headers":
		e.header = readFields(s)
	case "multiValueHeaders":
		e.multiValue = !s.IsNull()
		if e.multiValue {
			e.multiHeader = readMultiFields(s)
		}
	case "cookies":
		s.Elements(func() { e.cookies = append(e.cookies, s.String()) })
	case "body":
		e.body = s.String()
	case "isBase64Encoded":
		e.base64 = s.Bool()
	case "requestContext":
		s.Members(func(name string) { e.context.read(s, name) })
	default:
		s.Skip()
	}
}

func (c *eventContext) read(s *jsontext.Scanner, name string) {
	switch name {
	case "http":
		s.Members(func(name string) { c.read(s, name) })
	case "identity":
		s.Members(func(name string) {
			if name == "sourceIp" {
				c.sourceIP = s.String()
			} else {
				s.Skip()
			}
		})
	case "method":
		c.method = s.String()
	case "protocol":
		c.protocol = s.String()
	case "sourceIp":
		c.sourceIP = s.String()
	case "apiId":
		c.apiID = s.String()
	case "domainName":
		c.domainName = s.String()
	case "domainPrefix":
		c.domainPrefix = s.String()
	case "elb":
		c.balancer = true
		s.Skip()
	default:
		s.Skip()
	}
}

func readFields(s *jsontext.Scanner) []field {
	fields := make([]field, 0, fieldsHint)
	s.Members(func(name string) { fields = append(fields, field{name, s.String()}) })
	return fields
}

func readMultiFields(s *jsontext.Scanner) []field {
	fields := make([]field, 0, fieldsHint)
	s.Members(func(name string) {
		s.Elements(func() { fields = append(fields, field{name, s.String()}) })
	})
	return fields
}
