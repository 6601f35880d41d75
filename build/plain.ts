import { createHash } from "node:crypto";
import { stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { cacheError } from "./cache-error.js";
import { cacheFolder } from "./cache-folder.js";
import { type Go, runGo } from "./go.js";
import { failure } from "./go-failure.js";
import { findModule } from "./go-module.js";
import { packagePath } from "./go-package.js";
import { makeFolder } from "./make-folder.js";
import { messages } from "./messages.js";
import type { GoArchitecture, OperatingSystem } from "./request.js";
import { showPath } from "./show-path.js";

/** What a plain binary is built for; unset means as Go itself decides. */
export interface PlainOptions {
  readonly os?: OperatingSystem;
  readonly architecture?: GoArchitecture;
  readonly goBinary?: string;
}

/** Builds a main package with `go build` and nothing else, to compare with; the same package is the same path. */
export async function buildPlain(
  entry: string,
  options: PlainOptions = {},
): Promise<{ path: string; bytes: number }> {
  const { folder, moduleRoot } = findModule(entry);
  const { os, architecture, goBinary = "go" } = options;
  const id = createHash("sha256")
    .update(JSON.stringify([folder, os, architecture]))
    .digest("hex");
  const cache = cacheFolder();
  const output = join(cache, "plain", id);
  const path = join(output, "bootstrap");
  try {
    await makeFolder(output);
    // Go leaves a binary that is up to date untouched; pruning goes by the folder's time.
    const now = new Date();
    await utimes(output, now, now);
  } catch (error) {
    throw cacheError(error, cache);
  }
  const env: Record<string, string> = {};
  if (os !== undefined) env["GOOS"] = os;
  if (architecture !== undefined) env["GOARCH"] = architecture;
  const go: Go = { binary: goBinary, folder: moduleRoot, env };
  const result = await runGo(go, ["build", "-o", path, packagePath(moduleRoot, folder)]);
  if (result.exitCode !== 0) throw failure(messages.cannotBuildPlain(showPath(folder)), moduleRoot, result);
  return { path, bytes: (await stat(path)).size };
}
