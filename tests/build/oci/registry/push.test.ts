import assert from "node:assert/strict";
import { truncate } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { join } from "node:path";
import { inspect } from "node:util";
import { BuildError } from "../../../../build/build-error.js";
import type { Image } from "../../../../build/oci/blob.js";
import { toImage } from "../../../../build/oci/image.js";
import { type Progress, pushImage } from "../../../../build/oci/registry/push.js";
import { imageRequest } from "../image-request.js";
import { type Authority, makeAuthority } from "./authority.js";
import { type DebianRegistry, startDebianRegistry } from "./debian-registry.js";
import { pausedClock } from "./paused-clock.js";
import { skopeoInspect } from "./skopeo.js";
import { bytesOf, imageOf, textBlob } from "./small-image.js";

describe("pushImage, to Debian's registry", function () {
  this.timeout(20_000);
  let image: Image;
  let registry: DebianRegistry;

  before(async () => {
    image = await toImage(imageRequest({ labels: { version: "1.2.3" } }));
    registry = await startDebianRegistry();
  });
  after(() => registry?.close());

  const inspected = (at: string, ...options: string[]) => skopeoInspect(at, "--no-tags", ...options);
  const raw = (at: string) => skopeoInspect(at, "--raw");

  it("brings an image that skopeo finds under its tag and its digest", async () => {
    const to = `${registry.host}/shop/api`;
    const pushed = await pushImage(image, `${to}:v1`);
    assert.equal(pushed, `${to}@${image.manifest.digest}`);
    for (const at of [`${to}:v1`, pushed]) {
      const { Digest, Architecture, Os, Layers } = await inspected(at);
      assert.deepEqual(
        { Digest, Architecture, Os, Layers },
        {
          Digest: image.manifest.digest,
          Architecture: "amd64",
          Os: "linux",
          Layers: image.layers.map(({ digest }) => digest),
        },
      );
    }
  });

  it("brings an image of Docker's media types as well", async () => {
    const docker = await toImage(imageRequest({ format: "docker" }));
    const pushed = await pushImage(docker, `${registry.host}/shop/docker`);
    assert.equal((await inspected(pushed)).Digest, docker.manifest.digest);
  });

  it("sends what is not there alone", async () => {
    const seen: Progress[] = [];
    const base = bytesOf(100_000);
    const push = (pushed: Image) =>
      pushImage(pushed, `${registry.host}/shop/again:v1`, { onProgress: (each) => seen.push(each) });
    await push(imageOf(base));
    assert.deepEqual(
      seen.filter(({ outcome }) => outcome).map(({ outcome }) => outcome),
      ["uploaded", "uploaded"],
    );
    seen.length = 0;
    await push(imageOf(base));
    assert.deepEqual(seen, []);
    const changed = imageOf(base, bytesOf(50_000, 2));
    await push(changed);
    assert.deepEqual(
      seen.filter(({ outcome }) => outcome).map(({ digest, outcome }) => [digest, outcome]),
      [
        [changed.layers[0]?.digest, "present"],
        [changed.layers[1]?.digest, "uploaded"],
        [changed.config.digest, "present"],
      ],
    );
    assert.equal((await inspected(`${registry.host}/shop/again:v1`)).Digest, changed.manifest.digest);
  });

  it("takes layers over from another repository", async () => {
    const shared = imageOf(bytesOf(10_000, 3));
    await pushImage(shared, `${registry.host}/shop/base`);
    const outcomes: (string | undefined)[] = [];
    await pushImage(shared, `${registry.host}/shop/other`, {
      mountFrom: "shop/base",
      onProgress: ({ outcome }) => outcomes.push(outcome),
    });
    assert.deepEqual(outcomes, ["mounted", "mounted"]);
  });

  it("pushes a large layer in chunks", async () => {
    const large = imageOf(bytesOf(5_000_000, 4));
    const pushed = await pushImage(large, `${registry.host}/shop/large`, { chunkBytes: 1_000_000 });
    assert.equal((await raw(pushed)).layers[0].size, 5_000_000);
  });

  it("lists an SBOM under the tag that stands for referrers", async () => {
    const sbom = textBlob("an SBOM");
    const referrers = [{ artifactType: "text/plain", blob: sbom, annotations: { kind: "sbom" } }];
    const to = `${registry.host}/shop/with-sbom`;
    // Twice, as the second time it is all there.
    await pushImage({ ...image, referrers }, to);
    await pushImage({ ...image, referrers }, to);
    const tag = image.manifest.digest.replace(":", "-");
    const index = await raw(`${to}:${tag}`);
    assert.equal(index.manifests.length, 1);
    const [{ digest, artifactType, annotations }] = index.manifests;
    assert.deepEqual(
      { artifactType, annotations },
      { artifactType: "text/plain", annotations: { kind: "sbom" } },
    );
    const manifest = await raw(`${to}@${digest}`);
    assert.equal(manifest.subject.digest, image.manifest.digest);
    assert.deepEqual(
      manifest.layers.map((each: { digest: string }) => each.digest),
      [sbom.digest],
    );
  });

  it("pushes one image twice at once", async () => {
    const twice = imageOf(bytesOf(2_000_000, 5));
    const push = () => pushImage(twice, `${registry.host}/shop/twice:v1`);
    const [first, second] = await Promise.all([push(), push()]);
    assert.equal(first, second);
    assert.equal((await inspected(`${registry.host}/shop/twice:v1`)).Digest, twice.manifest.digest);
  });

  it("does not leave a truncated layer unnoticed", async () => {
    const damaged = imageOf(bytesOf(30_000, 6));
    const [layer] = damaged.layers;
    assert.ok(layer);
    await pushImage(damaged, `${registry.host}/shop/damaged`);
    const hex = layer.digest.slice("sha256:".length);
    await truncate(
      join(registry.folder, "docker/registry/v2/blobs/sha256", hex.slice(0, 2), hex, "data"),
      100,
    );
    // Another image with the same layer.
    await assert.rejects(pushImage(imageOf(layer.bytes, bytesOf(10, 7)), `${registry.host}/shop/damaged`), {
      name: "BuildError",
      message: `The registry ${registry.host} keeps a damaged copy of the blob ${layer.digest} of shop/damaged and does not replace it. Delete the blob there.`,
    });
  });

  for (const chunkBytes of [64 * 1024 * 1024, 2_000_000]) {
    it(`survives a connection that breaks in the middle of a layer, sent in pieces of ${chunkBytes}`, async () => {
      const cut = await startCutter(registry.host, 3_000_000);
      try {
        const layer = bytesOf(5_000_000, chunkBytes % 1000);
        const pushed = await pushImage(imageOf(layer), `${cut.host}/shop/cut-${chunkBytes}:v1`, {
          chunkBytes,
          clock: pausedClock(),
        });
        assert.equal(cut.hasCut(), true);
        assert.equal((await raw(pushed)).layers[0].size, layer.length);
      } finally {
        await cut.close();
      }
    });
  }

  describe("with a login and TLS", () => {
    const credentials = { user: "anna", password: "correct horse" };
    let authority: Authority;
    let guarded: DebianRegistry;

    before(async () => {
      authority = await makeAuthority();
      guarded = await startDebianRegistry({ login: credentials, tls: authority });
    });
    after(async () => {
      await guarded?.close();
      await authority?.close();
    });

    it("brings an image", async () => {
      const { ca } = authority;
      const pushed = await pushImage(image, `${guarded.host}/shop/api:v1`, { credentials, ca });
      const found = await inspected(pushed, "--creds", "anna:correct horse");
      assert.equal(found.Digest, image.manifest.digest);
    });

    const refusals: [title: string, options: () => object, message: (host: string) => string][] = [
      [
        "without its certificate authority",
        () => ({ credentials }),
        (host) =>
          `The certificate of the registry ${host} is not trusted (UNABLE_TO_VERIFY_LEAF_SIGNATURE). Give the certificate authority that signed it.`,
      ],
      [
        "without a login",
        () => ({ ca: authority.ca }),
        (host) => `The registry ${host} needs a user and password. Give them as credentials.`,
      ],
      [
        "with a wrong password, which it does not show",
        () => ({ ca: authority.ca, credentials: { user: "anna", password: "battery staple" } }),
        (host) =>
          `The registry ${host} refused the manifest ${image.manifest.digest} of shop/no with status 401. Check that user and password are right and may push there.`,
      ],
    ];
    for (const [title, options, message] of refusals) {
      it(`refuses to push ${title}`, async () => {
        await assert.rejects(pushImage(image, `${guarded.host}/shop/no`, options()), (error) => {
          assert.ok(error instanceof BuildError);
          assert.equal(error.message, message(guarded.host));
          assert.doesNotMatch(inspect(error, { depth: 10 }), /battery|YW5uYTpiYXR0ZXJ5/);
          return true;
        });
      });
    }
  });
});

/** Passes connections on, and breaks the first one that sends so much. */
async function startCutter(host: string, afterBytes: number) {
  const [address = "", port = ""] = host.split(":");
  let isCut = false;
  const server: Server = createServer((incoming) => {
    const outgoing = connect(Number(port), address);
    let bytes = 0;
    incoming.on("data", (part) => {
      bytes += part.length;
      if (isCut || bytes < afterBytes) return;
      isCut = true;
      incoming.resetAndDestroy();
      outgoing.end();
    });
    incoming.pipe(outgoing).pipe(incoming);
    for (const socket of [incoming, outgoing]) socket.on("error", () => {});
    incoming.on("close", () => outgoing.end());
    outgoing.on("close", () => incoming.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    hasCut: () => isCut,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
