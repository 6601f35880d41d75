package failure

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

type named struct{ kind string }

func (n named) Error() string     { return "named" }
func (n named) ErrorType() string { return n.kind }

type pair[T any] [2]T

func (pair[T]) Error() string { return "pair" }

func TestOf(t *testing.T) {
	tests := []struct {
		err  error
		want string
	}{
		{errors.New("no tea"), `{"errorMessage":"no tea","errorType":"errorString"}`},
		{fmt.Errorf("order: %w", io.EOF), `{"errorMessage":"order: EOF","errorType":"wrapError"}`},
		{&fs.PathError{Op: "open", Path: "tea", Err: fs.ErrNotExist}, `{"errorMessage":"open tea: file does not exist","errorType":"PathError"}`},
		{errors.Join(io.EOF), `{"errorMessage":"EOF","errorType":"errorString"}`},
		{errors.Join(io.EOF, io.EOF), `{"errorMessage":"EOF\nEOF","errorType":"joinError"}`},
		{named{"Shop.Closed"}, `{"errorMessage":"named","errorType":"Shop.Closed"}`},
		{fmt.Errorf("order: %w", named{"Shop.Closed"}), `{"errorMessage":"order: named","errorType":"Shop.Closed"}`},
		{pair[int]{}, `{"errorMessage":"pair","errorType":"pair[int]"}`},
		{struct{ error }{io.EOF}, `{"errorMessage":"EOF","errorType":"struct { error }"}`},
		{errors.New("a\xff\"b"), `{"errorMessage":"a\ufffd\"b","errorType":"errorString"}`},
	}
	for _, test := range tests {
		if got := string(Of(test.err).Document()); got != test.want {
			t.Errorf("got %s\nwant %s", got, test.want)
		}
	}
}

func TestOfShortensMessages(t *testing.T) {
	got := Of(errors.New(strings.Repeat("\x00", 10<<20)))
	if !strings.HasSuffix(got.Message, "... (10485760 bytes)") || len(got.Document()) > 2<<20 {
		t.Errorf("got a document of %d bytes that ends with %q", len(got.Document()), got.Message[len(got.Message)-30:])
	}
}

func recovered(work func()) (got *Failure) {
	defer func() { got = OfPanic(recover()) }()
	work()
	return nil
}

func fail(value any) { panic(value) }

func failGeneric[T any](value T) { panic(value) }

func failAgain() {
	defer func() {
		_ = recover()
		fail("again")
	}()
	fail("first")
}

func (n named) fail(depth int) {
	if depth == 0 {
		panic(n)
	}
	n.fail(depth - 1)
}

func TestOfPanic(t *testing.T) {
	var nothing map[string]int
	var list []int
	tests := []struct {
		name          string
		work          func()
		message, kind string
		labels        []string
	}{
		{"a text", func() { fail("no tea") }, "no tea", "string", []string{"fail", "TestOfPanic.func1", "recovered", "TestOfPanic"}},
		{"a number", func() { fail(7) }, "7", "int", []string{"fail", "TestOfPanic.func2", "recovered", "TestOfPanic"}},
		{"an error", func() { fail(io.EOF) }, "EOF", "errorString", []string{"fail", "TestOfPanic.func3", "recovered", "TestOfPanic"}},
		{"a map that is nil", func() { nothing["tea"] = 1 }, "assignment to entry in nil map", "plainError", []string{"TestOfPanic.func4", "recovered", "TestOfPanic"}},
		{"an index", func() { list[len(nothing)] = 1 }, "runtime error: index out of range [0] with length 0", "boundsError", []string{"TestOfPanic.func5", "recovered", "TestOfPanic"}},
		{"a generic function", func() { failGeneric("no tea") }, "no tea", "string", []string{"failGeneric[...]", "TestOfPanic.func6", "recovered", "TestOfPanic"}},
		{"a method", func() { named{"a"}.fail(0) }, "named", "named", []string{"named.fail", "TestOfPanic.func7", "recovered", "TestOfPanic"}},
		{"a panic in its recovery", failAgain, "again", "string", []string{"fail", "failAgain.func1"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := recovered(test.work)
			if !got.Panicked || got.Message != test.message || got.Type != test.kind {
				t.Errorf("got %+v", got)
			}
			var labels []string
			for _, each := range got.Stack {
				labels = append(labels, each.Label)
				if each.Line == 0 || each.Path == "" {
					t.Errorf("%s is nowhere", each.Label)
				}
			}
			if len(labels) < len(test.labels) || !startsWith(labels, test.labels) {
				t.Errorf("got the stack %q\nwant %q", labels, test.labels)
			}
		})
	}
}

func startsWith(labels, want []string) bool {
	for index, label := range want {
		// Closures are numbered in the function that the compiler put them in.
		if labels[index] != label && !strings.HasPrefix(labels[index], label+".") {
			return false
		}
	}
	return true
}

func TestOfPanicBoundsTheStack(t *testing.T) {
	got := recovered(func() { named{"a"}.fail(1000) })
	if len(got.Stack) != 64 || slices.ContainsFunc(got.Stack, func(each Frame) bool { return each.Label != "named.fail" }) {
		t.Errorf("got %d frames", len(got.Stack))
	}
	var document struct {
		StackTrace []Frame `json:"stackTrace"`
	}
	if err := json.Unmarshal(got.Document(), &document); err != nil || len(document.StackTrace) != 64 {
		t.Errorf("got %v and %d frames", err, len(document.StackTrace))
	}
}
