import type { Digest } from "./blob.js";
import { type JsonObject, listIn, objectIn, parseObject, textIn } from "./json.js";
import { isDigest } from "./read-manifest.js";

/** How an image's program is run, as its configuration says. */
export interface ImageConfig {
  readonly os: string;
  readonly architecture: string;
  /** In RFC 3339; empty when the image does not tell. */
  readonly created: string;
  /** `65532:65532`; empty for root. */
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** `NAME=value`, one an element. */
  readonly environment: readonly string[];
  readonly workingFolder: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly diffIds: readonly Digest[];
}

/** Reads an image's configuration. Throws an `Error` whose message says what is wrong with it, as a clause. */
export function readConfig(bytes: Uint8Array): ImageConfig {
  const document = parseObject(bytes, "its config");
  const config = objectIn(document, "config");
  const diffIds = listIn(objectIn(document, "rootfs"), "diff_ids");
  if (!diffIds.every(isDigest)) throw new Error("its config has a layer without sha256 digest");
  return {
    os: textIn(document, "os"),
    architecture: textIn(document, "architecture"),
    created: textIn(document, "created"),
    user: textIn(config, "User"),
    entrypoint: textsIn(config, "Entrypoint"),
    command: textsIn(config, "Cmd"),
    environment: textsIn(config, "Env"),
    workingFolder: textIn(config, "WorkingDir"),
    labels: Object.fromEntries(
      Object.entries(objectIn(config, "Labels")).flatMap(([name, value]) =>
        typeof value === "string" ? [[name, value]] : [],
      ),
    ),
    diffIds,
  };
}

function textsIn(object: JsonObject, field: string): string[] {
  return listIn(object, field).filter((each): each is string => typeof each === "string");
}
