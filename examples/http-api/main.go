// Http-api is an ordinary net/http program. The same binary answers on Lambda, on Function Compute and on any machine:
//
//	go run . & curl localhost:8080/hello/Gopher
package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"time"

	"github.com/goserverless/goserverless/runtime"
	"github.com/goserverless/goserverless/runtime/web"
)

func main() {
	web.StartHTTP(logged(routes()))
}

func routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /hello/{name}", hello)
	mux.HandleFunc("POST /orders", order)
	return mux
}

func hello(w http.ResponseWriter, r *http.Request) {
	reply(w, http.StatusOK, map[string]string{"greeting": "Hello, " + r.PathValue("name") + "!"})
}

// Order is what a customer asks for.
type Order struct {
	Item     string `json:"item"`
	Quantity int    `json:"quantity"`
}

func order(w http.ResponseWriter, r *http.Request) {
	var order Order
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&order); err != nil {
		http.Error(w, "the body must be an order as JSON: "+err.Error(), http.StatusBadRequest)
		return
	}
	if order.Item == "" || order.Quantity < 1 {
		http.Error(w, `an order needs an "item", and a "quantity" of at least 1`, http.StatusUnprocessableEntity)
		return
	}
	reply(w, http.StatusCreated, order)
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		slog.Error("the answer was not written", "error", err)
	}
}

// logged writes a line for each request, under the ID that the platform's own log has for it.
func logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		next.ServeHTTP(w, r)
		id := ""
		if info := runtime.FromContext(r.Context()); info != nil {
			id = info.RequestID
		}
		slog.Info("request", "id", id, "method", r.Method, "path", r.URL.Path, "took", time.Since(began))
	})
}
