import assert from "node:assert/strict";
import fc from "fast-check";
import type { BinaryInfo } from "../../../build/artifact.js";
import { type SbomContent, toSbom } from "../../../build/oci/sbom.js";
import { sha256 } from "./image-request.js";

const binary: BinaryInfo = {
  sha256: "b".repeat(64),
  bytes: 5,
  static: true,
  goVersion: "go1.26.8 X:rangefunc",
  module: "example.com/shop",
  dependencies: [
    "github.com/Azure/go-Ansiterm@v1.2.3",
    "example.com/local@(devel)",
    "gopkg.in/yaml.v3@v3.0.0+incompatible",
  ],
};
const content: SbomContent = {
  binary,
  settings: ["-tags=lambda.norpc", "-trimpath=true"],
  created: "1970-01-01T00:00:00Z",
  certificatesSha256: "c".repeat(64),
  timeZonesSha256: "d".repeat(64),
};

interface Component {
  readonly type: string;
  readonly "bom-ref": string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}
const parsed = (some: SbomContent) => JSON.parse(Buffer.from(toSbom(some).blob.bytes).toString("utf8"));

describe("toSbom", () => {
  it("keeps these very bytes", () => {
    assert.equal(
      sha256(toSbom(content).blob.bytes),
      "983185f9b5a6d442b6f7306b0f0896a4fa473019c28f49fbeb66b1eb145d80c6",
    );
  });

  it("is a document of its own type", () => {
    const { artifactType, blob, annotations } = toSbom(content);
    assert.deepEqual(
      [artifactType, blob.mediaType],
      ["application/vnd.cyclonedx+json", "application/vnd.cyclonedx+json"],
    );
    assert.equal(blob.digest, `sha256:${sha256(blob.bytes)}`);
    assert.deepEqual(annotations, { "org.opencontainers.image.title": "sbom.cdx.json" });
  });

  it("names the program, its hash and how it was built", () => {
    assert.deepEqual(parsed(content).metadata, {
      timestamp: "1970-01-01T00:00:00Z",
      tools: { components: [{ type: "application", name: "goserverless" }] },
      component: {
        type: "application",
        "bom-ref": "program",
        name: "example.com/shop",
        purl: "pkg:golang/example.com/shop",
        hashes: [{ alg: "SHA-256", content: "b".repeat(64) }],
        properties: [
          { name: "goserverless:go-build", value: "-tags=lambda.norpc" },
          { name: "goserverless:go-build", value: "-trimpath=true" },
        ],
      },
    });
  });

  it("names Go, every module with its version as scanners look it up, and the data", () => {
    const library = (name: string, purl: string, version?: string) => ({
      type: "library",
      "bom-ref": `${name}@${version ?? ""}`,
      name,
      ...(version === undefined ? {} : { version }),
      purl,
    });
    const file = (name: string, hash: string) => ({
      type: "file",
      "bom-ref": name,
      name,
      hashes: [{ alg: "SHA-256", content: hash.repeat(64) }],
    });
    assert.deepEqual(parsed(content).components, [
      library("stdlib", "pkg:golang/stdlib@1.26.8", "1.26.8"),
      library("github.com/Azure/go-Ansiterm", "pkg:golang/github.com/azure/go-ansiterm@v1.2.3", "v1.2.3"),
      library("example.com/local", "pkg:golang/example.com/local"),
      library("gopkg.in/yaml.v3", "pkg:golang/gopkg.in/yaml.v3@v3.0.0%2Bincompatible", "v3.0.0+incompatible"),
      file("ca-certificates.crt", "c"),
      file("zoneinfo.zip", "d"),
    ]);
  });

  it("says that the program depends on all of them", () => {
    const { components, dependencies } = parsed(content);
    assert.deepEqual(dependencies, [
      { ref: "program", dependsOn: components.map((each: Component) => each["bom-ref"]) },
    ]);
  });

  it("names a module once that stands in for two", () => {
    const dependencies = ["example.com/fork@v1.0.0", "example.com/fork@v1.0.0"];
    const { components } = parsed({ binary: { ...binary, dependencies }, settings: [], created: "" });
    assert.deepEqual(
      components.map(({ name }: Component) => name),
      ["stdlib", "example.com/fork"],
    );
  });

  it("names a program without build information after its file", () => {
    const bare = { ...binary, goVersion: "", module: "", dependencies: [] };
    const { metadata, components } = parsed({ binary: bare, settings: [], created: "" });
    assert.deepEqual(metadata.component, {
      type: "application",
      "bom-ref": "program",
      name: "bootstrap",
      hashes: [{ alg: "SHA-256", content: "b".repeat(64) }],
    });
    assert.deepEqual(components, []);
  });

  it("has another serial number for another content alone", () => {
    const { serialNumber } = parsed(content);
    assert.equal(parsed(content).serialNumber, serialNumber);
    assert.notEqual(parsed({ ...content, timeZonesSha256: "e".repeat(64) }).serialNumber, serialNumber);
  });

  it("leaves out a time that is none", () => {
    for (const created of ["", "yesterday", "1970-01-01"])
      assert.equal("timestamp" in parsed({ ...content, created }).metadata, false);
    assert.equal(
      parsed({ ...content, created: "2024-01-02T03:04:05.678+08:00" }).metadata.timestamp,
      "2024-01-02T03:04:05.678+08:00",
    );
  });

  it("keeps the rules of CycloneDX 1.6, whatever is linked in", () => {
    const module = fc.stringMatching(/^[a-zA-Z0-9.~_-]{1,12}(\/[a-zA-Z0-9.~_+!'()*-]{1,12}){0,3}$/);
    const version = fc.constantFrom(
      "v1.0.0",
      "v0.0.0-20240101000000-abcdefabcdef",
      "v2.0.0+incompatible",
      "(devel)",
      "",
    );
    const dependencies = fc
      .uniqueArray(fc.tuple(module, version), { selector: ([path]) => path, maxLength: 8 })
      .map((list) => list.map(([path, number]) => `${path}@${number}`));
    const goVersion = fc.constantFrom("go1.26.8", "devel go1.27-abc Mon", "", "go1.25rc1");
    const settings = fc.array(fc.string(), { maxLength: 4 });
    fc.assert(
      fc.property(dependencies, goVersion, settings, fc.boolean(), (list, go, some, withData) => {
        const { certificatesSha256 = "", timeZonesSha256 = "" } = content;
        checkRules(
          parsed({
            binary: { ...binary, dependencies: list, goVersion: go },
            settings: some,
            created: content.created,
            ...(withData ? { certificatesSha256, timeZonesSha256 } : {}),
          }),
        );
      }),
      { numRuns: 200 },
    );
  });
});

/** The rules of https://cyclonedx.org/schema/bom-1.6.schema.json for the parts that we write. */
function checkRules(bom: Record<string, unknown>): void {
  onlyFields(bom, [
    "$schema",
    "bomFormat",
    "specVersion",
    "serialNumber",
    "version",
    "metadata",
    "components",
    "dependencies",
  ]);
  assert.equal(bom["$schema"], "http://cyclonedx.org/schema/bom-1.6.schema.json");
  assert.equal(bom["bomFormat"], "CycloneDX");
  assert.equal(bom["specVersion"], "1.6");
  assert.equal(bom["version"], 1);
  assert.match(
    String(bom["serialNumber"]),
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  const metadata = bom["metadata"] as { timestamp: string; tools: object; component: Component };
  onlyFields(metadata, ["timestamp", "tools", "component"]);
  onlyFields(metadata.tools, ["components"]);
  assert.ok(!Number.isNaN(Date.parse(metadata.timestamp)));
  const components = bom["components"] as Component[];
  const all = [metadata.component, ...components];
  for (const component of all) checkComponent(component);
  const references = all.map((component) => component["bom-ref"]);
  assert.equal(new Set(references).size, references.length, "a bom-ref is there twice");
  for (const dependency of bom["dependencies"] as { ref: string; dependsOn: string[] }[]) {
    onlyFields(dependency, ["ref", "dependsOn"]);
    for (const reference of [dependency.ref, ...dependency.dependsOn])
      assert.ok(references.includes(reference));
    assert.equal(new Set(dependency.dependsOn).size, dependency.dependsOn.length);
  }
}

function checkComponent(component: Component): void {
  onlyFields(component, ["type", "bom-ref", "name", "version", "purl", "hashes", "properties"]);
  assert.ok(["application", "library", "file"].includes(component.type));
  assert.ok(component.name.length > 0 && component["bom-ref"].length > 0);
  assert.ok(
    component.version === undefined || (component.version.length > 0 && component.version.length <= 1024),
  );
  // The characters that a package URL leaves as they are; all others are escaped.
  if (component.purl !== undefined)
    assert.match(
      component.purl,
      /^pkg:golang(\/([a-z0-9._~-]|%[0-9A-F]{2})+)+(@([A-Za-z0-9._~-]|%[0-9A-F]{2})+)?$/,
    );
  for (const hash of component.hashes ?? []) {
    onlyFields(hash, ["alg", "content"]);
    assert.equal(hash.alg, "SHA-256");
    assert.match(hash.content, /^[0-9a-f]{64}$/);
  }
  for (const property of component.properties ?? []) {
    onlyFields(property, ["name", "value"]);
    assert.equal(typeof property.value, "string");
  }
}

/** No object of the schema takes a field that it does not name. */
function onlyFields(object: object, names: readonly string[]): void {
  assert.deepEqual(
    Object.keys(object).filter((name) => !names.includes(name)),
    [],
  );
}
