import assert from "node:assert/strict";
import * as fs from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { type Blob, type Image, toBlob } from "../../build/oci/blob.js";
import { toImage } from "../../build/oci/image.js";
import { mediaTypes } from "../../build/oci/media-types.js";
import { openClient } from "../../build/oci/registry/client.js";
import { pushImage } from "../../build/oci/registry/push.js";
import { putManifest } from "../../build/oci/registry/put-manifest.js";
import { imageRequest } from "../build/oci/image-request.js";
import { type DebianRegistry, startDebianRegistry } from "../build/oci/registry/debian-registry.js";
import { PullError, type PulledImage, pullImage } from "./pull-image.js";
import { environmentOf, unpackImage } from "./unpack-image.js";

const login = { username: "deployer", password: "hunter2" };
const credentials = { user: login.username, password: login.password };

describe("pullImage", function () {
  this.timeout(60_000);
  let registry: DebianRegistry;
  let image: Image;

  before(async () => {
    registry = await startDebianRegistry({ login: credentials });
    image = await toImage(imageRequest({ architecture: "amd64" }));
  });
  after(() => registry.close());

  const push = (what = image, tag = "v1") => pushImage(what, `${registry.host}/api:${tag}`, { credentials });
  const pull = (uri: string, options: object = {}) =>
    pullImage(uri, { login, architecture: "amd64", ...options });

  async function problemOf(uri: string, options: object = {}): Promise<string> {
    const error = await pull(uri, options).catch((refused: unknown) => refused);
    assert.ok(error instanceof PullError, String(error));
    return error.problem;
  }

  it("brings what was pushed, by digest and by tag", async () => {
    const uri = await push();
    const pulled = await pull(uri);
    assert.deepEqual(
      [pulled.digest, pulled.mediaType, pulled.config.entrypoint],
      [image.manifest.digest, image.manifest.mediaType, ["/bootstrap"]],
    );
    const bytes = [image.manifest, image.config, ...image.layers].map((blob) => blob.bytes.length);
    assert.equal(
      pulled.bytes,
      bytes.reduce((sum, each) => sum + each),
    );
    assert.ok(pulled.files.some(({ path: name, mode }) => name === "bootstrap" && mode === 0o755));
    assert.deepEqual(await pull(`${registry.host}/api:v1`), pulled);
  });

  const digest = `sha256:${"0".repeat(64)}`;
  const refused: [title: string, uri: () => string, options: object, problem: string][] = [
    ["a registry that is not on this machine", () => `registry.example.com/api@${digest}`, {}, "name"],
    ["what is no name", () => `${registry.host}/API`, {}, "name"],
    ["an image that is not there", () => `${registry.host}/api@${digest}`, {}, "missing"],
    ["a repository that is not there", () => `${registry.host}/nobody:v1`, {}, "missing"],
    ["a registry that does not answer", () => `127.0.0.1:1/api@${digest}`, {}, "missing"],
    ["a wrong login", () => `${registry.host}/api:v1`, { login: { ...login, password: "x" } }, "login"],
    ["no login where one is needed", () => `${registry.host}/api:v1`, { login: undefined }, "login"],
    [
      "an image for another processor",
      () => `${registry.host}/api:v1`,
      { architecture: "arm64" },
      "architecture",
    ],
  ];
  for (const [title, uri, options, problem] of refused) {
    it(`refuses ${title}`, async () => {
      await push();
      assert.equal(await problemOf(uri(), options), problem);
    });
  }

  it("refuses an index of images", async () => {
    await push();
    const { manifest } = image;
    const entry = {
      mediaType: manifest.mediaType,
      digest: manifest.digest,
      size: manifest.bytes.length,
      platform: { os: "linux", architecture: "amd64" },
    };
    const type = "application/vnd.oci.image.index.v1+json";
    const index = { schemaVersion: 2, mediaType: type, manifests: [entry] };
    await put(toBlob(type, Buffer.from(JSON.stringify(index))), "all");
    assert.equal(await problemOf(`${registry.host}/api:all`), "index");
  });

  it("refuses a layer that unpacks to something else than the config says", async () => {
    const other = await toImage(imageRequest({ architecture: "amd64", user: 1 }));
    const manifest = JSON.parse(Buffer.from(other.manifest.bytes).toString());
    const { config } = JSON.parse(Buffer.from(image.manifest.bytes).toString());
    await push();
    await push(other, "other");
    const mixed = Buffer.from(JSON.stringify({ ...manifest, config }));
    await put(toBlob(other.manifest.mediaType, mixed), "mixed");
    assert.equal(await problemOf(`${registry.host}/api:mixed`), "damaged");
  });

  it("refuses a layer whose bytes are not those of its digest", async () => {
    const fresh = await toImage(imageRequest({ architecture: "amd64", user: 2 }));
    const uri = await push(fresh, "fresh");
    const [sha256 = ""] = fresh.layers.map((layer) => layer.digest.slice("sha256:".length)).slice(-1);
    const stored = `docker/registry/v2/blobs/sha256/${sha256.slice(0, 2)}/${sha256}/data`;
    const file = path.join(registry.folder, stored);
    const bytes = fs.readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    fs.writeFileSync(file, bytes);
    assert.equal(await problemOf(uri), "damaged");
  });

  async function put(manifest: Blob, tag: string): Promise<void> {
    const client = openClient(registry.host, { credentials });
    try {
      await putManifest(client, "api", manifest, tag);
    } finally {
      client.close();
    }
  }
});

describe("unpackImage", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "goserverless-unpacked-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const imageOf = (config: object, files: PulledImage["files"]): PulledImage => ({
    digest: "sha256:0",
    mediaType: mediaTypes.oci.manifest,
    config: {
      os: "linux",
      architecture: "amd64",
      created: "",
      user: "",
      entrypoint: ["/bootstrap"],
      command: [],
      environment: ["A=1", "B=2=3", "C="],
      workingFolder: "",
      labels: {},
      diffIds: [],
      ...config,
    },
    files,
    bytes: 0,
  });
  const file = (name: string, text: string, mode = 0o644) =>
    ({ path: name, kind: "file", mode, bytes: Buffer.from(text) }) as const;

  it("writes the files of all layers, the last one of a path counts", async () => {
    const files = [file("bootstrap", "old"), file("data/a", "a"), file("bootstrap", "new", 0o755)];
    await unpackImage(imageOf({}, files), folder);
    const read = (name: string) => fs.readFileSync(path.join(folder, name), "utf8");
    assert.deepEqual([read("bootstrap"), read("data/a")], ["new", "a"]);
    assert.equal(fs.statSync(path.join(folder, "bootstrap")).mode & 0o777, 0o755);
  });

  it("has the sandbox start what the entrypoint and the command say", async () => {
    const image = imageOf({ entrypoint: ["/app/it's"], command: ["--port", "9000"] }, [
      file("app/it's", "", 0o755),
    ]);
    await unpackImage(image, folder);
    assert.equal(
      fs.readFileSync(path.join(folder, "bootstrap"), "utf8"),
      `#!/bin/sh\nexec '${folder}/app/it'\\''s' '--port' '9000' "$@"\n`,
    );
  });

  for (const [title, name, kind, why] of [
    ["a file outside", "../etc/passwd", "file", "which is outside of it"],
    ["a link", "etc/link", "link", "which the sandbox cannot make"],
  ] as const) {
    it(`refuses ${title}`, async () => {
      const files = [{ path: name, kind, mode: 0o644, bytes: Buffer.alloc(0) }];
      await assert.rejects(unpackImage(imageOf({}, files), folder), {
        message: `The image holds "${name}", ${why}.`,
      });
    });
  }

  it("tells the environment of the image", () => {
    assert.deepEqual(environmentOf(imageOf({}, [])), { A: "1", B: "2=3", C: "" });
  });
});
