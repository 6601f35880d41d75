import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmod, symlink } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { findIncluded, readIncluded } from "../../../build/include.js";
import { type ImageRequest, toImage } from "../../../build/oci/image.js";
import { imageFormats } from "../../../build/oci/media-types.js";
import { useFolders, writeFiles } from "../go-module.js";
import { data, imageRequest } from "./image-request.js";

const everything = imageRequest({
  architecture: "arm64",
  included: [
    { name: "web/index.html", bytes: Buffer.from("<html>"), executable: false },
    { name: "web/ü.txt", bytes: Buffer.from("ü"), executable: false },
    { name: "run.sh", bytes: Buffer.from("#!/bin/sh"), executable: true },
  ],
  user: 1000,
  labels: {
    title: "shop",
    source: "https://example.com/shop",
    revision: "0123456789abcdef0123456789abcdef01234567",
    version: "1.2.3",
    licenses: "Apache-2.0",
  },
  createdSeconds: 1700000000,
  ...data,
});

const parsed = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString("utf8"));
const digestsOf = async (request: ImageRequest) => {
  const { manifest, config, layers } = await toImage(request);
  return [manifest, config, ...layers].map(({ digest }) => digest);
};

describe("toImage", () => {
  for (const [title, request, digests] of [
    [
      "a program alone",
      imageRequest(),
      [
        "sha256:b3da7a40d3949b7d9a796ef766f0ec038e14b453b6e8eda9e617a028087385b1",
        "sha256:b94748a54701621126060e2cd7314e91d320e2d34a5dc995ff280c5f415ea7b8",
        "sha256:4f2067942f6c3744b81ad0d362f96e4104f4ff6c52dd0911efae654c3de6001f",
      ],
    ],
    [
      "a program alone, for Docker",
      imageRequest({ format: "docker" }),
      [
        "sha256:087a6536dcaea55cd4080cf37209a757586c495953b4087f76acd0ae7858311e",
        "sha256:b94748a54701621126060e2cd7314e91d320e2d34a5dc995ff280c5f415ea7b8",
        "sha256:4f2067942f6c3744b81ad0d362f96e4104f4ff6c52dd0911efae654c3de6001f",
      ],
    ],
    [
      "everything",
      everything,
      [
        "sha256:bf0b4c3d82b6e2d255f51cb157c889f7f4fcf5c8998739e5812363da7d21587a",
        "sha256:e6cd6274e8636077b4e39c9a4a81bc9fbb085bc9c44714b86b09aa95fd350f76",
        "sha256:88feda198ebd5241bef1742082ac182b7ed6fed5d0d2e68bb7255ea767240470",
        "sha256:fe4ecbf2e8a02c2678b9ec30e8b26e5939d7321c73a5d468767ba31f567ac0c2",
      ],
    ],
    [
      "everything, for Docker",
      { ...everything, format: "docker" as const },
      [
        "sha256:0bdcf646b5c86e2dc155e356631182a8fb2f4196cf34d0b9ec92d2d430d39981",
        "sha256:e6cd6274e8636077b4e39c9a4a81bc9fbb085bc9c44714b86b09aa95fd350f76",
        "sha256:88feda198ebd5241bef1742082ac182b7ed6fed5d0d2e68bb7255ea767240470",
        "sha256:fe4ecbf2e8a02c2678b9ec30e8b26e5939d7321c73a5d468767ba31f567ac0c2",
      ],
    ],
  ] as const) {
    it(`keeps these very bytes for ${title}`, async () => {
      assert.deepEqual(await digestsOf(request), digests);
    });
  }

  it("runs the program as the user, with a path and where the files next to it are", async () => {
    assert.deepEqual(parsed((await toImage(imageRequest())).config.bytes), {
      created: "1970-01-01T00:00:00Z",
      architecture: "amd64",
      os: "linux",
      config: {
        User: "65532:65532",
        Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
        Entrypoint: ["/bootstrap"],
        WorkingDir: "/",
      },
      rootfs: {
        type: "layers",
        diff_ids: ["sha256:cd4d21199b97f4ef20f0a482c207de112fc0a639ae87d94a29ad2694abb3ca9a"],
      },
      history: [{ created: "1970-01-01T00:00:00Z", created_by: "goserverless", comment: "the program" }],
    });
  });

  it("tells of its origin in labels and, as OCI alone can, in annotations", async () => {
    const origin = {
      "org.opencontainers.image.licenses": "Apache-2.0",
      "org.opencontainers.image.revision": "0123456789abcdef0123456789abcdef01234567",
      "org.opencontainers.image.source": "https://example.com/shop",
      "org.opencontainers.image.title": "shop",
      "org.opencontainers.image.version": "1.2.3",
    };
    for (const format of imageFormats) {
      const { config, manifest } = await toImage({ ...everything, format });
      assert.deepEqual(parsed(config.bytes).config.Labels, {
        "io.github.goserverless.certificates": `sha256:${data.certificates.sha256}`,
        "io.github.goserverless.time-zones": `sha256:${data.timeZones.sha256}`,
        ...origin,
      });
      assert.deepEqual(parsed(manifest.bytes).annotations, format === "oci" ? origin : undefined);
    }
  });

  it("leaves out labels that are empty", async () => {
    const { config } = await toImage(imageRequest({ labels: { version: "", title: "shop" } }));
    assert.deepEqual(parsed(config.bytes).config.Labels, { "org.opencontainers.image.title": "shop" });
  });

  it("is one manifest that names its own type and its parts", async () => {
    const { manifest, config, layers } = await toImage(imageRequest({ format: "docker" }));
    const [layer] = layers;
    assert.equal(manifest.mediaType, "application/vnd.docker.distribution.manifest.v2+json");
    assert.deepEqual(parsed(manifest.bytes), {
      schemaVersion: 2,
      mediaType: "application/vnd.docker.distribution.manifest.v2+json",
      config: {
        mediaType: "application/vnd.docker.container.image.v1+json",
        size: config.bytes.length,
        digest: config.digest,
      },
      layers: [
        {
          mediaType: "application/vnd.docker.image.rootfs.diff.tar.gzip",
          size: layer?.bytes.length,
          digest: layer?.digest,
        },
      ],
    });
  });

  it("has one layer, and a second one below it for data that functions share", async () => {
    const first = await toImage(imageRequest(data));
    const second = await toImage(imageRequest({ ...data, binary: Buffer.from("another") }));
    assert.equal((await toImage(imageRequest())).layers.length, 1);
    assert.deepEqual([first.layers.length, second.layers.length], [2, 2]);
    assert.equal(first.layers[0]?.digest, second.layers[0]?.digest);
    assert.notEqual(first.layers[1]?.digest, second.layers[1]?.digest);
  });

  it("is the same for any order of files", async () => {
    const wanted = await digestsOf(everything);
    const { included, timeZones } = everything;
    const order = fc.tuple(
      fc.shuffledSubarray([...included], { minLength: included.length }),
      fc.shuffledSubarray([...(timeZones?.zones ?? [])], { minLength: 2 }),
    );
    await fc.assert(
      fc.asyncProperty(order, async ([included, zones]) => {
        const shuffled = { ...everything, included, timeZones: { ...data.timeZones, zones } };
        assert.deepEqual(await digestsOf(shuffled), wanted);
      }),
      { numRuns: 20 },
    );
  });

  it("is the same from any folder, umask and time zone", async () => {
    const script = `
      const { toImage } = require("./build/oci/image.ts");
      process.umask(Number(process.argv[1]));
      process.chdir(process.argv[2]);
      const request = { binary: Buffer.from("\\x7fELF a program"), included: [], user: 65532, architecture: "amd64", format: "oci", labels: {}, createdSeconds: 0 };
      toImage(request).then(({ manifest }) => console.log(manifest.digest));`;
    const [wanted] = await digestsOf(imageRequest());
    for (const [umask, folder, TZ] of [
      ["0o022", ".", "UTC"],
      ["0o077", "/", "Asia/Shanghai"],
      ["0", "/tmp", "America/New_York"],
    ] as const) {
      const printed = execFileSync(process.execPath, ["--import", "tsx", "--eval", script, umask, folder], {
        cwd: join(__dirname, "../../.."),
        env: { ...process.env, TZ },
        encoding: "utf8",
      });
      assert.equal(printed.trim(), wanted);
    }
  }).timeout(60_000);

  it("refuses a file that the image has itself", async () => {
    const included = [{ name: "etc/passwd", bytes: Buffer.from(""), executable: false }];
    await assert.rejects(toImage(imageRequest({ included })), {
      name: "BuildError",
      message:
        'An image cannot hold "etc/passwd" twice: the image itself or another file has that path. Rename the file.',
    });
  });

  describe("of files on disk", () => {
    const folders = useFolders();

    it("holds what links lead to, whatever else the files' modes are", async () => {
      await writeFiles(folders.folder, { "a.txt": "a", "run.sh": "#!" });
      await symlink("a.txt", join(folders.folder, "link"));
      const digests = new Set<string>();
      for (const [plain, executable] of [
        [0o644, 0o755],
        [0o600, 0o700],
        [0o666, 0o777],
      ] as const) {
        await chmod(join(folders.folder, "a.txt"), plain);
        await chmod(join(folders.folder, "run.sh"), executable);
        const included = await readIncluded(await findIncluded(folders.folder, ["a.txt", "link", "run.sh"]));
        digests.add((await toImage(imageRequest({ included }))).manifest.digest);
      }
      assert.deepEqual(
        [...digests],
        ["sha256:410f85fbcadef1628fd1c4a36366a02c81c3b0a3527185d61e85e00ddac02e18"],
      );
    });
  });
});
