import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect, open } from "../../build/inspect.js";
import { writeDockerTar } from "../../build/oci/docker-tar.js";
import { writeLayout } from "../../build/oci/layout.js";
import type { DocumentedImage } from "../../build/oci/layout-files.js";
import { packImage } from "../../build/pack-image.js";
import { readBinary } from "../../build/read-binary.js";
import { readSavedImage } from "../../build/read-saved-image.js";
import { zip } from "../../build/zip.js";
import { compiled } from "./compiled.js";
import { useFolders } from "./go-module.js";
import { sha256 } from "./oci/image-request.js";

describe("inspect", function () {
  this.timeout(60_000);
  const folders = useFolders();
  const before = process.cwd();
  let program: Buffer;
  let image: DocumentedImage;

  this.beforeAll(async () => {
    program = compiled("linux/arm64");
    image = await packImage({
      program,
      binary: await readBinary(program),
      included: [],
      architecture: "arm64",
      data: { format: "oci", user: 65532, labels: {}, createdSeconds: 0 },
      origin: { entry: "./cmd/api", flags: [] },
    });
  });
  beforeEach(() => process.chdir(folders.folder));
  afterEach(() => process.chdir(before));

  for (const [savedAs, write] of [
    ["layout", (made: DocumentedImage) => writeLayout(made, "api")],
    ["docker-tar", (made: DocumentedImage) => writeDockerTar(made, "api", "api:latest")],
  ] as const) {
    it(`tells of an image saved as ${savedAs} what is in it, and of the documents about it`, async () => {
      await write(image);
      const found = await inspect("api");
      assert.ok(found.kind === "image");
      assert.equal(found.savedAs, savedAs);
      assert.equal(found.digest, image.manifest.digest);
      assert.equal(found.configMediaType, "application/vnd.oci.image.config.v1+json");
      assert.deepEqual(
        found.layers.map(({ digest, mediaType }) => ({ digest, mediaType })),
        image.layers.map(({ digest, mediaType }) => ({ digest, mediaType })),
      );
      assert.deepEqual(found.program, { ...(await readBinary(program)), os: "linux", architecture: "arm64" });
      const [sbom, provenance] = image.referrers.map(({ blob }) => blob.digest);
      assert.deepEqual(
        { ...found.sbom, components: found.sbom?.components.map(({ name }) => name) },
        { digest: sbom, isSaved: true, components: ["stdlib"] },
      );
      assert.deepEqual(found.provenance, {
        digest: provenance,
        isOfImage: true,
        builder: "https://github.com/goserverless/goserverless",
      });
    });
  }

  it("makes the SBOM of an image that has none with it, the same one, and tells of no provenance", async () => {
    await writeLayout({ ...image, referrers: [] }, "api");
    const found = await inspect("api");
    assert.ok(found.kind === "image");
    assert.equal(found.sbom?.isSaved, false);
    assert.equal(found.sbom?.digest, image.referrers[0]?.blob.digest);
    assert.equal(found.provenance, undefined);
  });

  it("tells of a provenance that is of another image", async () => {
    await writeLayout(image, "api");
    const subject = [{ name: "api", digest: { sha256: sha256("another") } }];
    await writeFile("api/provenance.intoto.json", JSON.stringify({ subject }));
    const found = await inspect("api");
    assert.ok(found.kind === "image");
    assert.equal(found.provenance?.isOfImage, false);
    assert.equal(found.provenance?.builder, "");
  });

  it("tells of a zip its files with their modes, and of its program", async () => {
    const bytes = await zip([
      { name: "bootstrap", bytes: program, executable: true },
      { name: "web/a.txt", bytes: Buffer.from("hello"), executable: false },
    ]);
    await writeFile("api.zip", bytes);
    assert.deepEqual(await inspect("api.zip"), {
      kind: "zip",
      sha256: sha256(bytes),
      bytes: bytes.length,
      files: [
        { path: "bootstrap", kind: "file", mode: 0o755, bytes: program.length },
        { path: "web/a.txt", kind: "file", mode: 0o644, bytes: 5 },
      ],
      program: { ...(await readBinary(program)), os: "linux", architecture: "arm64" },
    });
  });

  it("tells of a zip without a program, and of one without files", async () => {
    await writeFile("a.zip", await zip([{ name: "a", bytes: Buffer.from("a"), executable: false }]));
    const found = await inspect("a.zip");
    assert.ok(found.kind === "zip");
    assert.equal(found.program, undefined);
    await writeFile("empty.zip", Buffer.concat([Buffer.from("PK\x05\x06"), Buffer.alloc(18)]));
    const empty = await inspect("empty.zip");
    assert.ok(empty.kind === "zip");
    assert.deepEqual(empty.files, []);
  });

  it("keeps the program of each for a closer look", async () => {
    await writeLayout(image, "image");
    await writeFile("api.zip", await zip([{ name: "bootstrap", bytes: program, executable: true }]));
    await writeFile("api", program);
    await writeFile("none.zip", await zip([{ name: "a", bytes: Buffer.from("a"), executable: false }]));
    for (const { path, isPacked } of [
      { path: "image", isPacked: true },
      { path: "api.zip", isPacked: true },
      { path: "api", isPacked: false },
    ]) {
      const loaded = (await open(path)).program ?? assert.fail(path);
      assert.ok(loaded.bytes.equals(program), path);
      assert.ok(loaded.buildInfo?.settings.includes("GOARCH=arm64"), path);
      assert.equal(loaded.unpackMs !== undefined, isPacked, path);
    }
    assert.equal((await open("none.zip")).program, undefined);
  });

  for (const target of ["linux/amd64", "darwin/arm64"]) {
    it(`tells of a binary for ${target}`, async () => {
      const bytes = compiled(target);
      await writeFile("api", bytes);
      const [os, architecture] = target.split("/");
      assert.deepEqual(await inspect("api"), {
        kind: "binary",
        program: { ...(await readBinary(bytes)), os, architecture },
      });
    });
  }

  const neither = (path: string) =>
    `${path} is neither an image (an OCI layout folder or a tar for "docker load") nor a zip nor a binary for Linux or macOS. Name one of these.`;
  const refused: readonly [title: string, make: () => Promise<unknown>, message: string | (() => string)][] =
    [
      [
        "what does not exist",
        async () => {},
        './api does not exist. Name an OCI layout folder, a tar for "docker load", a zip or a binary.',
      ],
      ["a text", () => writeFile("api", "hello"), neither("./api")],
      ["an empty file", () => writeFile("api", ""), neither("./api")],
      ["a folder of something else", () => mkdir("api"), neither("./api")],
      [
        "a zip that is cut",
        () => writeFile("api", "PK\x03\x04 and no more"),
        "./api cannot be read as a zip: it has no directory at its end. Pack it again.",
      ],
      [
        "a tar of something else",
        () =>
          writeFile("api", Buffer.concat([Buffer.alloc(257), Buffer.from("ustar\x0000"), Buffer.alloc(900)])),
        "./api cannot be read as an image: its header at byte 0 is damaged. Build the image again.",
      ],
      [
        "a layout that is damaged",
        async () => {
          await writeLayout(image, "api");
          await writeFile("api/index.json", "{}");
        },
        "./api cannot be read as an OCI layout: it must hold one image, got 0. Build the image again.",
      ],
      [
        "an image whose SBOM is damaged",
        async () => {
          await writeLayout(image, "api");
          await writeFile("api/sbom.cdx.json", "{");
        },
        () =>
          `The image ${image.manifest.digest} cannot be read: its sbom.cdx.json is not JSON. Build the image again.`,
      ],
      [
        "an image whose provenance is damaged",
        async () => {
          await writeLayout(image, "api");
          await writeFile("api/provenance.intoto.json", "[]");
        },
        () =>
          `The image ${image.manifest.digest} cannot be read: its provenance.intoto.json is not a JSON object. Build the image again.`,
      ],
    ];
  for (const [title, make, message] of refused) {
    it(`refuses ${title}`, async () => {
      await make();
      await assert.rejects(inspect("api"), {
        name: "BuildError",
        message: typeof message === "string" ? message : message(),
      });
    });
  }

  it("says that a link leads in circles", async () => {
    await symlink("api", join(folders.folder, "api"));
    await assert.rejects(inspect("api"), {
      name: "BuildError",
      message: "./api cannot be read (ELOOP). Change its permissions, or name another file.",
    });
  });

  describe("readSavedImage", () => {
    it("gives the documents of a layout and of a tar", async () => {
      await writeLayout(image, "api");
      await writeDockerTar(image, "api.tar", "api:latest");
      for (const path of ["api", "api.tar"]) {
        const { manifest, referrers } = await readSavedImage(path);
        assert.equal(manifest.digest, image.manifest.digest);
        assert.deepEqual(
          referrers.map(({ blob }) => blob.digest),
          image.referrers.map(({ blob }) => blob.digest),
        );
      }
    });

    it("refuses what is no image", async () => {
      await writeFile("api.zip", await zip([]));
      await writeFile("api", program);
      for (const [path, kind] of [
        ["api.zip", "zip"],
        ["api", "binary"],
      ] as const) {
        await assert.rejects(readSavedImage(path), {
          name: "BuildError",
          message: `./${path} is a ${kind}, not an image. Build one with "goserverless build --packaging image".`,
        });
      }
    });
  });
});
