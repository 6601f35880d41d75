import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { rootCertificates } from "node:tls";
import { pathToFileURL } from "node:url";
import { type Artifact, type BuildRequest, build } from "../../build/index.js";
import { readImage } from "../../build/oci/read-image.js";
import { readLayout } from "../../build/oci/read-layout.js";
import type { ImageOptions } from "../../build/request.js";
import { zip } from "../../build/zip.js";
import { compiled } from "./compiled.js";
import { goMod, hostArchitecture, loggingGo, program, request, useFolders, writeFiles } from "./go-module.js";

const plainImage: ImageOptions = { format: "oci", user: 65_532, labels: {} };
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("build, of an image", function () {
  this.timeout(180_000);
  const folders = useFolders();
  const at = (...names: string[]) => join(folders.folder, ...names);

  type Changes = Parameters<typeof request>[1];
  const buildApi = (image: Partial<ImageOptions> = {}, changes: Changes = {}): Promise<Artifact> =>
    build(request(at("cmd/api"), { ...changes, image: { ...plainImage, ...image } }));

  beforeEach(() => writeFiles(folders.folder, { "go.mod": goMod, "cmd/api/main.go": program("hello") }));

  it("leaves a layout in the cache, named after the manifest, with all that is pulled counted", async () => {
    const artifact = await buildApi();
    const { manifest, config, layers } = await readLayout(artifact.path);
    assert.equal(artifact.kind, "image");
    assert.equal(`sha256:${artifact.sha256}`, manifest.digest);
    assert.equal(artifact.path, join(folders.cache, "images", artifact.sha256));
    const bytes = [manifest, config, ...layers].reduce((sum, blob) => sum + blob.bytes.length, 0);
    assert.equal(artifact.bytes, bytes);
    assert.deepEqual(
      [artifact.os, artifact.architecture, artifact.cached],
      ["linux", hostArchitecture, false],
    );
    assert.deepEqual([artifact.binary.static, artifact.binary.module], [true, "example.com/shop"]);
    assert.deepEqual(await readdir(join(folders.cache, "images")), [artifact.sha256]);
  });

  it("runs the program as a user, with its files next to it", async () => {
    await writeFiles(folders.folder, { "cmd/api/data/a.txt": "a" });
    const artifact = await buildApi({ user: 7 }, { include: ["data"] });
    const image = await readLayout(artifact.path);
    const { config, layers, binary } = await readImage(image);
    assert.deepEqual([config.user, config.entrypoint, config.workingFolder], ["7:7", ["/bootstrap"], "/"]);
    assert.deepEqual(
      layers.map(({ files }) => files.map(({ path }) => path)),
      [["bootstrap", "data", "data/a.txt", "etc", "etc/group", "etc/passwd", "tmp"]],
    );
    assert.equal(binary?.sha256, artifact.binary.sha256);
  });

  it("leaves the documents beside the index, where they are found as referrers", async () => {
    const { path } = await buildApi({ labels: { version: "1.4.0" } });
    const names = ["blobs", "index.json", "oci-layout", "provenance.intoto.json", "sbom.cdx.json"];
    assert.deepEqual((await readdir(path)).sort(), names);
    const { manifest, referrers } = await readLayout(path);
    assert.deepEqual(
      referrers.map(({ artifactType, annotations }) => [
        artifactType,
        annotations["org.opencontainers.image.title"],
      ]),
      [
        ["application/vnd.cyclonedx+json", "sbom.cdx.json"],
        ["application/vnd.in-toto+json", "provenance.intoto.json"],
      ],
    );
    const [sbom, provenance] = referrers.map(({ blob }) =>
      JSON.parse(Buffer.from(blob.bytes).toString("utf8")),
    );
    assert.equal(sbom.bomFormat, "CycloneDX");
    assert.equal(`sha256:${provenance.subject[0].digest.sha256}`, manifest.digest);
  });

  it("finds it again without compiling, from any folder", async () => {
    const go = await loggingGo(folders.folder);
    const first = await buildApi({}, { go });
    const again = await buildApi({}, { go });
    assert.deepEqual({ ...again, buildMs: 0 }, { ...first, buildMs: 0, cached: true });
    const verbs = (await readFile(go.log, "utf8")).split("\n").map((line) => line.split(" ")[0]);
    assert.equal(verbs.filter((verb) => verb === "build").length, 1);
  });

  it("is another artifact than the zip of the same program", async () => {
    const [zipped, image] = await Promise.all([build(request(at("cmd/api"))), buildApi()]);
    assert.deepEqual([zipped.kind, image.kind], ["zip", "image"]);
    assert.equal(zipped.binary.sha256, image.binary.sha256);
    assert.deepEqual([(await build(request(at("cmd/api")))).kind, (await buildApi()).cached], ["zip", true]);
  });

  it("is another image with anything else in it", async () => {
    const [one = "", other = ""] = rootCertificates;
    await writeFiles(folders.folder, { "one.pem": one, "other.pem": other });
    const variants: Partial<ImageOptions>[] = [
      {},
      { user: 0 },
      { labels: { version: "1" } },
      { labels: { version: "2" } },
      { labels: { revision: "1" } },
      { certificates: { path: at("one.pem") } },
      { certificates: { path: at("other.pem") } },
      { timeZones: {} },
      { format: "docker" },
    ];
    const artifacts = await Promise.all(variants.map((each) => buildApi(each)));
    assert.equal(new Set(artifacts.map((each) => each.sha256)).size, variants.length);
    for (const [index, each] of variants.entries()) {
      const again = await buildApi(each);
      assert.deepEqual([again.cached, again.sha256], [true, artifacts[index]?.sha256]);
    }
    await writeFile(at("one.pem"), other);
    const changed = await buildApi({ certificates: { path: at("one.pem") } });
    assert.equal(changed.sha256, artifacts[6]?.sha256);
  });

  it("is another image at another SOURCE_DATE_EPOCH, and the same at the same", async () => {
    const before = process.env["SOURCE_DATE_EPOCH"];
    const buildAt = (seconds: string) => {
      process.env["SOURCE_DATE_EPOCH"] = seconds;
      return buildApi();
    };
    try {
      const [zero, day, again] = [await buildAt("0"), await buildAt("86400"), await buildAt("86400")];
      assert.notEqual(zero.sha256, day.sha256);
      assert.deepEqual([again.sha256, again.cached], [day.sha256, true]);
      const { config } = await readImage(await readLayout(day.path));
      assert.equal(config.created, "1970-01-02T00:00:00Z");
    } finally {
      if (before === undefined) delete process.env["SOURCE_DATE_EPOCH"];
      else process.env["SOURCE_DATE_EPOCH"] = before;
    }
  });

  it("has the same digest from another folder, in another process, with another cache", async () => {
    const files = { "go.mod": goMod, "cmd/api/main.go": program("hello"), "cmd/api/a.txt": "a" };
    await writeFiles(folders.folder, files);
    await writeFiles(at("elsewhere"), files);
    const image = { ...plainImage, labels: { version: "1" } };
    const here = await buildApi(image, { include: ["a.txt"] });
    const there = request(at("elsewhere/cmd/api"), { include: ["a.txt"], image });
    const script =
      "require(process.argv[1]).build(JSON.parse(process.argv[2])).then((each) => console.log(each.sha256))";
    const built = execFileSync(
      process.execPath,
      [
        ...["--import", pathToFileURL(require.resolve("tsx")).href, "-e", script],
        ...[resolve(__dirname, "../../build/index.ts"), JSON.stringify(there)],
      ],
      { encoding: "utf8", env: { ...process.env, GOSERVERLESS_CACHE_DIR: at("elsewhere/cache") } },
    );
    assert.equal(built.trim(), here.sha256);
  });

  const damages: [title: string, damage: (path: string) => Promise<void>][] = [
    ["whose layer is cut short", async (path) => truncate(await largestBlob(path), 10)],
    ["that lacks a blob", async (path) => rm(await largestBlob(path))],
    ["that lacks its index", (path) => rm(join(path, "index.json"))],
    ["whose index is empty", (path) => truncate(join(path, "index.json"))],
    ["that lacks a document", (path) => rm(join(path, "sbom.cdx.json"))],
    ["that is gone", (path) => rm(path, { recursive: true })],
  ];
  for (const [title, damage] of damages) {
    it(`puts a cached image right ${title}`, async () => {
      const first = await buildApi();
      const before = await readLayout(first.path);
      await damage(first.path);
      const again = await buildApi();
      assert.deepEqual([again.cached, again.sha256, again.bytes], [false, first.sha256, first.bytes]);
      assert.deepEqual(await readLayout(again.path), before);
      assert.equal((await buildApi()).cached, true);
    });
  }

  describe("from a file that was built before", () => {
    let binary: Buffer;
    before(() => {
      binary = compiled(`linux/${hostArchitecture}`);
    });

    const prebuilt = async (name: string, bytes: Uint8Array, changes: Partial<BuildRequest> = {}) => {
      await writeFile(at(name), bytes);
      const { entry: _, ...others } = request("", { image: plainImage });
      return build({ ...others, prebuilt: at(name), ...changes });
    };
    const filesOf = async ({ path }: Artifact) => {
      const { layers } = await readImage(await readLayout(path));
      return layers.flatMap(({ files }) =>
        files.flatMap(({ path: name, kind, mode }) =>
          kind === "file" ? [`${name} ${mode.toString(8)}`] : [],
        ),
      );
    };
    const expected = ["assets/a.txt 644", "bin/run 755", "bootstrap 755", "etc/group 644", "etc/passwd 644"];

    it("packs a binary with the files that are named", async () => {
      await mkdir(at("bin"));
      await writeFile(at("bin/run"), "#", { mode: 0o755 });
      await writeFiles(folders.folder, { "assets/a.txt": "a" });
      const artifact = await prebuilt("api", binary, { include: ["assets", "bin"] });
      assert.deepEqual(await filesOf(artifact), expected);
      assert.equal(artifact.binary.sha256, sha256(binary));
      const again = await prebuilt("other", binary, { include: ["assets", "bin"] });
      assert.deepEqual([again.cached, again.sha256], [true, artifact.sha256]);
    });

    it("packs what is in a zip", async () => {
      const file = (name: string, text: string, executable = false) => ({
        ...{ name, executable },
        bytes: Buffer.from(text),
      });
      const files = [file("assets/a.txt", "a"), file("bin/run", "#", true)];
      const zipped = await zip([{ name: "bootstrap", bytes: binary, executable: false }, ...files]);
      const artifact = await prebuilt("api.zip", zipped);
      assert.deepEqual(await filesOf(artifact), expected);
      assert.equal((await prebuilt("api.zip", zipped)).cached, true);
    });

    const shown = (name: string) => `"artifact" ${at(name)}`;
    const refused: [title: string, bytes: () => Buffer | Promise<Buffer>, message: () => string][] = [
      [
        "a binary with cgo's loader",
        () => compiled("linux/amd64", "-buildmode=pie"),
        () =>
          `${shown("x")} must be static, but it needs the loader /lib64/ld-linux-x86-64.so.2 at run time. Build it with CGO_ENABLED=0 and without "-buildmode=pie"; where cgo is needed, link it statically: "-linkmode=external", "-extldflags=-static".`,
      ],
      [
        "a binary for macOS",
        () => compiled("darwin/arm64"),
        () =>
          `${shown("x")} is built for darwin, must be for linux. Build it with "CGO_ENABLED=0 GOOS=linux GOARCH=amd64 go build".`,
      ],
      [
        "a zip without bootstrap",
        () => zip([{ name: "api", bytes: binary, executable: true }]),
        () =>
          `${shown("x")} must hold the binary as "bootstrap" at its root. Rename the binary and pack it again.`,
      ],
      [
        "a zip that holds a file of the image itself",
        () =>
          zip([
            { name: "bootstrap", bytes: compiled("linux/amd64"), executable: true },
            { name: "etc/passwd", bytes: Buffer.from(""), executable: false },
          ]),
        () =>
          'An image cannot hold "etc/passwd" twice: the image itself or another file has that path. Rename the file.',
      ],
    ];
    for (const [title, bytes, message] of refused) {
      it(`refuses ${title}`, async () => {
        await assert.rejects(prebuilt("x", await bytes(), { architecture: "amd64" }), (error: Error) => {
          assert.deepEqual([error.name, error.message], ["BuildError", message()]);
          return true;
        });
        assert.deepEqual(await readdir(join(folders.cache, "images")).catch(() => []), []);
      });
    }
  });
});

async function largestBlob(layout: string): Promise<string> {
  const folder = join(layout, "blobs/sha256");
  const blobs = await Promise.all(
    (await readdir(folder)).map(async (name) => ({
      name,
      bytes: (await readFile(join(folder, name))).length,
    })),
  );
  const [largest] = blobs.sort((one, other) => other.bytes - one.bytes);
  return join(folder, largest?.name ?? "");
}
