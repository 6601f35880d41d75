import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { zipSync } from "fflate";
import type { ZipSource } from "../../emulator/function-config.js";

const folders = {
  lambda: path.join(__dirname, "../fixtures/emulator/lambda"),
  fc: path.join(__dirname, "../fixtures/emulator/fc"),
  lambdaurl: path.join(__dirname, "../fixtures/emulator/lambdaurl"),
  hello: path.join(__dirname, "../../examples/hello"),
  web: path.join(__dirname, "../fixtures/runtime-web"),
  webLambda: path.join(__dirname, "../fixtures/runtime-web"),
  webFc: path.join(__dirname, "../fixtures/runtime-web"),
  event: path.join(__dirname, "../fixtures/runtime-event"),
  eventLambda: path.join(__dirname, "../fixtures/runtime-event"),
  eventFc: path.join(__dirname, "../fixtures/runtime-event"),
};
/** The clouds that a binary leaves out. */
const cloudTags: Partial<Record<keyof typeof folders, string>> = {
  webLambda: "goserverless.lambda",
  webFc: "goserverless.fc",
  eventLambda: "goserverless.lambda",
  eventFc: "goserverless.fc",
};
export type FixtureName = keyof typeof folders;

const unix = 3;
const built = new Map<FixtureName, Promise<string>>();
const zips = new Map<string, Promise<ZipSource>>();
let output: Promise<string> | undefined;

/** The binary of a Go program for tests, built once in a run. */
export function fixtureBinary(name: FixtureName): Promise<string> {
  const known = built.get(name) ?? build(name);
  built.set(name, known);
  return known;
}

/** The same in a zip; each edition has other bytes and the same program. */
export function fixtureZip(name: FixtureName, edition = "1"): Promise<ZipSource> {
  const key = `${name}-${edition}`;
  const known = zips.get(key) ?? pack(name, key, edition);
  zips.set(key, known);
  return known;
}

/** Builds what a suite needs, with the time that a compiler may take. */
export function buildFixtures(...names: FixtureName[]): void {
  before(async function () {
    this.timeout(300_000);
    for (const name of names) await fixtureBinary(name);
  });
}

export async function packZip(file: string, files: Parameters<typeof zipSync>[0]): Promise<ZipSource> {
  const bytes = zipSync(files, { level: 1 });
  await writeFile(file, bytes);
  return { zip: file, sha256: createHash("sha256").update(bytes).digest("hex") };
}

async function pack(name: FixtureName, key: string, edition: string): Promise<ZipSource> {
  const binary = await readFile(await fixtureBinary(name));
  return packZip(path.join(await outputFolder(), `${key}.zip`), {
    bootstrap: [binary, { os: unix, attrs: 0o100755 * 0x10000 }],
    "data/edition.txt": [Buffer.from(edition), { os: unix, attrs: 0o100644 * 0x10000 }],
  });
}

async function build(name: FixtureName): Promise<string> {
  const binary = path.join(await outputFolder(), name);
  const tags = `lambda.norpc,${cloudTags[name] ?? ""}`;
  const flags = ["-trimpath", "-tags", tags, "-ldflags", "-s -w", "-o", binary, "."];
  const env = { ...process.env, CGO_ENABLED: "0" };
  await promisify(execFile)("go", ["build", ...flags], { cwd: folders[name], env });
  return binary;
}

/** A folder for what is made once in a run. */
export function outputFolder(): Promise<string> {
  output ??= mkdtemp(path.join(tmpdir(), "emulator-fixtures-"));
  return output;
}

after(async () => {
  if (output !== undefined) await rm(await output, { recursive: true, force: true });
});
