package lambda

import (
	"fmt"
	"strconv"
	"strings"
)

// address is where the Runtime API listens.
type address struct {
	text string
	ip   [4]byte
	port int
}

// parseAddress reads AWS_LAMBDA_RUNTIME_API. It names an IPv4 address or localhost, for which nothing has to be looked up.
func parseAddress(text string) (address, error) {
	parsed := address{text: text}
	host, port, found := strings.Cut(text, ":")
	number, err := strconv.ParseUint(port, 10, 16)
	if !found || err != nil || number == 0 {
		return parsed, fmt.Errorf("AWS_LAMBDA_RUNTIME_API must be a host and a port, got %q", text)
	}
	parsed.port = int(number)
	if host == "localhost" {
		host = "127.0.0.1"
	}
	parts := strings.Split(host, ".")
	if len(parts) != len(parsed.ip) {
		return parsed, fmt.Errorf("AWS_LAMBDA_RUNTIME_API must name an IPv4 address, got %q", text)
	}
	for index, part := range parts {
		value, err := strconv.ParseUint(part, 10, 8)
		if err != nil {
			return parsed, fmt.Errorf("AWS_LAMBDA_RUNTIME_API must name an IPv4 address, got %q", text)
		}
		parsed.ip[index] = byte(value)
	}
	return parsed, nil
}
