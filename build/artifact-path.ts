import { join } from "node:path";
import { cacheFolder } from "./cache-folder.js";

/** Where the artifact with this content is kept on this machine, whether it is there or not. */
export function artifactPath(sha256: string, folder = cacheFolder()): string {
  return join(folder, "artifacts", `${sha256}.zip`);
}
