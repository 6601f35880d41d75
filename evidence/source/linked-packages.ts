import { runGo } from "../../build/go.js";
import { failure } from "../../build/go-failure.js";
import { parseGoJson } from "../../build/go-json.js";
import { packagePath } from "../../build/go-package.js";
import type { GoSetup } from "../../build/go-setup.js";
import { messages } from "../../build/messages.js";
import { showPath } from "../../build/show-path.js";
import type { ImportGraph } from "./import-graph.js";

/** What `go list -json` prints of a module, as far as we read it. */
export interface ListedModule {
  readonly Path: string;
  readonly Version?: string;
  readonly Main?: boolean;
  /** Unset where the packages are in a vendor folder. */
  readonly Dir?: string;
  readonly Replace?: { readonly Path: string; readonly Version?: string };
}

/** What `go list -json` prints of a package, as far as we ask for it. */
export interface LinkedPackage {
  readonly Dir: string;
  readonly ImportPath: string;
  readonly Imports?: readonly string[];
  /** Where an import leads elsewhere than it says: into a vendor folder. */
  readonly ImportMap?: Readonly<Record<string, string>>;
  /** Unset for Go's own. */
  readonly Module?: ListedModule;
  /** False for the main package alone. */
  readonly DepOnly?: boolean;
}

const asked = "Dir,ImportPath,Imports,ImportMap,Module,DepOnly";

/** Every package that the main package in this folder is linked from, itself among them. */
export async function listLinked(
  { go, flags, target }: GoSetup,
  folder: string,
): Promise<readonly LinkedPackage[]> {
  const path = packagePath(go.folder, folder);
  const result = await runGo(go, ["list", "-deps", `-json=${asked}`, ...flags, path]);
  if (result.exitCode !== 0)
    throw failure(messages.cannotBuild([showPath(folder)], target), go.folder, result);
  return parseGoJson<LinkedPackage>(result.stdout);
}

/** Makes a graph of the packages; what is not linked (`C`) is not in it. */
export function importGraph(packages: readonly LinkedPackage[]): ImportGraph {
  const names = new Map(packages.map((listed) => [listed.ImportPath, nameInProgram(listed)]));
  return new Map(
    packages.map((listed) => {
      const { Imports = [], ImportMap = {} } = listed;
      return [nameInProgram(listed), Imports.flatMap((path) => names.get(ImportMap[path] ?? path) ?? [])];
    }),
  );
}

/** As the package's symbols begin. */
export function nameInProgram({ ImportPath, DepOnly }: LinkedPackage): string {
  return DepOnly ? ImportPath : "main";
}
