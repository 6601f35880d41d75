package runtime

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	ownLambda = "github.com/goserverless/goserverless/runtime/internal/lambda"
	ownFC     = "github.com/goserverless/goserverless/runtime/internal/fc"
)

// Each tag leaves out what the other clouds need.
func TestTagsLeaveOut(t *testing.T) {
	for tags, test := range map[string]struct{ with, without []string }{
		"":                    {with: []string{ownLambda, ownFC, "net/http"}},
		"goserverless.lambda": {with: []string{ownLambda}, without: []string{ownFC, "net", "net/http", "crypto/tls", "log", "log/slog", "regexp"}},
		"goserverless.fc":     {with: []string{ownFC, "net/http"}, without: []string{ownLambda}},
	} {
		linked := strings.Fields(goTool(t, "list", "-deps", "-tags", tags, "./testdata/event"))
		for _, each := range test.with {
			if !slices.Contains(linked, each) {
				t.Errorf("with the tags %q, %s is left out", tags, each)
			}
		}
		for _, each := range test.without {
			if slices.Contains(linked, each) {
				t.Errorf("with the tags %q, %s is linked", tags, each)
			}
		}
	}
}

// maxBinaryBytes leaves little room: with Go 1.26 it is 2.3 MB.
const maxBinaryBytes = 2_500_000

// The whole point of a client of our own.
func TestBinaryIsSmall(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "bootstrap")
	goTool(t, "build", "-trimpath", "-buildvcs=false", "-tags", "lambda.norpc,goserverless.lambda", "-ldflags", "-s -w -buildid=", "-o", binary, "./testdata/event")
	info, err := os.Stat(binary)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > maxBinaryBytes {
		t.Errorf("the binary has %d bytes, may have %d", info.Size(), maxBinaryBytes)
	}
}

func goTool(t *testing.T, arguments ...string) string {
	t.Helper()
	command := exec.Command("go", arguments...)
	command.Env = append(os.Environ(), "GOFLAGS=", "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64")
	output, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(arguments, " "), err, output)
	}
	return string(output)
}
