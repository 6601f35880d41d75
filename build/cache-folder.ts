import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/**
 * The folder that artifacts are kept in: `GOSERVERLESS_CACHE_DIR`, or `goserverless` in the user's cache folder
 * (`XDG_CACHE_HOME`, `~/.cache`).
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const own = env["GOSERVERLESS_CACHE_DIR"];
  if (own) return resolve(own);
  const shared = env["XDG_CACHE_HOME"] ?? "";
  // A relative one is to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/#variables
  return join(isAbsolute(shared) ? shared : join(homedir(), ".cache"), "goserverless");
}
