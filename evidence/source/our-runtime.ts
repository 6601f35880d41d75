/** The Go module that runs a handler on every cloud. */
export const ourRuntime = "github.com/goserverless/goserverless/runtime";

/** AWS's module for the same, which links an HTTP client. */
export const theirRuntime = "github.com/aws/aws-lambda-go";

/** What our runtime imports of the standard library in a program that takes events on Lambda. */
export const packagesOfRuntime: readonly string[] = [
  "bufio",
  "bytes",
  "context",
  "encoding/base64",
  "encoding/json",
  "errors",
  "fmt",
  "io",
  "os",
  "os/signal",
  "reflect",
  "runtime",
  "slices",
  "strconv",
  "strings",
  "sync",
  "syscall",
  "time",
];

/** What its own packages weigh in such a program, rounded up. */
export const ourRuntimeBytes = 100_000;
