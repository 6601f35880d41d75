package fc

import (
	"context"
	"net/http"
	"testing"

	"github.com/goserverless/goserverless/runtime/internal/lifecycle"
)

func TestInitializerPreparesAheadOfCalls(t *testing.T) {
	prepared := 0
	lifecycle.OnInitialize(func(context.Context) { prepared++ })
	server := start(t, Options{Invoke: func(context.Context, []byte) ([]byte, error) { return nil, nil }}, onFC)
	server.send(t, "POST", "/invoke", "", "X-Fc-Control-Path", "/invoke")
	if prepared != 0 {
		t.Error("a call was taken for the initializer")
	}
	got := server.send(t, "POST", "/initialize", "", "X-Fc-Control-Path", "/initialize")
	if prepared != 1 || got.status != http.StatusOK {
		t.Errorf("prepared %d times with status %d, want once with 200", prepared, got.status)
	}
}
