import { createHash } from "node:crypto";
import { BuildError } from "./build-error.js";
import { combineErrors } from "./combine-errors.js";
import { type Go, runGo } from "./go.js";
import { failure } from "./go-failure.js";
import { parseGoJson } from "./go-json.js";
import { packagePath } from "./go-package.js";
import { messages } from "./messages.js";
import type { BuildRequest } from "./request.js";
import { showPath } from "./show-path.js";

/** A main package as Go sees it now. */
export interface MainPackage {
  readonly importPath: string;
  readonly folder: string;
  /**
   * Changes with the package, with anything it depends on or is compiled with. Empty when Go could not compile the
   * package and did not say why: `go build` will.
   */
  readonly fingerprint: string;
}

/** What `go list -json` prints of a package, as far as we ask for it. */
interface ListedPackage {
  readonly Dir?: string;
  readonly ImportPath: string;
  readonly Name?: string;
  readonly BuildID?: string;
  readonly Deps?: readonly string[];
  readonly DefaultGODEBUG?: string;
  readonly Error?: { readonly Pos: string; readonly Err: string };
}

const asked = "Dir,ImportPath,Name,BuildID,Deps,DefaultGODEBUG,Error";

/** Has Go compile (but not link) the packages in these folders, and tells what each is now made of, by folder. */
export async function listPackages(
  go: Go,
  flags: readonly string[],
  folders: readonly string[],
  target: Pick<BuildRequest, "os" | "architecture">,
): Promise<ReadonlyMap<string, MainPackage>> {
  const patterns = folders.map((folder) => packagePath(go.folder, folder));
  const result = await runGo(go, ["list", "-e", "-deps", "-export", `-json=${asked}`, ...flags, ...patterns]);
  const headline = (failed: readonly string[]) => messages.cannotBuild(failed.map(showPath), target);
  if (result.exitCode !== 0) throw failure(headline(folders), go.folder, result);

  const packages = parseGoJson<ListedPackage>(result.stdout);
  const byFolder = new Map(packages.map((listed) => [listed.Dir, listed]));
  const entries = folders.map((folder) => ({ folder, listed: byFolder.get(folder) }));

  const problems = entries.flatMap(({ folder, listed }) => notMain(folder, listed) ?? []);
  const goErrors = packages.flatMap((listed) => (saidByUs(listed, folders) ? [] : errorText(listed)));
  if (goErrors.length > 0) {
    const broken = entries.flatMap(({ folder, listed }) => (listed?.BuildID ? [] : [folder]));
    problems.push(failure(headline(broken), go.folder, result, [...new Set(goErrors)].join("\n")));
  }
  if (problems.length > 0) throw combineErrors(problems);

  const buildIds = new Map(packages.map((listed) => [listed.ImportPath, listed.BuildID ?? ""]));
  return new Map(entries.map(({ folder, listed }) => [folder, toMainPackage(folder, listed, buildIds)]));
}

const noGoFiles = "no Go files in ";

function saidByUs(listed: ListedPackage, folders: readonly string[]): boolean {
  return listed.Error?.Err.startsWith(noGoFiles) === true && folders.includes(listed.Dir ?? "");
}

function notMain(folder: string, listed: ListedPackage | undefined): BuildError | undefined {
  const shown = showPath(folder);
  if (listed?.Error?.Err.startsWith(noGoFiles)) return new BuildError(messages.entryWithoutGo(shown));
  if (listed?.Error || listed?.Name === undefined || listed.Name === "main") return undefined;
  return new BuildError(messages.entryNotMain(shown, listed.Name));
}

function errorText({ Error: error }: ListedPackage): string[] {
  return error ? [(error.Pos === "" ? error.Err : `${error.Pos}: ${error.Err}`).trimEnd()] : [];
}

function toMainPackage(
  folder: string,
  listed: ListedPackage | undefined,
  buildIds: ReadonlyMap<string, string>,
): MainPackage {
  if (!listed?.BuildID) return { importPath: listed?.ImportPath ?? "", folder, fingerprint: "" };
  const dependencies = (listed.Deps ?? []).map((path) => `${path} ${buildIds.get(path) ?? ""}`);
  const content = [listed.BuildID, listed.DefaultGODEBUG ?? "", ...dependencies].join("\n");
  const fingerprint = createHash("sha256").update(content).digest("hex");
  return { importPath: listed.ImportPath, folder, fingerprint };
}
