//go:build !linux

package lambda

import (
	"io"
	"net"
)

// Lambda is Linux; elsewhere it is only played, and the package net will do.
func dial(peer address) (io.ReadWriteCloser, error) {
	return net.DialTCP("tcp4", nil, &net.TCPAddr{IP: peer.ip[:], Port: peer.port})
}
