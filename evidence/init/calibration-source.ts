/** The oldest Go that builds are made with. */
const goModule = `module goserverless.local/calibration

go 1.24
`;

/** Package `net` would make it start half as slow again. */
const mainPackage = `// Becomes ready on either contract and does nothing else, with as little of Go as that takes.
package main

import "syscall"

var loopback = [4]byte{127, 0, 0, 1}

func main() {
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		panic(err)
	}
	if api, ok := syscall.Getenv("AWS_LAMBDA_RUNTIME_API"); ok {
		ask(socket, api)
	} else {
		listen(socket)
	}
}

func ask(socket int, api string) {
	if err := syscall.Connect(socket, &syscall.SockaddrInet4{Port: port(api), Addr: loopback}); err != nil {
		panic(err)
	}
	request := "GET /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\nHost: " + api + "\\r\\n\\r\\n"
	if _, err := syscall.Write(socket, []byte(request)); err != nil {
		panic(err)
	}
	_, _ = syscall.Read(socket, make([]byte, 1))
}

func listen(socket int) {
	text, _ := syscall.Getenv("FC_SERVER_PORT")
	if err := syscall.Bind(socket, &syscall.SockaddrInet4{Port: port(text), Addr: loopback}); err != nil {
		panic(err)
	}
	if err := syscall.Listen(socket, 16); err != nil {
		panic(err)
	}
	for {
		if caller, _, err := syscall.Accept(socket); err == nil {
			_ = syscall.Close(caller)
		}
	}
}

// port reads the digits at the end.
func port(address string) int {
	number, place := 0, 1
	for at := len(address) - 1; at >= 0 && address[at] >= '0' && address[at] <= '9'; at-- {
		number += int(address[at]-'0') * place
		place *= 10
	}
	return number
}
`;

/** The calibration program: what a Go function takes until it is ready when it does nothing else. */
export const calibrationFiles: Readonly<Record<string, string>> = {
  "go.mod": goModule,
  "main.go": mainPackage,
};
