import { basename, join, resolve } from "node:path";
import { build } from "../../build/index.js";
import { type BuiltEntry, toBuildDocument } from "../../report/build-document.js";
import { toSizeText } from "../../report/size.js";
import { type GoFlags, toEntryRequest } from "../go-flags.js";
import { type ImageFlags, refuseImageFlags, toImageOptions } from "../image-options.js";
import { leaveArtifact } from "../leave-artifact.js";
import type { Terminal } from "../terminal.js";
import { UsageError } from "../usage-error.js";

export interface BuildOptions extends GoFlags, ImageFlags {
  readonly out?: string;
  readonly include?: readonly string[];
  readonly packaging: "zip" | "image";
  readonly json?: boolean;
}

/** How artifacts are left, and what ends their names. */
const extensions = { zip: ".zip", layout: "", "docker-tar": ".tar" } as const;
type Form = keyof typeof extensions;

/** `goserverless build`: Go main packages to zips or images, all of them or none. */
export async function buildEntries(
  entries: readonly string[],
  options: BuildOptions,
  terminal: Terminal,
): Promise<void> {
  const form = toForm(options);
  const targets = options.out === undefined ? [] : await toTargets(entries, options.out, form);
  const requests = entries.map((entry) => ({
    ...toEntryRequest(entry, options),
    include: options.include ?? [],
    ...(options.packaging === "image" ? { image: toImageOptions(options) } : {}),
  }));
  const activity = entries.length === 1 ? `Building ${entries[0]}` : `Building ${entries.length} functions`;
  const artifacts = await terminal.during(activity, () => Promise.all(requests.map(build)));
  const built = artifacts.map((artifact, index): BuiltEntry => {
    return { entry: entries[index] ?? "", path: resolve(targets[index] ?? artifact.path), artifact };
  });
  if (options.out !== undefined) for (const each of built) await leave(each, form);
  for (const each of built) terminal.note(toNote(each));
  const paths = built.map(({ path }) => `${path}\n`).join("");
  await terminal.print(options.json ? `${JSON.stringify(toBuildDocument(built), null, 2)}\n` : paths);
}

function toForm(options: BuildOptions): Form {
  if (options.packaging === "zip") {
    refuseImageFlags(options);
    return "zip";
  }
  const { output = "layout", out } = options;
  if (output === "docker-tar" && out === undefined)
    throw new UsageError('"--output docker-tar" needs "--out", the folder to leave the tar in.');
  return output;
}

/** Where each entry's artifact is left. */
async function toTargets(entries: readonly string[], folder: string, form: Form): Promise<readonly string[]> {
  const names = entries.map(toName);
  const targets = names.map((name) => join(folder, `${name}${extensions[form]}`));
  for (const [index, target] of targets.entries()) {
    const other = targets.indexOf(target);
    if (other === index) continue;
    throw new UsageError(
      `"${entries[other]}" and "${entries[index]}" would both be "${target}". Give each an "--out" of its own.`,
    );
  }
  if (form === "docker-tar") {
    const { toDockerName } = await import("../leave-image.js");
    names.forEach(toDockerName);
  }
  return targets;
}

async function leave({ entry, path, artifact }: BuiltEntry, form: Form): Promise<void> {
  if (form === "zip") return leaveArtifact(artifact.path, path);
  const { leaveImage } = await import("../leave-image.js");
  return leaveImage(artifact.path, path, form, toName(entry));
}

function toName(entry: string): string {
  return basename(resolve(entry));
}

function toNote({ entry, artifact }: BuiltEntry): string {
  const sizes = `binary ${toSizeText(artifact.binary.bytes)}, ${artifact.kind} ${toSizeText(artifact.bytes)}`;
  const seconds = (artifact.buildMs / 1000).toFixed(1);
  return `${entry}: ${sizes}, ${artifact.cached ? "built before" : `built in ${seconds} s`}`;
}
