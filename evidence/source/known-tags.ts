/** A build tag by which a package leaves something out. */
export interface KnownTag {
  readonly tag: string;
  /** It matters to programs that this package is linked into. */
  readonly package: string;
  readonly what: string;
}

const tagged = (tag: string) => `Set the build tag "${tag}"`;

/** Tags that make a program smaller, with where each is documented. */
export const knownTags: readonly KnownTag[] = [
  // https://github.com/grpc/grpc-go/blob/master/trace_notrace.go
  {
    tag: "grpcnotrace",
    package: "google.golang.org/grpc",
    what: `${tagged("grpcnotrace")}: gRPC then leaves out golang.org/x/net/trace.`,
  },
  // https://github.com/gin-gonic/gin/blob/master/docs/doc.md#build-without-msgpack-rendering-feature
  {
    tag: "nomsgpack",
    package: "github.com/gin-gonic/gin",
    what: `${tagged("nomsgpack")}: gin then leaves MessagePack out.`,
  },
  // https://pkg.go.dev/cloud.google.com/go/storage
  {
    tag: "disable_grpc_modules",
    package: "cloud.google.com/go/storage",
    what: `${tagged("disable_grpc_modules")}: cloud.google.com/go/storage then leaves gRPC out and speaks HTTP alone.`,
  },
  // https://pkg.go.dev/net/http#hdr-HTTP_2
  {
    tag: "nethttpomithttp2",
    package: "net/http",
    what: `${tagged("nethttpomithttp2")}, if nothing needs HTTP/2: net/http then speaks HTTP/1 alone.`,
  },
];
