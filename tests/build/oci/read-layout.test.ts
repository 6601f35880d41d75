import assert from "node:assert/strict";
import { rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { BuildError } from "../../../build/build-error.js";
import { digestOf, type Image } from "../../../build/oci/blob.js";
import { toImage } from "../../../build/oci/image.js";
import { writeLayout } from "../../../build/oci/layout.js";
import { blobPath } from "../../../build/oci/layout-files.js";
import { readDockerTar, readLayout } from "../../../build/oci/read-layout.js";
import { readManifest } from "../../../build/oci/read-manifest.js";
import { tar } from "../../../build/oci/tar.js";
import { useFolders } from "../go-module.js";
import { imageRequest } from "./image-request.js";

const manifestType = "application/vnd.oci.image.manifest.v1+json";
const text = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
const parsed = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString("utf8"));

describe("readLayout", () => {
  const folders = useFolders();
  const before = process.cwd();
  let image: Image;
  beforeEach(async () => {
    process.chdir(folders.folder);
    image = await toImage(imageRequest());
    await writeLayout(image, "shop");
  });
  afterEach(() => process.chdir(before));

  const refused = async (reason: string) =>
    assert.rejects(readLayout(join(folders.folder, "shop")), {
      name: "BuildError",
      message: `./shop cannot be read as an OCI layout: ${reason}. Build the image again.`,
    });
  const write = (path: string, value: unknown) => writeFile(join("shop", path), text(value));
  /** Puts a manifest of other content in the image's place. */
  const withManifest = async (manifest: unknown, mediaType = manifestType) => {
    const bytes = text(manifest);
    const digest = digestOf(bytes);
    await write(blobPath(digest), manifest);
    await write("index.json", { manifests: [{ mediaType, size: bytes.length, digest }] });
  };
  const manifest = () => parsed(image.manifest.bytes);

  it("tells of a folder that is not there", async () => {
    await rm("shop", { recursive: true });
    await refused("its oci-layout is missing");
  });

  it("tells of a blob that is missing", async () => {
    await rm(join("shop", blobPath(image.config.digest)));
    await refused(`its blob ${image.config.digest} is missing`);
  });

  it("tells of a blob that is cut", async () => {
    const [layer = image.config] = image.layers;
    await writeFile(join("shop", blobPath(layer.digest)), layer.bytes.subarray(0, 10));
    await refused(`its blob ${layer.digest} must have ${layer.bytes.length} bytes, got 10`);
  });

  it("tells of a blob with other content", async () => {
    await write(
      blobPath(image.config.digest),
      Buffer.from(image.config.bytes).toString().replace("amd64", "arm64"),
    );
    await refused(`its blob ${image.config.digest} is damaged`);
  });

  it("tells of a blob that cannot be opened", async () => {
    const path = join("shop", blobPath(image.config.digest));
    await rm(path);
    await symlink(join(folders.folder, path), path);
    await refused("it cannot be opened (ELOOP)");
  });

  const digest = `sha256:${"0".repeat(64)}` as const;
  const nested = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  for (const [path, value, reason] of [
    ["oci-layout", "hello", "its oci-layout is not JSON"],
    ["oci-layout", "", "its oci-layout is not JSON"],
    ["oci-layout", "null", "its oci-layout is not a JSON object"],
    ["oci-layout", "[]", "its oci-layout is not a JSON object"],
    ["oci-layout", {}, 'its layout version must be "1.0.0", got ""'],
    ["oci-layout", { imageLayoutVersion: "2.0.0" }, 'its layout version must be "1.0.0", got "2.0.0"'],
    ["index.json", '"text"', "its index.json is not a JSON object"],
    ["index.json", " ".repeat(4 * 1024 * 1024 + 1), "its index.json is larger than 4194304 bytes"],
    ["index.json", nested, "its index.json is not a JSON object"],
    ["index.json", {}, "it must hold one image, got 0"],
    ["index.json", { manifests: {} }, "it must hold one image, got 0"],
    ["index.json", { manifests: [1, 2] }, "it must hold one image, got 2"],
    ["index.json", { manifests: [null] }, "the image in its index.json has no media type"],
    [
      "index.json",
      { manifests: [{ mediaType: manifestType }] },
      "the image in its index.json has no sha256 digest",
    ],
    [
      "index.json",
      { manifests: [{ mediaType: manifestType, digest: "sha256:../../../../etc/passwd", size: 1 }] },
      "the image in its index.json has no sha256 digest",
    ],
    [
      "index.json",
      { manifests: [{ mediaType: manifestType, digest: `${digest}\n`, size: 1 }] },
      "the image in its index.json has no sha256 digest",
    ],
    [
      "index.json",
      { manifests: [{ mediaType: manifestType, digest, size: -1 }] },
      "the image in its index.json has no size",
    ],
    [
      "index.json",
      { manifests: [{ mediaType: "application/vnd.oci.image.index.v1+json", digest, size: 1 }] },
      "it is an index of images for several platforms, not an image for one",
    ],
    [
      "index.json",
      { manifests: [{ mediaType: "text/\u001b[2J", digest, size: 1 }] },
      "the image in its index.json has no media type",
    ],
    [
      "index.json",
      { manifests: [{ mediaType: "text/html", digest, size: 1 }] },
      'its manifest is of the unknown type "text/html"',
    ],
  ] as const) {
    it(`refuses ${path} ${JSON.stringify(value).slice(0, 90)}`, async () => {
      await write(path, value);
      await refused(reason);
    });
  }

  for (const [title, change, reason] of [
    ["that is no JSON", () => "hello", "its manifest is not JSON"],
    ["of schema 1", () => ({ ...manifest(), schemaVersion: 1 }), "its manifest has no schemaVersion 2"],
    ["without layers", () => ({ ...manifest(), layers: null }), "its manifest has no layers"],
    [
      "without a config",
      () => ({ ...manifest(), config: undefined }),
      "its manifest's config has no media type",
    ],
    [
      "with a layer of no size",
      () => ({ ...manifest(), layers: [...manifest().layers, { ...descriptorOf(image), size: "1" }] }),
      "its manifest's layer 2 has no size",
    ],
    [
      "that says it is an index",
      () => ({ ...manifest(), mediaType: "application/vnd.oci.image.index.v1+json" }),
      `its manifest does not say that it is ${manifestType}`,
    ],
  ] as const) {
    it(`refuses a manifest ${title}`, async () => {
      await withManifest(change());
      await refused(reason);
    });
  }

  it("takes a manifest that does not tell its type", async () => {
    const { mediaType: _, ...rest } = manifest();
    await withManifest(rest);
    assert.equal((await readLayout("shop")).config.digest, image.config.digest);
  });

  it("ends with one sentence, whatever JSON is in its files", async () => {
    const hostile = fc.oneof(
      fc.json(),
      fc.string(),
      fc.record(
        {
          manifests: fc.oneof(
            fc.jsonValue(),
            fc.array(fc.oneof(fc.jsonValue(), fc.constant(descriptorOf(image)))),
          ),
          imageLayoutVersion: fc.constantFrom("1.0.0", "../..", 1),
          ["__proto__"]: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("oci-layout", "index.json"), hostile, async (path, value) => {
        await write("oci-layout", { imageLayoutVersion: "1.0.0" });
        await write(path, value);
        await readLayout("shop").catch((error) => {
          assert.ok(error instanceof BuildError);
          assert.match(
            error.message,
            /^\.\/shop cannot be read as an OCI layout: (its|it|the image) .+\. Build the image again\.$/s,
          );
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe("readManifest", () => {
  it("ends with a clause or a manifest, whatever the JSON", async () => {
    const good = parsed((await toImage(imageRequest())).manifest.bytes);
    const part = fc.oneof(
      fc.jsonValue(),
      fc.constant(good.config),
      fc.record(
        {
          mediaType: fc.string(),
          size: fc.oneof(fc.integer(), fc.double(), fc.string()),
          digest: fc.oneof(fc.string(), fc.constant(good.config.digest)),
        },
        { requiredKeys: [] },
      ),
    );
    const manifest = fc.record(
      {
        schemaVersion: fc.oneof(fc.constant(2), fc.jsonValue()),
        mediaType: fc.oneof(fc.constant(manifestType), fc.jsonValue()),
        config: part,
        layers: fc.oneof(fc.array(part), fc.jsonValue()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(manifest, fc.jsonValue()), (value) => {
        try {
          const { config, layers } = readManifest({
            bytes: text(JSON.stringify(value)),
            mediaType: manifestType,
          });
          for (const { digest, size } of [config, ...layers]) {
            assert.match(digest, /^sha256:[0-9a-f]{64}$/);
            assert.ok(Number.isSafeInteger(size) && size >= 0);
          }
        } catch (error) {
          assert.ok(error instanceof Error && !(error instanceof assert.AssertionError), String(error));
          assert.match(
            error.message,
            /^its manifest('s (config|layer \d+))? (has no|is not|does not say that it is) /,
          );
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("readDockerTar", () => {
  const folders = useFolders();
  const refused = async (reason: string) => {
    const path = join(folders.folder, "a.tar");
    await assert.rejects(readDockerTar(path), {
      name: "BuildError",
      message: `${path} cannot be read as an image: ${reason}. Build the image again.`,
    });
  };

  it("tells of a file that is not there", () => refused("it does not exist"));

  it("tells of a file that is no tar", async () => {
    await writeFile(join(folders.folder, "a.tar"), "hello");
    await refused("it ends within the header at byte 0");
  });

  it("tells of a tar without an image", async () => {
    await writeFile(
      join(folders.folder, "a.tar"),
      tar([{ path: "a", mode: 0o644, bytes: Buffer.from("a") }]),
    );
    await refused("its oci-layout is missing");
  });

  it("does not follow a path that leads out of the tar", async () => {
    const index = { manifests: [{ mediaType: manifestType, digest: "sha256:../index.json", size: 1 }] };
    await writeFile(
      join(folders.folder, "a.tar"),
      tar([
        { path: "oci-layout", mode: 0o644, bytes: text({ imageLayoutVersion: "1.0.0" }) },
        { path: "index.json", mode: 0o644, bytes: text(index) },
      ]),
    );
    await refused("the image in its index.json has no sha256 digest");
  });
});

function descriptorOf({ manifest: { digest, bytes, mediaType } }: Image) {
  return { mediaType, size: bytes.length, digest };
}
