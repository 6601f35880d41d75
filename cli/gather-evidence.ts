import type { Anatomy } from "../evidence/size/anatomy.js";
import { readAnatomy } from "../evidence/size/read-anatomy.js";
import type { SourceReading } from "../evidence/source/read-source-facts.js";
import type { Advice } from "../evidence/source/source-facts.js";
import type { Evidence } from "../report/evidence.js";
import type { InspectOptions } from "./commands/inspect.js";
import { compareProgram } from "./compare-program.js";
import type { Subject } from "./inspect-subject.js";
import { orNote } from "./or-note.js";
import { profileProgram } from "./profile-program.js";
import type { Terminal } from "./terminal.js";

/** Finds out what a program costs; what cannot be found out becomes a note. */
export async function gatherEvidence(
  subject: Subject,
  options: InspectOptions,
  terminal: Terminal,
): Promise<Evidence> {
  const { program } = subject.opened;
  const notes: string[] = [];
  const anatomy = program && (await orNote(notes, async () => readAnatomy(program.bytes)));
  const comparison = anatomy && (await compareProgram(anatomy, subject, options, notes));
  const hints: string[] = [];
  const source = await readSources(subject, hints, terminal);
  const advice = anatomy && (await advise(subject, { anatomy, source }, notes, terminal));
  const init = await terminal.during(`Starting ${subject.shown}`, () =>
    orNote(notes, () => profileProgram(subject, options, options.start === undefined ? hints : notes)),
  );
  return {
    settings: program?.buildInfo?.settings ?? [],
    advice: advice ?? [],
    // What else could be asked for helps nobody whose program is none.
    notes: anatomy || subject.isBuilt ? [...notes, ...hints] : notes,
    ...(anatomy && { anatomy }),
    ...(comparison && { comparison }),
    ...(source && { source }),
    ...(init && { init }),
    ...(program?.unpackMs === undefined ? {} : { unpackMs: program.unpackMs }),
  };
}

async function readSources(
  { request }: Subject,
  notes: string[],
  terminal: Terminal,
): Promise<SourceReading | undefined> {
  if (request === undefined) {
    notes.push(
      'Imports, licences and what keeps unused methods in are in the sources: name them with "--entry".',
    );
    return undefined;
  }
  const { readSourceFacts } = await import("../evidence/source/read-source-facts.js");
  return terminal.during("Reading the sources", () => readSourceFacts(request));
}

async function advise(
  { request, opened, isBuilt }: Subject,
  { anatomy, source }: { readonly anatomy: Anatomy; readonly source: SourceReading | undefined },
  notes: string[],
  terminal: Terminal,
): Promise<readonly Advice[]> {
  if (request !== undefined && source !== undefined) {
    const { adviseOn } = await import("../evidence/source/advise-on.js");
    const subject = { request, sources: source, anatomy, isForeign: !isBuilt };
    const advice = await terminal.during("Trying what would make it smaller", () =>
      orNote(notes, () => adviseOn(subject)),
    );
    return advice ?? [];
  }
  const buildInfo = opened.program?.buildInfo;
  if (buildInfo === undefined) return [];
  const { adviseOnBinary } = await import("../evidence/source/advise-on-binary.js");
  return adviseOnBinary(anatomy, buildInfo);
}
