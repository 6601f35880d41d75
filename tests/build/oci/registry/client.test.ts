import assert from "node:assert/strict";
import { digestOf } from "../../../../build/oci/blob.js";
import { pushImage } from "../../../../build/oci/registry/push.js";
import { type Call, type Fault, type FaultRegistry, startFaultRegistry } from "./fault-registry.js";
import { pausedClock } from "./paused-clock.js";
import { bytesOf, imageOf } from "./small-image.js";

describe("pushImage, to what does not answer as a registry", () => {
  const layer = bytesOf(1000);
  const image = imageOf(layer);
  const blob = `the blob ${digestOf(layer)} of shop/api`;
  let registry: FaultRegistry;

  afterEach(() => registry.close());

  const isPost = ({ method }: Call) => method === "POST";
  const cases: [title: string, when: (call: Call) => boolean, fault: Fault, message: string][] = [
    [
      "is a web site",
      () => true,
      { status: 404 },
      "HOST is no registry: it answered /v2/ with status 404. Check host and port.",
    ],
    [
      "asks for an unknown login",
      () => true,
      { status: 401, headers: { "www-authenticate": "Negotiate" } },
      "The registry HOST asks for a way to log in that is neither Basic nor Bearer. Check that it is a registry.",
    ],
    [
      "begins an upload nowhere",
      isPost,
      { status: 202 },
      "The registry HOST answered without saying where to go on. Check that it is a registry.",
    ],
    [
      "begins an upload elsewhere over plain HTTP",
      isPost,
      { status: 202, headers: { location: "http://192.0.2.1/upload" } },
      "The registry HOST leads to 192.0.2.1 over plain HTTP, which is for loopback alone. Set up TLS there.",
    ],
    [
      "does not know the repository",
      isPost,
      { status: 404, body: '{"errors":[{"code":"NAME_UNKNOWN","message":"no such repository."}]}' },
      `The registry HOST refused ${blob} with status 404: NAME_UNKNOWN: no such repository. Check the name, and create the repository if the registry does not do so itself.`,
    ],
    [
      "redirects in circles",
      ({ method }) => method === "HEAD",
      { status: 307, headers: { location: "?again" } },
      "The registry HOST redirects in circles. Check that it is a registry.",
    ],
    [
      "answers without an end",
      ({ path }) => path === "/v2/",
      { status: 200, body: "a".repeat(4 * 1024 * 1024 + 1) },
      "The registry HOST answered with more than 4 MiB. Check that it is a registry.",
    ],
    [
      "stores another blob",
      ({ method, path }) => method === "PUT" && path.includes("/uploads/"),
      { status: 201, headers: { "docker-content-digest": "sha256:1" } },
      `The registry HOST stored ${blob} as "sha256:1". Check the registry.`,
    ],
    [
      "stores another manifest",
      ({ method, path }) => method === "PUT" && path.includes("/manifests/"),
      { status: 201, headers: { "docker-content-digest": "sha256:1" } },
      `The registry HOST stored the manifest ${image.manifest.digest} of shop/api as "sha256:1". Check the registry.`,
    ],
  ];
  for (const [title, when, fault, message] of cases) {
    it(`ends when it ${title}`, async () => {
      registry = await startFaultRegistry({ fault: (call) => (when(call) ? fault : undefined) });
      await assert.rejects(pushImage(image, `${registry.host}/shop/api`, { clock: pausedClock() }), {
        name: "BuildError",
        message: message.replace("HOST", registry.host),
      });
      assert.equal(registry.manifests.size, 0);
    });
  }

  it("ends when it takes bytes and keeps none", async () => {
    registry = await startFaultRegistry({
      fault: ({ method, path }) =>
        method === "PATCH" && path.includes("/uploads/")
          ? { status: 202, headers: { range: "0-299" } }
          : undefined,
    });
    const pushed = pushImage(image, `${registry.host}/shop/api`, { clock: pausedClock(), chunkBytes: 400 });
    await assert.rejects(pushed, {
      message: `The registry ${registry.host} took bytes of ${blob} and kept none. Try again later.`,
    });
  });

  it("refuses a digest that is not the image's", async () => {
    registry = await startFaultRegistry();
    const digest = digestOf(layer);
    await assert.rejects(pushImage(image, `${registry.host}/shop/api@${digest}`), {
      message: `The image to push is ${image.manifest.digest}, but the repository is given with ${digest}. Build that image, or give a tag.`,
    });
    assert.deepEqual(registry.calls, []);
  });

  it("refuses a certificate authority that is none", async () => {
    registry = await startFaultRegistry();
    await assert.rejects(pushImage(image, `${registry.host}/shop/api`, { ca: "nothing" }), {
      message: `The certificate authority given for ${registry.host} must be certificates as PEM. Check the file.`,
    });
  });

  it("ends when nothing listens there, after all pauses", async () => {
    registry = await startFaultRegistry();
    await registry.close();
    const clock = pausedClock();
    await assert.rejects(pushImage(image, `${registry.host}/shop/api`, { clock }), {
      message: `The registry ${registry.host} cannot be reached (ECONNREFUSED). Check that it runs, and the network.`,
    });
    assert.deepEqual(clock.pausesMs, [1000, 2000, 4000, 8000, 16_000]);
  });
});
