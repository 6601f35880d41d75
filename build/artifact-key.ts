import { createHash } from "node:crypto";
import type { BuildRequest } from "./request.js";

/** Everything that an artifact's bytes follow from. */
export type KeyParts = Pick<BuildRequest, "os" | "architecture"> & {
  /** `go build` arguments and Go's settings; none for a prebuilt file. */
  readonly go?: { readonly flags: readonly string[]; readonly settings: Readonly<Record<string, string>> };
  /** Of the main package with all it depends on, or of the prebuilt file's bytes. */
  readonly fingerprint: string;
  readonly importPath?: string;
  readonly included: string;
  /** What else is in an image; none for a zip. */
  readonly image?: object;
};

/** To be raised with any change after which the same parts give other bytes: zip and layer layout, compression, metadata. */
const format = 1;

/** The name under which the artifact of these parts is found again. */
export function artifactKey(parts: KeyParts): string {
  const { os, architecture, go, fingerprint, importPath, included, image } = parts;
  const settings = Object.entries(go?.settings ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const content = [
    format,
    os,
    architecture,
    go?.flags ?? [],
    settings,
    fingerprint,
    importPath ?? "",
    included,
    ...(image === undefined ? [] : [image]),
  ];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}
