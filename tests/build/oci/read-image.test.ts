import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { BuildError } from "../../../build/build-error.js";
import { readGoBuildInfo } from "../../../build/go-build-info.js";
import { digestOf, type Image, toBlob } from "../../../build/oci/blob.js";
import { toConfig } from "../../../build/oci/config.js";
import { toImage } from "../../../build/oci/image.js";
import { toManifest } from "../../../build/oci/manifest.js";
import { readConfig } from "../../../build/oci/read-config.js";
import { readImage } from "../../../build/oci/read-image.js";
import { toSbom } from "../../../build/oci/sbom.js";
import { tar } from "../../../build/oci/tar.js";
import { unpackLayer } from "../../../build/oci/unpack-layer.js";
import { readBinary } from "../../../build/read-binary.js";
import { compiled } from "../compiled.js";
import { data, imageRequest } from "./image-request.js";

const layerType = "application/vnd.oci.image.layer.v1.tar+gzip";
const archive = tar([{ path: "bootstrap", mode: 0o755, bytes: Buffer.from("hello") }]);

/** An image of one layer whose parts are given, right or not. */
function image(
  layer: Uint8Array,
  options: { mediaType?: string; diffId?: string; config?: unknown } = {},
): Image {
  const { mediaType = layerType, diffId = digestOf(archive) } = options;
  const config = options.config ?? { rootfs: { diff_ids: [diffId] }, config: { Entrypoint: ["/bootstrap"] } };
  const text = typeof config === "string" ? config : JSON.stringify(config);
  const configBlob = toBlob("application/vnd.oci.image.config.v1+json", Buffer.from(text));
  const layers = [toBlob(mediaType, layer)];
  const type = "application/vnd.oci.image.manifest.v1+json";
  return { manifest: toManifest(type, configBlob, layers, {}), config: configBlob, layers };
}

describe("readImage", () => {
  it("tells layers, every file with its mode, sizes and how the program is run", async () => {
    const included = [{ name: "web/a.txt", bytes: Buffer.from("a"), executable: false }];
    const made = await toImage(imageRequest({ ...data, included, labels: { title: "shop" } }));
    const { digest, mediaType, bytes, layers, config } = await readImage(made);
    assert.equal(digest, made.manifest.digest);
    assert.equal(mediaType, "application/vnd.oci.image.manifest.v1+json");
    const { manifest, config: configBlob } = made;
    assert.equal(
      bytes,
      [manifest, configBlob, ...made.layers].reduce((sum, blob) => sum + blob.bytes.length, 0),
    );
    assert.deepEqual(
      layers.map((layer) => [layer.digest, layer.bytes, layer.unpackedBytes]),
      made.layers.map((layer, index) => [layer.digest, layer.bytes.length, [7680, 6656][index]]),
    );
    assert.deepEqual(
      layers.map(({ files }) =>
        files.map((file) => `${file.mode.toString(8)} ${file.kind} ${file.path} ${file.bytes}`),
      ),
      [
        [
          "755 folder etc 0",
          "755 folder etc/ssl 0",
          "755 folder etc/ssl/certs 0",
          "644 file etc/ssl/certs/ca-certificates.crt 28",
          "755 folder usr 0",
          "755 folder usr/share 0",
          "755 folder usr/share/zoneinfo 0",
          "755 folder usr/share/zoneinfo/Asia 0",
          "644 file usr/share/zoneinfo/Asia/Shanghai 6",
          "644 file usr/share/zoneinfo/UTC 6",
        ],
        [
          "755 file bootstrap 14",
          "755 folder etc 0",
          "644 file etc/group 27",
          "644 file etc/passwd 84",
          "1777 folder tmp 0",
          "755 folder web 0",
          "644 file web/a.txt 1",
        ],
      ],
    );
    assert.deepEqual(config, {
      os: "linux",
      architecture: "amd64",
      created: "1970-01-01T00:00:00Z",
      user: "65532:65532",
      entrypoint: ["/bootstrap"],
      command: [],
      environment: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
      workingFolder: "/",
      labels: {
        "io.github.goserverless.certificates": `sha256:${data.certificates.sha256}`,
        "io.github.goserverless.time-zones": `sha256:${data.timeZones.sha256}`,
        "org.opencontainers.image.title": "shop",
      },
      diffIds: config.diffIds,
    });
  });

  it("makes the same SBOM from an image as was made when it was built", async function () {
    this.timeout(60_000);
    const bytes = compiled("linux/amd64");
    const binary = await readBinary(bytes);
    const content = await readImage(
      await toImage(imageRequest({ ...data, binary: bytes, createdSeconds: 86400 })),
    );
    const sbom = toSbom({
      binary,
      settings: readGoBuildInfo(bytes)?.settings ?? [],
      created: "1970-01-02T00:00:00Z",
      certificatesSha256: data.certificates.sha256,
      timeZonesSha256: data.timeZones.sha256,
    });
    assert.deepEqual(content.sbom, sbom);
    assert.deepEqual(content.binary, binary);
    assert.match(Buffer.from(sbom.blob.bytes).toString(), /"value":"-trimpath=true"/);
  });

  it("takes layers that are not packed, and images without the program that they name", async () => {
    const plain = await readImage(image(archive, { mediaType: "application/vnd.oci.image.layer.v1.tar" }));
    assert.equal(plain.binary?.bytes, 5);
    const without = await readImage(
      image(gzipSync(archive), { config: { rootfs: { diff_ids: [digestOf(archive)] } } }),
    );
    assert.equal(without.binary, undefined);
    assert.equal(without.sbom, undefined);
  });

  it("leaves out of the SBOM what labels claim that is no hash", async () => {
    const labels = {
      "io.github.goserverless.certificates": "sha256:../a",
      "io.github.goserverless.time-zones": "b",
    };
    const made = image(gzipSync(archive), {
      config: { rootfs: { diff_ids: [digestOf(archive)] }, config: { Cmd: ["/bootstrap"], Labels: labels } },
    });
    const { sbom } = await readImage(made);
    assert.deepEqual(JSON.parse(Buffer.from(sbom?.blob.bytes ?? []).toString()).components, []);
  });

  const layer = gzipSync(archive);
  const unpackable = (reason: string) => (made: Image) =>
    `its layer ${made.layers[0]?.digest} cannot be unpacked, ${reason}`;
  const other = `sha256:${"0".repeat(64)}`;
  const cases: [title: string, made: Image, reason: (made: Image) => string][] = [
    ["whose layer is no gzip", image(Buffer.from("hello")), unpackable("it is no gzip")],
    ["whose layer is cut", image(layer.subarray(0, 60)), unpackable("it is no gzip")],
    ["whose layer is no tar", image(gzipSync("hello")), unpackable("it ends within the header at byte 0")],
    [
      "whose layer is of another type",
      image(layer, { mediaType: "application/vnd.oci.image.layer.v1.tar+zstd" }),
      unpackable('it is of the unknown type "application/vnd.oci.image.layer.v1.tar+zstd"'),
    ],
    [
      "whose layer is another than its config says",
      image(layer, { diffId: other }),
      ({ layers }) => `its layer ${layers[0]?.digest} unpacks to something else than its config says`,
    ],
    ["whose config is no JSON", image(layer, { config: "hello" }), () => "its config is not JSON"],
    [
      "whose config names other layers",
      image(layer, { config: { rootfs: {} } }),
      () => "its config names 0 layers, its manifest 1",
    ],
    [
      "whose config names a layer by no digest",
      image(layer, { diffId: "../a" }),
      () => "its config has a layer without sha256 digest",
    ],
  ];
  for (const [title, made, reason] of cases) {
    it(`refuses an image ${title}`, async () => {
      await assert.rejects(readImage(made), {
        name: "BuildError",
        message: `The image ${made.manifest.digest} cannot be read: ${reason(made)}. Build the image again.`,
      });
    });
  }

  it("ends with one sentence or a list on damaged layers and configs", async () => {
    const config = fc.oneof(
      fc.jsonValue(),
      fc.record({
        rootfs: fc.oneof(fc.jsonValue(), fc.constant({ diff_ids: [digestOf(archive)] })),
        config: fc.oneof(
          fc.jsonValue(),
          fc.record({ Entrypoint: fc.jsonValue(), Labels: fc.jsonValue(), Env: fc.jsonValue() }),
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(config, fc.option(fc.nat(layer.length - 1)), async (value, at) => {
        const damaged = Buffer.from(layer);
        if (at !== null) damaged[at] = (damaged[at] ?? 0) ^ 0xff;
        await readImage(image(damaged, { config: JSON.stringify(value) })).catch((error) => {
          assert.ok(error instanceof BuildError, String(error));
          assert.match(
            error.message,
            /^The image sha256:[0-9a-f]{64} cannot be read: its .+\. Build the image again\.$/s,
          );
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe("unpackLayer", () => {
  it("stops at a layer that unpacks to more than it should", async () => {
    const bomb = toBlob(layerType, gzipSync(Buffer.alloc(10_000_000)));
    await assert.rejects(unpackLayer(bomb, 1_000_000), {
      message: `its layer ${bomb.digest} cannot be unpacked, it holds more than 1000000 bytes`,
    });
  });
});

describe("readConfig", () => {
  it("gives what toConfig writes", () => {
    const diffId = digestOf(archive);
    const { bytes } = toConfig("a/type", {
      architecture: "arm64",
      user: 0,
      labels: { a: "b" },
      createdSeconds: 1,
      layers: [{ diffId, comment: "" }],
    });
    const { architecture, user, labels, created, diffIds } = readConfig(bytes);
    assert.deepEqual(
      { architecture, user, labels, created, diffIds },
      {
        architecture: "arm64",
        user: "0:0",
        labels: { a: "b" },
        created: "1970-01-01T00:00:01Z",
        diffIds: [diffId],
      },
    );
  });

  it("leaves out what is of another type than it should be", () => {
    const config = {
      os: 1,
      config: { User: null, Env: ["A=1", 2], Entrypoint: "/a", Cmd: ["/b"], Labels: { a: 1, b: "c" } },
    };
    const read = readConfig(Buffer.from(JSON.stringify(config)));
    assert.deepEqual(read, {
      os: "",
      architecture: "",
      created: "",
      user: "",
      entrypoint: [],
      command: ["/b"],
      environment: ["A=1"],
      workingFolder: "",
      labels: { b: "c" },
      diffIds: [],
    });
  });
});
