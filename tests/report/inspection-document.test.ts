import assert from "node:assert/strict";
import { toInspectionDocument } from "../../report/inspection-document.js";
import { binary, image, program, zip } from "./inspections.js";

const programDocument = {
  sha256: "e".repeat(64),
  bytes: 6_291_456,
  os: "linux",
  arch: "arm64",
  static: true,
  goVersion: "go1.26.8",
  module: "example.com/shop",
  dependencies: ["golang.org/x/net@v0.40.0"],
};

describe("toInspectionDocument", () => {
  it("holds exactly the documented fields of an image, and no value of its environment", () => {
    const document = toInspectionDocument("/out/api", { ...image, layers: image.layers.slice(0, 1) });
    assert.deepEqual(document, {
      schema: 1,
      kind: "image",
      path: "/out/api",
      savedAs: "layout",
      sha256: "a".repeat(64),
      digest: `sha256:${"a".repeat(64)}`,
      mediaType: "application/vnd.oci.image.manifest.v1+json",
      bytes: 2_800_000,
      unpackedBytes: 222_720,
      config: {
        mediaType: "application/vnd.oci.image.config.v1+json",
        os: "linux",
        arch: "arm64",
        created: "1970-01-01T00:00:00Z",
        user: "65532:65532",
        entrypoint: ["/bootstrap"],
        command: ["serve", "--name=Ada Lovelace"],
        workingFolder: "/",
        environment: ["PATH", "TOKEN"],
        labels: {
          "io.github.goserverless.certificates": `sha256:${"b".repeat(64)}`,
          "org.opencontainers.image.version": "1.4.0",
        },
      },
      layers: [
        {
          digest: `sha256:${"c".repeat(64)}`,
          mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
          bytes: 130_200,
          unpackedBytes: 222_720,
          files: [
            { path: "etc", kind: "folder", mode: "0755", bytes: 0 },
            { path: "etc/ca-certificates.crt", kind: "file", mode: "0644", bytes: 219_600 },
          ],
        },
      ],
      binary: programDocument,
      sbom: {
        saved: true,
        digest: `sha256:${"3".repeat(64)}`,
        components: [
          { name: "stdlib", version: "1.26.8" },
          { name: "golang.org/x/net", version: "v0.40.0" },
          { name: "ca-certificates.crt", version: "" },
        ],
      },
      provenance: {
        digest: `sha256:${"4".repeat(64)}`,
        ofThisImage: true,
        builder: "https://example.com/builder",
      },
      evidence: null,
    });
  });

  it("says null of what an image does not have", () => {
    const { program: _, sbom: __, provenance: ___, ...bare } = image;
    const document = toInspectionDocument("/out/api", bare);
    assert.ok(document.kind === "image");
    assert.deepEqual([document.binary, document.sbom, document.provenance], [null, null, null]);
  });

  it("holds exactly the documented fields of a zip", () => {
    assert.deepEqual(toInspectionDocument("/out/api.zip", zip), {
      schema: 1,
      kind: "zip",
      path: "/out/api.zip",
      sha256: "f".repeat(64),
      bytes: 2_600_000,
      files: [
        { path: "bootstrap", kind: "file", mode: "0755", bytes: 6_291_456 },
        { path: "web", kind: "folder", mode: null, bytes: 0 },
        { path: "web/index.html", kind: "file", mode: null, bytes: 12 },
      ],
      binary: programDocument,
      evidence: null,
    });
    const { program: _, ...bare } = zip;
    assert.equal(toInspectionDocument("/out/api.zip", bare).binary, null);
  });

  it("holds exactly the documented fields of a binary", () => {
    assert.deepEqual(toInspectionDocument("/out/api", binary), {
      schema: 1,
      kind: "binary",
      path: "/out/api",
      sha256: program.sha256,
      bytes: program.bytes,
      binary: programDocument,
      evidence: null,
    });
  });
});
