import assert from "node:assert/strict";
import type { Referrer } from "../../../../build/oci/blob.js";
import { pushImage } from "../../../../build/oci/registry/push.js";
import { type Call, type FaultRegistry, startFaultRegistry } from "./fault-registry.js";
import { pausedClock } from "./paused-clock.js";
import { bytesOf, imageOf, textBlob } from "./small-image.js";

describe("pushReferrers", () => {
  const image = imageOf(bytesOf(100));
  const tag = image.manifest.digest.replace(":", "-");
  const referrers: Referrer[] = [
    { artifactType: "application/vnd.cyclonedx+json", blob: textBlob("sbom"), annotations: {} },
    { artifactType: "application/vnd.in-toto+json", blob: textBlob("provenance"), annotations: { a: "b" } },
  ];
  const indexType = "application/vnd.oci.image.index.v1+json";
  let registry: FaultRegistry;

  afterEach(() => registry.close());

  const push = (to = ":v1") =>
    pushImage({ ...image, referrers }, `${registry.host}/shop/api${to}`, { clock: pausedClock() });
  const index = () => JSON.parse(registry.manifests.get(tag)?.bytes.toString() ?? "{}");

  it("leaves the list to a registry that keeps it itself", async () => {
    registry = await startFaultRegistry({ hasReferrers: true });
    await push();
    assert.equal(registry.manifests.has(tag), false);
    const subjects = [...registry.manifests.values()]
      .map(({ bytes }) => JSON.parse(bytes.toString()).subject?.digest)
      .filter(Boolean);
    assert.deepEqual(subjects, [image.manifest.digest, image.manifest.digest]);
  });

  it("lists them under a tag otherwise, keeps what others listed, and sets the image's tag last", async () => {
    registry = await startFaultRegistry();
    const other = { mediaType: "a/b", size: 1, digest: `sha256:${"0".repeat(64)}`, artifactType: "c/d" };
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests: [other] }));
    registry.manifests.set(tag, { type: indexType, bytes });
    await push();
    assert.deepEqual(
      index().manifests.map(({ artifactType }: { artifactType: string }) => artifactType),
      ["c/d", "application/vnd.cyclonedx+json", "application/vnd.in-toto+json"],
    );
    const puts = registry.calls.filter(
      ({ method, path }) => method === "PUT" && path.includes("/manifests/"),
    );
    assert.deepEqual(
      [puts[0], puts.at(-1)].map((call) => call?.path),
      [`/v2/shop/api/manifests/${image.manifest.digest}`, "/v2/shop/api/manifests/v1"],
    );
  });

  it("lists nothing twice", async () => {
    registry = await startFaultRegistry();
    await push("");
    const first = registry.manifests.get(tag)?.bytes.toString();
    await push("");
    assert.equal(registry.manifests.get(tag)?.bytes.toString(), first);
  });

  it("is not needed where tag and documents are there", async () => {
    registry = await startFaultRegistry();
    await push();
    const before = registry.calls.length;
    await push();
    const again = registry.calls.slice(before).map(({ method }) => method);
    assert.deepEqual(again, ["GET", "HEAD", "HEAD", "HEAD"]);
  });

  it("brings documents to an image that has none", async () => {
    registry = await startFaultRegistry();
    await pushImage(image, `${registry.host}/shop/api:v1`, { clock: pausedClock() });
    await push();
    assert.equal(index().manifests.length, 2);
  });

  const strange: [title: string, type: string, text: string, reason: string][] = [
    ["an image", "application/vnd.oci.image.manifest.v1+json", "{}", "it is no OCI index"],
    ["no JSON", indexType, "<html>", "the list of referrers is not JSON"],
    ["a liar", indexType, '{"mediaType":"a/b"}', "it is no OCI index"],
  ];
  for (const [title, type, text, reason] of strange) {
    it(`does not overwrite ${title} under that tag`, async () => {
      registry = await startFaultRegistry();
      registry.manifests.set(tag, { type, bytes: Buffer.from(text) });
      await assert.rejects(push(), {
        message: `The registry ${registry.host} holds the manifest ${tag} of shop/api, which cannot be read: ${reason}. Delete it there.`,
      });
      assert.equal(registry.manifests.get(tag)?.bytes.toString(), text);
      assert.equal(registry.manifests.has("v1"), false);
    });
  }

  it("is told of where a registry does not take them, and the image is there without", async () => {
    const isDocument = ({ method, path }: Call) => method === "PUT" && /manifests\/sha256/.test(path);
    registry = await startFaultRegistry({
      fault: (call) =>
        isDocument(call) && !call.path.endsWith(image.manifest.digest) ? { status: 405 } : undefined,
    });
    const said: string[] = [];
    const onUndocumented = (reason: string) => said.push(reason);
    await pushImage({ ...image, referrers }, `${registry.host}/shop/api:v1`, { onUndocumented });
    assert.equal(said.length, 1);
    assert.match(said[0] ?? "", /^The registry 127\.0\.0\.1:\d+ refused .*405/);
    assert.ok(registry.manifests.has("v1"));
    await assert.rejects(push(), { message: said[0] });
  });

  it("ends when others overwrite the list each time", async () => {
    registry = await startFaultRegistry({
      fault: ({ method, path }) => (method === "GET" && path.endsWith(tag) ? { status: 404 } : undefined),
    });
    await assert.rejects(push(), {
      message: `The registry ${registry.host} lost entries of the manifest ${tag} of shop/api, as others write it too. Push again.`,
    });
  });
});
