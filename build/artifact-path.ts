import { join } from "node:path";
import type { Artifact } from "./artifact.js";
import { cacheFolder } from "./cache-folder.js";

/** Where the artifact with this content is kept on this machine, whether it is there or not. */
export function artifactPath(
  { kind, sha256 }: Pick<Artifact, "kind" | "sha256">,
  folder = cacheFolder(),
): string {
  return kind === "zip" ? join(folder, "artifacts", `${sha256}.zip`) : join(folder, "images", sha256);
}
