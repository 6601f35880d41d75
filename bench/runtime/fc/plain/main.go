// Plain is an HTTP server as one writes it for Function Compute by hand.
package main

import (
	"log"
	"net/http"
	"os"

	"example.com/bench/fc/greet"
)

func main() {
	log.Fatal(http.ListenAndServe("0.0.0.0:"+os.Getenv("FC_SERVER_PORT"), http.HandlerFunc(greet.ServeHTTP)))
}
