import { buildBatch } from "../../build/build-batch.js";
import { BuildError } from "../../build/build-error.js";
import { findModule } from "../../build/go-module.js";
import { goSetup } from "../../build/go-setup.js";
import { mustGet } from "../../build/must-get.js";
import type { GoOptions } from "../../build/request.js";
import type { Anatomy } from "../size/anatomy.js";
import { adviceTrials } from "./advice-trials.js";
import { adviseOnWeight } from "./advise-on-weight.js";
import type { EntryRequest } from "./entry-request.js";
import type { SourceReading } from "./read-source-facts.js";
import { shortList } from "./short-list.js";
import type { Advice } from "./source-facts.js";

/** A binary and its sources. */
export interface AdviceSubject {
  readonly request: EntryRequest;
  readonly sources: Pick<SourceReading, "imports" | "moduleOf">;
  readonly anatomy: Anatomy;
  /** The binary was built by others, perhaps with other flags than the request's. */
  readonly isForeign?: boolean;
}

/** What can be done about a program, with what each step is worth: tried by building it so, or counted in the binary. */
export async function adviseOn(subject: AdviceSubject): Promise<Advice[]> {
  const { request, sources, anatomy, isForeign = false } = subject;
  const bytes = isForeign ? await builtBytes(request, request.go) : anatomy.bytes;
  const { settings } = await goSetup(findModule(request.entry).moduleRoot, request);
  const trials = adviceTrials({ go: request.go, settings, packages: sources.imports });
  // The build itself lets no more than two run at once.
  const tried = await Promise.all(trials.map(({ what, go }) => saved(what, bytes, builtBytes(request, go))));
  const ours = 'Build it with "goserverless build".';
  return shortList(
    [
      ...(isForeign ? [{ what: ours, savesBytes: anatomy.bytes - bytes, basis: "tried" } as const] : []),
      ...tried.flat(),
      ...adviseOnWeight(anatomy, sources),
    ],
    anatomy.bytes,
  );
}

async function saved(what: string, bytes: number, built: Promise<number>): Promise<Advice[]> {
  try {
    return [{ what, savesBytes: bytes - (await built), basis: "tried" }];
  } catch (error) {
    // A program that does not build so is no advice.
    if (error instanceof BuildError) return [];
    throw error;
  }
}

/** The size of the program's binary as these options make it; kept, so that asking again is quick. */
async function builtBytes(request: EntryRequest, go: GoOptions): Promise<number> {
  const { image: _, ...rest } = request;
  const program = { ...rest, include: [], go };
  // A batch of its own, so that one that fails leaves the others alone.
  return mustGet(await buildBatch([program]), program).binary.bytes;
}
