import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { BuildRequest, GoOptions } from "../../build/index.js";

/** A folder of its own for each test, and a cache of its own; both are gone after the test. */
export function useFolders(): { folder: string; cache: string } {
  const folders = { folder: "", cache: "" };
  let before: string | undefined;
  beforeEach(async () => {
    before = process.env["GOSERVERLESS_CACHE_DIR"];
    folders.folder = await realpath(await mkdtemp(join(tmpdir(), "goserverless-test-")));
    folders.cache = join(folders.folder, "cache");
    process.env["GOSERVERLESS_CACHE_DIR"] = folders.cache;
  });
  afterEach(async () => {
    if (before === undefined) delete process.env["GOSERVERLESS_CACHE_DIR"];
    else process.env["GOSERVERLESS_CACHE_DIR"] = before;
    await rm(folders.folder, { recursive: true, force: true });
  });
  return folders;
}

export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

export const goMod = "module example.com/shop\n\ngo 1.24\n";

/** The smallest program: it imports nothing, so that building it is quick. */
export const program = (text: string) => `package main\n\nfunc main() { println("${text}") }\n`;

export const hostArchitecture = process.arch === "arm64" ? "arm64" : "amd64";

export const plainGo: GoOptions = { tags: [], ldflags: [], flags: [], env: {}, goBinary: "go" };

/** A request for this machine's architecture, with the given fields changed. */
export function request(
  entry: string,
  changes: Omit<Partial<BuildRequest>, "go"> & { go?: Partial<GoOptions> } = {},
): BuildRequest {
  const go = { ...plainGo, ...changes.go };
  return { entry, os: "linux", architecture: hostArchitecture, include: [], ...changes, go };
}

/** A Go command that appends its arguments to a log, then does what the script says, then runs Go. */
export async function loggingGo(folder: string, script = ""): Promise<{ goBinary: string; log: string }> {
  const goBinary = join(folder, "logging-go");
  const log = join(folder, "go.log");
  await writeFile(goBinary, `#!/bin/sh\necho "$*" >> '${log}'\n${script}\nexec go "$@"\n`, { mode: 0o755 });
  return { goBinary, log };
}
