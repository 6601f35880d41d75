import { createHash } from "node:crypto";
import type { BinaryInfo } from "../artifact.js";
import type { Referrer } from "./blob.js";
import { toDocument } from "./documents.js";
import { type GoModule, linkedModules, packageUrl } from "./package-url.js";

/** What an image holds, as far as a vulnerability scanner wants to know. */
export interface SbomContent {
  readonly binary: BinaryInfo;
  /** How it was built, as `readGoBuildInfo` gives it. */
  readonly settings: readonly string[];
  /** In RFC 3339; anything else is left out. */
  readonly created: string;
  /** Hashes of the files that certificates and time zones were taken from. */
  readonly certificatesSha256?: string;
  readonly timeZonesSha256?: string;
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Lists what is linked into a program and put next to it, in CycloneDX 1.6: https://cyclonedx.org/docs/1.6/json/ */
export function toSbom(content: SbomContent): Referrer {
  const { binary, created } = content;
  const program = programComponent(content);
  const components = [
    ...linkedModules(binary).map(library),
    ...file("ca-certificates.crt", content.certificatesSha256),
    ...file("zoneinfo.zip", content.timeZonesSha256),
  ];
  const body = {
    version: 1,
    metadata: {
      ...(rfc3339.test(created) ? { timestamp: created } : {}),
      tools: { components: [{ type: "application", name: "goserverless" }] },
      component: program,
    },
    components,
    dependencies: [{ ref: program["bom-ref"], dependsOn: components.map((each) => each["bom-ref"]) }],
  };
  const sbom = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: serialNumber(JSON.stringify(body)),
    ...body,
  };
  return toDocument("sbom.cdx.json", Buffer.from(JSON.stringify(sbom)));
}

/** A program built outside a module, or not by Go, has no name but that of its file. */
export function programName({ module }: BinaryInfo): string {
  return module === "" ? "bootstrap" : module;
}

function programComponent({ binary, settings }: SbomContent) {
  return {
    type: "application",
    "bom-ref": "program",
    name: programName(binary),
    ...(binary.module === "" ? {} : { purl: packageUrl(binary.module, "") }),
    hashes: [{ alg: "SHA-256", content: binary.sha256 }],
    ...(settings.length === 0
      ? {}
      : { properties: settings.map((value) => ({ name: "goserverless:go-build", value })) }),
  };
}

function library({ path, version }: GoModule) {
  return {
    type: "library",
    // Not the package URL, in which paths that differ in capitals alone are one.
    "bom-ref": `${path}@${version}`,
    name: path,
    ...(version === "" ? {} : { version }),
    purl: packageUrl(path, version),
  };
}

function file(name: string, sha256: string | undefined) {
  if (sha256 === undefined) return [];
  return [{ type: "file", "bom-ref": name, name, hashes: [{ alg: "SHA-256", content: sha256 }] }];
}

/** A UUID made of the document's own content, version 8: https://www.rfc-editor.org/rfc/rfc9562#section-5.8 */
function serialNumber(body: string): string {
  const bytes = createHash("sha256").update(body).digest().subarray(0, 16);
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
}
