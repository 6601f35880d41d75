/** A function that is ready when its port accepts, so that a hundred of them compile in a minute. */
export const listenerSource = (name: string) => `package main

import (
	"net"
	"os"
)

func main() {
	listener, err := net.Listen("tcp", ":"+os.Getenv("FC_SERVER_PORT"))
	if err != nil {
		panic("${name}: " + err.Error())
	}
	for {
		if _, err := listener.Accept(); err != nil {
			return
		}
	}
}
`;
