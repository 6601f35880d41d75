package fc

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// place is where the program runs.
type place struct {
	// address is what to listen on.
	address string
	local   bool
	// function and version are the program's names where a request does not tell.
	function, version string
}

// placeOf reads it from the environment: https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/environment-variables
func placeOf(lookup func(string) (string, bool)) (place, error) {
	first := func(names ...string) (name, value string) {
		for _, name := range names {
			if value, _ := lookup(name); value != "" {
				return name, value
			}
		}
		return "", ""
	}
	if _, function := first("FC_FUNCTION_NAME"); function != "" {
		_, version := first("FC_FUNCTION_VERSION", "FC_VER_ID")
		// FC connects from outside: https://www.alibabacloud.com/help/en/functioncompute/fc/principles-1
		address, err := addressOf(first, "0.0.0.0:9000", "FC_SERVER_PORT", "FC_CUSTOM_LISTEN_PORT")
		return place{address: address, function: function, version: version}, err
	}
	// Who names a port is a container's host, and connects from outside. Else nobody but this machine gets in.
	address, err := addressOf(first, "127.0.0.1:8080", "PORT")
	return place{address: address, local: true, function: filepath.Base(os.Args[0])}, err
}

func addressOf(first func(...string) (string, string), otherwise string, names ...string) (string, error) {
	name, port := first(names...)
	if port == "" {
		return otherwise, nil
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "", fmt.Errorf("%s must be a port, 0-65535, got %q", name, port)
	}
	return "0.0.0.0:" + port, nil
}
