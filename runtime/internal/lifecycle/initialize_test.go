package lifecycle

import (
	"context"
	"slices"
	"testing"
)

func TestInitializeKeepsTheOrderAndCanBeRepeated(t *testing.T) {
	var done []int
	for number := range 3 {
		OnInitialize(func(context.Context) { done = append(done, number) })
	}
	Initialize(context.Background())
	Initialize(context.Background())
	if want := []int{0, 1, 2, 0, 1, 2}; !slices.Equal(done, want) {
		t.Errorf("got %v, want %v", done, want)
	}
}
