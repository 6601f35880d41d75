import assert from "node:assert/strict";
import type { BinaryInfo } from "../../../build/artifact.js";
import { toImage } from "../../../build/oci/image.js";
import { type ProvenanceContent, toProvenance } from "../../../build/oci/provenance.js";
import { toSbom } from "../../../build/oci/sbom.js";
import { imageRequest, sha256 } from "./image-request.js";

const binary: BinaryInfo = {
  sha256: "b".repeat(64),
  bytes: 5,
  static: true,
  goVersion: "go1.26.8",
  module: "example.com/shop",
  dependencies: ["example.com/a@v1.0.0"],
};
const commit = "0123456789abcdef0123456789abcdef01234567";

async function content(changes: Partial<ProvenanceContent> = {}): Promise<ProvenanceContent> {
  return {
    name: "shop",
    image: await toImage(imageRequest()),
    entry: "./cmd/api",
    flags: ["-trimpath", "-tags", "lambda.norpc"],
    architecture: "amd64",
    user: 65532,
    binary,
    labels: {},
    sbom: toSbom({ binary, settings: [], created: "" }),
    ...changes,
  };
}
const statement = async (changes: Partial<ProvenanceContent> = {}) =>
  JSON.parse(Buffer.from(toProvenance(await content(changes)).blob.bytes).toString("utf8"));

describe("toProvenance", () => {
  it("keeps these very bytes", async () => {
    assert.equal(
      sha256(toProvenance(await content()).blob.bytes),
      "0f8266368f88df5fc5a37fc4dd249e7cd58c879e47c596d59204f15f0724cbe0",
    );
  });

  it("is a document of its own type", async () => {
    const { artifactType, blob, annotations } = toProvenance(await content());
    assert.deepEqual(
      [artifactType, blob.mediaType],
      ["application/vnd.in-toto+json", "application/vnd.in-toto+json"],
    );
    assert.equal(blob.digest, `sha256:${sha256(blob.bytes)}`);
    assert.deepEqual(annotations, {
      "in-toto.io/predicate-type": "https://slsa.dev/provenance/v1",
      "org.opencontainers.image.title": "provenance.intoto.json",
    });
  });

  it("states of which image, from what and by whom", async () => {
    const { image, sbom } = await content();
    assert.deepEqual(await statement(), {
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: "shop", digest: { sha256: image.manifest.digest.slice(7) } }],
      predicateType: "https://slsa.dev/provenance/v1",
      predicate: {
        buildDefinition: {
          buildType: "https://github.com/goserverless/goserverless/go-image/v1",
          externalParameters: {
            module: "example.com/shop",
            entry: "./cmd/api",
            flags: ["-trimpath", "-tags", "lambda.norpc"],
            os: "linux",
            architecture: "amd64",
            user: 65532,
          },
          resolvedDependencies: [
            { uri: "pkg:golang/stdlib@1.26.8" },
            { uri: "pkg:golang/example.com/a@v1.0.0" },
          ],
        },
        runDetails: {
          builder: { id: "https://github.com/goserverless/goserverless" },
          byproducts: [
            { name: "bootstrap", digest: { sha256: "b".repeat(64) } },
            {
              name: "sbom",
              mediaType: "application/vnd.cyclonedx+json",
              digest: { sha256: sbom.blob.digest.slice(7) },
            },
          ],
        },
      },
    });
  });

  const source = "https://example.com/shop";
  for (const [title, labels, expected] of [
    [
      "with its commit",
      { source, revision: commit },
      [{ uri: `git+${source}`, digest: { gitCommit: commit } }],
    ],
    [
      "with a commit of 64 digits",
      { source, revision: "a".repeat(64) },
      [{ uri: `git+${source}`, digest: { gitCommit: "a".repeat(64) } }],
    ],
    ["without a revision that is no commit", { source, revision: "main" }, [{ uri: `git+${source}` }]],
    ["only where it is known", { revision: commit }, []],
  ] as const) {
    it(`names the source ${title}`, async () => {
      const { predicate } = await statement({ labels });
      assert.deepEqual(
        predicate.buildDefinition.resolvedDependencies.filter(
          ({ uri }: { uri: string }) => !uri.startsWith("pkg:"),
        ),
        expected,
      );
    });
  }

  it("names certificates and time zones by their hashes", async () => {
    const { predicate } = await statement({
      certificatesSha256: "c".repeat(64),
      timeZonesSha256: "d".repeat(64),
    });
    assert.deepEqual(predicate.buildDefinition.resolvedDependencies.slice(2), [
      { name: "ca-certificates.crt", digest: { sha256: "c".repeat(64) } },
      { name: "zoneinfo.zip", digest: { sha256: "d".repeat(64) } },
    ]);
  });
});
