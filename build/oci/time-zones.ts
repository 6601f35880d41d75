import { join } from "node:path";
import { BuildError } from "../build-error.js";
import { fileAt } from "../file-at.js";
import { type Go, runGo } from "../go.js";
import { failure } from "../go-failure.js";
import { messages as goMessages } from "../messages.js";
import { showPath } from "../show-path.js";
import { unzip } from "../unzip.js";
import { messages } from "./messages.js";
import { type DataSource, readPinned } from "./pinned-file.js";

/** The time zones that a program in an image can load. */
export interface TimeZones {
  /** The hash of the zip they were taken from. */
  readonly sha256: string;
  readonly zones: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** Begins every zone's file: https://www.rfc-editor.org/rfc/rfc9636#section-3.1 */
const magic = "TZif";

/** Reads the time zones of a zoneinfo.zip: the given one, or that of the Go toolchain. */
export async function readTimeZones(source: DataSource, go: Go): Promise<TimeZones> {
  const path = source.path ?? (await toolchainZip(go));
  const file = await readPinned("image.timeZones", path, source.sha256, messages.timeZonesUnreadable);
  const zones = await unzipZones(file.bytes, showPath(path));
  return { sha256: file.sha256, zones };
}

async function toolchainZip(go: Go): Promise<string> {
  const result = await runGo(go, ["env", "GOROOT"]);
  if (result.exitCode !== 0) throw failure(goMessages.goEnvFailed, go.folder, result);
  const path = join(result.stdout.trim(), "lib", "time", "zoneinfo.zip");
  if (!fileAt(path)?.isFile()) throw new BuildError(messages.timeZonesMissing(path));
  return path;
}

async function unzipZones(bytes: Buffer, shown: string): Promise<TimeZones["zones"]> {
  const files = await readZip(bytes, shown);
  for (const { name, bytes } of files) {
    if (!/^[\w+-]+(\/[\w+-]+)*$/.test(name) || bytes.toString("latin1", 0, 4) !== magic)
      throw new BuildError(messages.notTimeZone(shown, name));
  }
  if (files.length === 0) throw new BuildError(messages.timeZonesNone(shown));
  return files;
}

async function readZip(bytes: Buffer, shown: string): Promise<{ name: string; bytes: Buffer }[]> {
  try {
    const files = unzip(bytes).filter(({ name }) => !name.endsWith("/"));
    return await Promise.all(files.map(async ({ name, read }) => ({ name, bytes: await read() })));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BuildError(messages.timeZonesNotZip(shown, reason), { cause });
  }
}
