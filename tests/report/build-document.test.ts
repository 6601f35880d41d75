import assert from "node:assert/strict";
import type { Artifact } from "../../build/artifact.js";
import { toBuildDocument } from "../../report/build-document.js";

const artifact: Artifact = {
  kind: "zip",
  path: "/cache/ab.zip",
  sha256: "ab",
  bytes: 2_600_100,
  os: "linux",
  architecture: "arm64",
  cached: false,
  buildMs: 812.4567,
  binary: {
    sha256: "cd",
    bytes: 6_291_456,
    static: true,
    goVersion: "go1.26.8",
    module: "example.com/shop",
    dependencies: ["example.com/dep@v1.0.0"],
  },
};

describe("toBuildDocument", () => {
  it("holds exactly the documented fields", () => {
    const document = toBuildDocument([{ entry: "./cmd/api", path: "/out/api.zip", artifact }]);
    assert.deepEqual(document, {
      schema: 1,
      artifacts: [
        {
          entry: "./cmd/api",
          kind: "zip",
          path: "/out/api.zip",
          sha256: "ab",
          bytes: 2_600_100,
          os: "linux",
          arch: "arm64",
          cached: false,
          buildMs: 812,
          binary: {
            sha256: "cd",
            bytes: 6_291_456,
            static: true,
            goVersion: "go1.26.8",
            module: "example.com/shop",
          },
        },
      ],
    });
  });
});
