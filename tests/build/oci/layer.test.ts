import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { gunzipSync } from "node:zlib";
import { toLayer } from "../../../build/oci/layer.js";
import { tar } from "../../../build/oci/tar.js";
import { sha256 } from "./image-request.js";

const files = [{ path: "bootstrap", mode: 0o755, bytes: Buffer.from("hello hello hello hello") }];

describe("toLayer", () => {
  it("keeps these very bytes", async () => {
    const { blob, diffId } = await toLayer("a/type", files);
    assert.equal(blob.mediaType, "a/type");
    assert.equal(blob.digest, "sha256:10f0b6f0f9f0c86e1c5930a53eed79c2cc5233a647e505e12193e6fcfe852f1e");
    assert.equal(diffId, "sha256:8e49af7bf1569157d5f1cbbcb7044d98fabd23618b8f55af088e506bdeabfb0c");
  });

  it("has no time, no name and no system in its header", async () => {
    const { blob } = await toLayer("a/type", files);
    assert.equal(Buffer.from(blob.bytes).toString("hex", 0, 10), "1f8b08000000000000ff");
  });

  it("is unpacked by gzip to what its second digest names", async () => {
    const { blob, diffId } = await toLayer("a/type", files);
    const unpacked = execFileSync("gzip", ["-d", "-c"], { input: blob.bytes });
    assert.ok(unpacked.equals(tar(files)));
    assert.equal(diffId, `sha256:${sha256(unpacked)}`);
    assert.equal(blob.digest, `sha256:${sha256(blob.bytes)}`);
  });

  it("holds a file of 16 MB", async function () {
    this.timeout(60_000);
    const bytes = Buffer.alloc(16 * 1024 * 1024, "0123456789abcdef");
    const { blob } = await toLayer("a/type", [{ path: "large", mode: 0o644, bytes }]);
    assert.ok(
      gunzipSync(blob.bytes)
        .subarray(512, 512 + bytes.length)
        .equals(bytes),
    );
  });
});
