import assert from "node:assert/strict";
import { imageFormats } from "../../build/oci/media-types.js";
import { pushArtifact } from "../../build/push.js";
import { type DebianRegistry, startDebianRegistry } from "../build/oci/registry/debian-registry.js";
import { buildImage } from "./built-image.js";
import { useCrane } from "./crane.js";
import { DockerEngine } from "./docker-engine.js";

describe("an image that was pushed", function () {
  this.timeout(240_000);
  const crane = useCrane();
  let engine: DockerEngine;
  let registry: DebianRegistry;

  before(async () => {
    engine = await DockerEngine.start();
    registry = await startDebianRegistry();
  });
  after(async () => {
    await registry?.close();
    await engine?.stop();
  });

  for (const format of imageFormats) {
    const push = async () => {
      const { path, sha256 } = await buildImage("tests/fixtures/image-inside", { format });
      const uri = await pushArtifact(path, `${registry.host}/shop/${format}:1`, {});
      assert.equal(uri, `${registry.host}/shop/${format}@sha256:${sha256}`);
      return uri;
    };

    it(`is pulled by its digest and run by Docker, in the format ${format}`, async () => {
      const uri = await push();
      await engine.docker("pull", uri);
      const { uid, shanghai } = JSON.parse(await engine.docker("run", "--rm", "--network", "none", uri));
      assert.deepEqual({ uid, shanghai }, { uid: 65_532, shanghai: 8 });
    });

    it(`is valid to crane in the format ${format}`, async () => {
      const uri = await push();
      assert.equal(await crane("validate", "--remote", uri), `PASS: ${uri}\n`);
    });
  }

  it("is found by its tag", async () => {
    const { path, sha256 } = await buildImage("tests/fixtures/image-inside");
    await pushArtifact(path, `${registry.host}/shop/tagged:v1`, {});
    assert.equal(await crane("digest", `${registry.host}/shop/tagged:v1`), `sha256:${sha256}\n`);
  });
});
