import { basename, join, resolve } from "node:path";
import { build } from "../../build/index.js";
import type { BuildRequest, GoArchitecture } from "../../build/request.js";
import { type BuiltEntry, toBuildDocument } from "../../report/build-document.js";
import { toSizeText } from "../../report/size.js";
import { leaveArtifact } from "../leave-artifact.js";
import type { Terminal } from "../terminal.js";
import { toHostArchitecture } from "../to-architecture.js";
import { UsageError } from "../usage-error.js";

export interface BuildOptions {
  readonly arch?: GoArchitecture;
  readonly out?: string;
  readonly tag?: readonly string[];
  readonly ldflag?: readonly string[];
  readonly include?: readonly string[];
  readonly json?: boolean;
}

/** `goserverless build`: Go main packages to zips, all of them or none. */
export async function buildEntries(
  entries: readonly string[],
  options: BuildOptions,
  terminal: Terminal,
): Promise<void> {
  const targets = options.out === undefined ? [] : toTargets(entries, options.out);
  const requests = entries.map((entry) => toRequest(entry, options));
  const activity = entries.length === 1 ? `Building ${entries[0]}` : `Building ${entries.length} functions`;
  const artifacts = await terminal.during(activity, () => Promise.all(requests.map(build)));
  const built = artifacts.map((artifact, index): BuiltEntry => {
    return { entry: entries[index] ?? "", path: resolve(targets[index] ?? artifact.path), artifact };
  });
  if (options.out !== undefined) {
    for (const { artifact, path } of built) await leaveArtifact(artifact.path, path);
  }
  for (const each of built) terminal.note(toNote(each));
  const paths = built.map(({ path }) => `${path}\n`).join("");
  await terminal.print(options.json ? `${JSON.stringify(toBuildDocument(built), null, 2)}\n` : paths);
}

/** Where each entry's artifact is left. */
function toTargets(entries: readonly string[], folder: string): readonly string[] {
  const targets = entries.map((entry) => join(folder, `${basename(resolve(entry))}.zip`));
  for (const [index, target] of targets.entries()) {
    const other = targets.indexOf(target);
    if (other === index) continue;
    throw new UsageError(
      `"${entries[other]}" and "${entries[index]}" would both be "${target}". Give each an "--out" of its own.`,
    );
  }
  return targets;
}

function toRequest(entry: string, options: BuildOptions): BuildRequest {
  return {
    entry: resolve(entry),
    os: "linux",
    architecture: options.arch ?? toHostArchitecture(process.arch),
    go: { tags: options.tag ?? [], ldflags: options.ldflag ?? [], flags: [], env: {}, goBinary: "go" },
    include: options.include ?? [],
  };
}

function toNote({ entry, artifact }: BuiltEntry): string {
  const sizes = `binary ${toSizeText(artifact.binary.bytes)}, zip ${toSizeText(artifact.bytes)}`;
  const seconds = (artifact.buildMs / 1000).toFixed(1);
  return `${entry}: ${sizes}, ${artifact.cached ? "built before" : `built in ${seconds} s`}`;
}
