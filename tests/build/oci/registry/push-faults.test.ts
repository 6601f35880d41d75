import assert from "node:assert/strict";
import { BuildError } from "../../../../build/build-error.js";
import { digestOf, type Image } from "../../../../build/oci/blob.js";
import { type PushOptions, pushImage } from "../../../../build/oci/registry/push.js";
import { type Call, type FaultRegistry, startFaultRegistry } from "./fault-registry.js";
import { pausedClock } from "./paused-clock.js";
import { bytesOf, imageOf } from "./small-image.js";

describe("pushImage, where the registry fails", () => {
  const mebibyte = 1024 * 1024;
  const layer = bytesOf(3 * mebibyte);
  const image = imageOf(layer);
  const layerPath = `/v2/shop/api/blobs/${digestOf(layer)}`;
  let registry: FaultRegistry;
  let clock: ReturnType<typeof pausedClock>;

  async function start(options: Parameters<typeof startFaultRegistry>[0] = {}): Promise<void> {
    registry = await startFaultRegistry(options);
    clock = pausedClock();
  }

  afterEach(() => registry.close());

  const push = (options: PushOptions = {}, pushed: Image = image) =>
    pushImage(pushed, `${registry.host}/shop/api:v1`, { clock, ...options });

  const fails = (message: string, options: PushOptions = {}) =>
    assert.rejects(push(options), (error) => {
      assert.ok(error instanceof BuildError);
      assert.equal(error.message, message);
      return true;
    });

  /** Methods and paths without query, of the blobs' uploads alone. */
  const uploads = () =>
    registry.calls
      .filter(({ path }) => path.includes("/uploads/"))
      .map(({ method, path }) => `${method} ${path.replace(/^.*uploads\//, "").replace(/\?.*/, "")}`);

  const isManifest = ({ method, path }: Call) => method === "PUT" && path.includes("/manifests/");

  function isWhole(): void {
    assert.equal(registry.blobs.get(digestOf(layer))?.equals(layer), true);
    assert.equal(registry.manifests.has("v1"), true);
  }

  it("goes on from the byte that arrived when the connection breaks in the middle of a blob", async () => {
    await start({
      fault: ({ method, path, count }) =>
        method === "PUT" && path.includes("/uploads/1?") && count === 1
          ? { cutAfterBytes: mebibyte }
          : undefined,
    });
    await push();
    isWhole();
    assert.deepEqual(uploads().slice(0, 5), ["POST ", "PUT 1", "GET 1", "PATCH 1", "PUT 1"]);
    const patch = registry.calls.find(({ method }) => method === "PATCH");
    assert.equal(patch?.headers["content-range"], `${mebibyte}-${3 * mebibyte - 1}`);
    assert.deepEqual(clock.pausesMs, [1000]);
  });

  it("starts again when the registry forgot the upload", async () => {
    await start({
      fault: ({ method, path, count }) => {
        if (method === "PUT" && path.includes("/uploads/1?")) return { cutAfterBytes: mebibyte };
        return method === "GET" && path.includes("/uploads/1?") && count === 1 ? { status: 404 } : undefined;
      },
    });
    await push();
    isWhole();
    assert.deepEqual(uploads().slice(0, 5), ["POST ", "PUT 1", "GET 1", "POST ", "PUT 2"]);
  });

  it("sends nothing again when only the answer was lost", async () => {
    await start({
      blobs: new Map(),
      fault: ({ method, path }) => {
        if (method !== "PUT" || !path.includes("/uploads/1?")) return undefined;
        registry.blobs.set(digestOf(layer), layer);
        return { cutAfterBytes: 0 };
      },
    });
    await push();
    isWhole();
    // The second upload is the config's.
    assert.deepEqual(uploads(), ["POST ", "PUT 1", "GET 1", "POST ", "PUT 2"]);
  });

  it("keeps to the pause that a registry asks for with 429", async () => {
    await start({
      fault: ({ method, path, count }) =>
        method === "HEAD" && path === layerPath && count < 3
          ? { status: 429, headers: { "retry-after": count === 1 ? "30" : "Thu, 01 Jan 2026 00:01:00 GMT" } }
          : undefined,
    });
    await push();
    isWhole();
    assert.deepEqual(clock.pausesMs, [30_000, 30_000]);
  });

  it("ends when a registry asks for a pause of more than two minutes", async () => {
    await start({ fault: () => ({ status: 429, headers: { "retry-after": "3600" } }) });
    await fails(`The registry ${registry.host} takes no more requests for 3600 s. Try again then.`);
  });

  it("ends without a tag when a registry answers 500 forever", async () => {
    await start({
      fault: ({ method, path }) =>
        method === "PUT" && path.includes("/uploads/")
          ? { status: 500, body: '{"errors":[{"code":"UNKNOWN","message":"unknown \\u001b[31merror"}]}' }
          : undefined,
    });
    await fails(
      `The registry ${registry.host} refused the blob ${digestOf(layer)} of shop/api with status 500: UNKNOWN: unknown [31merror. Try again later.`,
    );
    assert.deepEqual(clock.pausesMs, [1000, 2000, 4000, 8000, 16_000]);
    assert.deepEqual(registry.calls.filter(isManifest), []);
  });

  it("sets no tag when the manifest is refused", async () => {
    await start({
      fault: (call) => (isManifest(call) ? { status: 500, body: "<html>" } : undefined),
    });
    await fails(
      `The registry ${registry.host} refused the manifest ${image.manifest.digest} of shop/api with status 500. Try again later.`,
    );
    assert.deepEqual([...registry.manifests.keys()], []);
  });

  const full: [title: string, status: number, body: string, shown: string][] = [
    ["507", 507, "", ""],
    [
      "500 and says so",
      500,
      '{"errors":[{"code":"UNKNOWN","message":"unknown error","detail":{"Err":"no space left on device"}}]}',
      ": UNKNOWN: unknown error",
    ],
  ];
  for (const [title, status, body, shown] of full) {
    it(`ends at once when the registry's disk is full, which answers ${title}`, async () => {
      await start({
        fault: ({ method, path }) =>
          method === "PUT" && path.includes("/uploads/") ? { status, body } : undefined,
      });
      await fails(
        `The registry ${registry.host} refused the blob ${digestOf(layer)} of shop/api with status ${status}${shown}. Its disk is full: free some space there.`,
      );
      assert.deepEqual(clock.pausesMs, []);
      assert.equal(registry.manifests.size, 0);
    });
  }

  it("uploads a blob again that is there but truncated", async () => {
    await start({ blobs: new Map([[digestOf(layer), layer.subarray(0, 100)]]) });
    await push();
    isWhole();
  });

  it("says so when a registry does not replace a truncated blob", async () => {
    await start({
      fault: ({ method, path }) =>
        method === "HEAD" && path === layerPath
          ? { status: 200, headers: { "content-length": "7" } }
          : undefined,
    });
    await fails(
      `The registry ${registry.host} keeps a damaged copy of the blob ${digestOf(layer)} of shop/api and does not replace it. Delete the blob there.`,
    );
    assert.equal(registry.manifests.size, 0);
  });

  it("takes a blob over from another repository", async () => {
    await start({
      blobs: new Map([[digestOf(layer), layer]]),
      fault: ({ method, path }) => (method === "HEAD" && path === layerPath ? { status: 404 } : undefined),
    });
    await push({ mountFrom: "shop/base" });
    const [mount] = registry.calls.filter(({ method }) => method === "POST");
    assert.equal(
      mount?.path,
      `/v2/shop/api/blobs/uploads/?mount=sha256%3A${digestOf(layer).slice(7)}&from=shop%2Fbase`,
    );
    const put = registry.calls.filter(({ method, path }) => method === "PUT" && path.includes("/uploads/"));
    assert.equal(put.length, 1);
    assert.match(put[0]?.path ?? "", new RegExp(`digest=sha256%3A${image.config.digest.slice(7)}$`));
  });

  for (const status of [202, 403, 405]) {
    it(`uploads a blob whose mount is refused with ${status}`, async () => {
      await start({
        fault: ({ path }) => (path.includes("mount=") && status !== 202 ? { status } : undefined),
      });
      await push({ mountFrom: "shop/base" });
      isWhole();
    });
  }

  it("sends a large blob in chunks", async () => {
    await start();
    await push({ chunkBytes: 1_500_000 });
    isWhole();
    const ranges = registry.calls
      .filter(({ method }) => method === "PATCH")
      .map(({ headers }) => headers["content-range"]);
    assert.deepEqual(ranges, ["0-1499999", "1500000-2999999", "3000000-3145727"]);
  });

  it("sends chunks no smaller than the registry wants", async () => {
    await start({ minChunkBytes: 2_000_000 });
    await push({ chunkBytes: 100 }, imageOf(layer));
    isWhole();
    const ranges = registry.calls
      .filter(({ method, path }) => method === "PATCH" && path.includes("/uploads/1?"))
      .map(({ headers }) => headers["content-range"]);
    assert.deepEqual(ranges, ["0-1999999", "2000000-3145727"]);
  });

  it("sends smaller requests to a registry that refuses large ones", async () => {
    await start({
      fault: ({ method, headers }) =>
        method !== "GET" && Number(headers["content-length"]) > 2 * mebibyte ? { status: 413 } : undefined,
    });
    await push();
    isWhole();
  });

  it("ends when even small requests are too large", async () => {
    await start({
      fault: ({ headers }) => (Number(headers["content-length"]) > 100_000 ? { status: 413 } : undefined),
    });
    await fails(
      `The registry ${registry.host} refused the blob ${digestOf(layer)} of shop/api with status 413. Raise the size of a request that the registry, or a proxy before it, takes.`,
    );
  });

  it("pushes one image twice at once", async () => {
    await start();
    const [first, second] = await Promise.all([push(), push()]);
    assert.equal(first, second);
    isWhole();
  });

  it("ends what is under way when one blob is refused", async () => {
    const other = bytesOf(10, 9);
    await start({
      fault: ({ method, path }) =>
        method === "HEAD" && path.endsWith(digestOf(other)) ? { status: 403 } : undefined,
    });
    await assert.rejects(push({}, imageOf(layer, other)), {
      message: `The registry ${registry.host} refused the blob ${digestOf(other)} of shop/api with status 403. Give a user that may push there.`,
    });
    assert.equal(registry.manifests.size, 0);
    assert.equal(registry.blobs.has(digestOf(layer)), false);
  });

  it("ends when the connection breaks every time", async () => {
    await start({ fault: ({ path }) => (path === layerPath ? { cutAfterBytes: 0 } : undefined) });
    await fails(`The connection to the registry ${registry.host} was lost (ECONNRESET). Try again later.`);
    assert.equal(registry.manifests.size, 0);
  });
});
