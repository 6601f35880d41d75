import type { BinaryInspection, ImageInspection, ZipInspection } from "../../build/inspect.js";

const hash = (digit: string) => digit.repeat(64);
const digest = (digit: string) => `sha256:${hash(digit)}` as const;

export const program = {
  sha256: hash("e"),
  bytes: 6_291_456,
  static: true,
  goVersion: "go1.26.8",
  module: "example.com/shop",
  dependencies: ["golang.org/x/net@v0.40.0"],
  os: "linux",
  architecture: "arm64",
};

/** An image of ours, of two layers. */
export const image: ImageInspection = {
  kind: "image",
  savedAs: "layout",
  digest: digest("a"),
  mediaType: "application/vnd.oci.image.manifest.v1+json",
  configMediaType: "application/vnd.oci.image.config.v1+json",
  bytes: 2_800_000,
  config: {
    os: "linux",
    architecture: "arm64",
    created: "1970-01-01T00:00:00Z",
    user: "65532:65532",
    entrypoint: ["/bootstrap"],
    command: ["serve", "--name=Ada Lovelace"],
    environment: ["PATH=/bin", "TOKEN=secret=1"],
    workingFolder: "/",
    labels: {
      "io.github.goserverless.certificates": digest("b"),
      "org.opencontainers.image.version": "1.4.0",
    },
    diffIds: [digest("1"), digest("2")],
  },
  layers: [
    {
      digest: digest("c"),
      mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
      bytes: 130_200,
      unpackedBytes: 222_720,
      files: [
        { path: "etc", kind: "folder", mode: 0o755, bytes: 0 },
        { path: "etc/ca-certificates.crt", kind: "file", mode: 0o644, bytes: 219_600 },
      ],
    },
    {
      digest: digest("d"),
      mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
      bytes: 2_669_000,
      unpackedBytes: 6_294_016,
      files: [
        { path: "bootstrap", kind: "file", mode: 0o755, bytes: 6_291_456 },
        { path: "run", kind: "link", mode: 0o777, bytes: 0 },
        { path: "tmp", kind: "folder", mode: 0o1777, bytes: 0 },
      ],
    },
  ],
  program,
  sbom: {
    digest: digest("3"),
    isSaved: true,
    components: [
      { name: "stdlib", version: "1.26.8" },
      { name: "golang.org/x/net", version: "v0.40.0" },
      { name: "ca-certificates.crt", version: "" },
    ],
  },
  provenance: { digest: digest("4"), isOfImage: true, builder: "https://example.com/builder" },
};

export const zip: ZipInspection = {
  kind: "zip",
  sha256: hash("f"),
  bytes: 2_600_000,
  files: [
    { path: "bootstrap", kind: "file", mode: 0o755, bytes: 6_291_456 },
    { path: "web", kind: "folder", bytes: 0 },
    { path: "web/index.html", kind: "file", bytes: 12 },
  ],
  program,
};

export const binary: BinaryInspection = { kind: "binary", program };
