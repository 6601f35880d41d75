import { join, sep } from "node:path";
import { BuildError } from "./build-error.js";
import { fileAt } from "./file-at.js";
import { type Go, runGo } from "./go.js";
import { failure } from "./go-failure.js";
import type { MainPackage } from "./go-list.js";
import { executableName, packagePath } from "./go-package.js";
import { messages } from "./messages.js";
import type { BuildRequest } from "./request.js";
import { showPath } from "./show-path.js";

/** Links main packages into the scratch folder with as few `go build` as their names allow; gives each one's binary. */
export async function goBuild(
  go: Go,
  flags: readonly string[],
  packages: readonly MainPackage[],
  scratch: string,
  target: Pick<BuildRequest, "os" | "architecture">,
): Promise<ReadonlyMap<MainPackage, string>> {
  const binaries = new Map<MainPackage, string>();
  for (const [index, round] of rounds(packages).entries()) {
    // The separator at its end tells Go that it is a folder, which Go then makes.
    const output = join(scratch, String(index)) + sep;
    const paths = [...round.values()].map((main) => packagePath(go.folder, main.folder));
    const result = await runGo(go, ["build", ...flags, "-o", output, ...paths]);
    if (result.exitCode !== 0) {
      const entries = [...round.values()].map((main) => showPath(main.folder));
      throw failure(messages.cannotBuild(entries, target), go.folder, result);
    }
    for (const [name, main] of round) {
      const binary = join(output, name);
      if (!fileAt(binary))
        throw new BuildError(messages.nothingBuilt(showPath(main.folder)), { command: result.command });
      binaries.set(main, binary);
    }
  }
  return binaries;
}

/** Go writes all packages of one command into one folder, so those with the same name need a command each. */
function rounds(packages: readonly MainPackage[]): ReadonlyMap<string, MainPackage>[] {
  const all: Map<string, MainPackage>[] = [];
  for (const main of packages) {
    const name = executableName(main.importPath);
    let round = all.find((names) => !names.has(name));
    if (!round) {
      round = new Map();
      all.push(round);
    }
    round.set(name, main);
  }
  return all;
}
