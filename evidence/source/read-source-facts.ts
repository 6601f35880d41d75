import { listPackages } from "../../build/go-list.js";
import { findModule } from "../../build/go-module.js";
import { goSetup } from "../../build/go-setup.js";
import type { EntryRequest } from "./entry-request.js";
import { type ImportGraph, shortestChains } from "./import-graph.js";
import { linkedModules } from "./linked-modules.js";
import { importGraph, listLinked, nameInProgram } from "./linked-packages.js";
import { readLicence } from "./read-licence.js";
import { readSpoilers } from "./read-spoilers.js";
import type { SourceFacts } from "./source-facts.js";

/** What the sources tell, and what each package imports. */
export interface SourceReading extends SourceFacts {
  readonly imports: ImportGraph;
  /** Of which module each package is, by import path; Go's own are not among them. */
  readonly moduleOf: ReadonlyMap<string, string>;
}

/** Reads what the sources of a Go main package tell, with the toolchain and the options that it is built with. */
export async function readSourceFacts(request: EntryRequest): Promise<SourceReading> {
  const found = findModule(request.entry);
  const setup = await goSetup(found.moduleRoot, request);
  // The build's own look at the package, so that what is wrong with it has the build's own words.
  await listPackages(setup.go, setup.flags, [found.folder], request);
  const packages = await listLinked(setup, found.folder);
  const imports = importGraph(packages);
  const chains = shortestChains(imports);
  const [spoilers, modules] = await Promise.all([
    readSpoilers(request, { ...found, chains }),
    Promise.all(
      linkedModules(packages).map(async (module) => {
        const { path, version } = module;
        return { path, version, licence: await readLicence(module) };
      }),
    ),
  ]);
  const moduleOf = new Map(
    packages.flatMap((listed) => (listed.Module ? [[nameInProgram(listed), listed.Module.Path]] : [])),
  );
  return { chains, spoilers, modules, imports, moduleOf };
}
