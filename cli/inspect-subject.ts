import { readdir, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { type Opened, open } from "../build/inspect.js";
import { type BuildRequest, goArchitectures } from "../build/request.js";
import { CommandError } from "./command-error.js";
import type { InspectOptions } from "./commands/inspect.js";
import { toEntryRequest } from "./go-flags.js";
import type { Terminal } from "./terminal.js";
import { UsageError } from "./usage-error.js";

/** What is inspected. */
export interface Subject {
  /** As the user wrote it. */
  readonly shown: string;
  /** Of the artifact, absolute. */
  readonly path: string;
  readonly opened: Opened;
  /** How its main package is built; unset where that is not known. */
  readonly request?: BuildRequest & { readonly entry: string };
  /** It was built from `request` just now. */
  readonly isBuilt: boolean;
}

/** Refuses options that contradict each other. */
export function checkInspectOptions(path: string, options: InspectOptions): void {
  if (options.json && options.markdown)
    throw new UsageError('"--json" and "--markdown" must not come together. Leave one out.');
  if (options.stack !== undefined && options.against !== undefined && options.against !== "last")
    throw new UsageError(`"--stack" must not come with "--against ${options.against}". Leave one out.`);
  if (options.waterfall !== undefined && options.start === false)
    throw new UsageError('"--waterfall" must not come with "--no-start". Leave one out.');
  if (options.runs === 0) throw new UsageError('"--runs" must be 1-1000, got 0.');
  if (path === "") throw new UsageError('"path" must not be empty. Name an artifact or a main package.');
}

/** Opens an artifact, or builds a main package. */
export async function openSubject(
  path: string,
  options: InspectOptions,
  terminal: Terminal,
): Promise<Subject> {
  if (await isMainPackage(path)) return buildSubject(path, options, terminal);
  checkArtifactOptions(options);
  const opened = await open(path);
  const { inspection } = opened;
  const arch = goArchitectures.find((each) => each === inspection.program?.architecture);
  const request =
    options.entry === undefined
      ? undefined
      : toEntryRequest(options.entry, { ...(arch && { arch }), ...asDeployed(options) });
  return { shown: path, path: resolve(path), opened, ...(request && { request }), isBuilt: false };
}

async function buildSubject(path: string, options: InspectOptions, terminal: Terminal): Promise<Subject> {
  if (options.entry !== undefined)
    throw new UsageError(
      `"--entry" must come with an artifact, and "${path}" is a main package. Leave it out.`,
    );
  const { build } = await import("../build/index.js");
  const request = toEntryRequest(path, asDeployed(options));
  const artifact = await terminal.during(`Building ${path}`, () => build(request));
  return { shown: path, path: artifact.path, opened: await open(artifact.path), request, isBuilt: true };
}

/** A deployment builds a program for its contract alone; with other tags, it would be another program. */
function asDeployed({ contract, tag = [], ...options }: InspectOptions): InspectOptions {
  return { ...options, contract, tag: [`goserverless.${contract}`, ...tag] };
}

/** What only a main package has, an artifact must be given with `--entry`. */
function checkArtifactOptions(options: InspectOptions): void {
  if (options.waterfall !== undefined && options.start !== true)
    throw new UsageError(
      '"--waterfall" must come with "--start" for an artifact, which is not started otherwise.',
    );
  if (options.entry !== undefined) return;
  for (const name of ["arch", "tag", "ldflag", "stack"] as const) {
    if (options[name] === undefined) continue;
    throw new UsageError(
      `"--${name}" must come with a main package. Name its folder, with "--entry" beside an artifact.`,
    );
  }
  if (options.against === "last")
    throw new UsageError(
      '"--against last" must come with a main package, to know what was deployed. Name its folder with "--entry".',
    );
}

/** Tells a main package, a folder with Go files, from a saved image. */
async function isMainPackage(path: string): Promise<boolean> {
  const folder = await stat(path).catch(() => undefined);
  if (!folder?.isDirectory()) return false;
  const names = await readdir(path);
  if (names.includes("oci-layout")) return false;
  if (names.some((name) => name.endsWith(".go"))) return true;
  throw new CommandError(
    `"${path}" is a folder without Go files and without an image. Name a Go main package or an artifact.`,
  );
}
