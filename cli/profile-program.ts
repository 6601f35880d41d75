import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { InitProfile } from "../evidence/init/init-profile.js";
import type { InspectOptions } from "./commands/inspect.js";
import type { Subject } from "./inspect-subject.js";

/** What a program's package inits take; where it is not started, a note says why. */
export async function profileProgram(
  subject: Subject,
  { start = subject.isBuilt, contract, runs }: InspectOptions,
  notes: string[],
): Promise<InitProfile | undefined> {
  // Inspecting what others made must not run it.
  const refusal = start ? await whyNotHere(subject) : '"--start" measures its package inits';
  if (refusal !== undefined) {
    notes.push(`The program was not started: ${refusal}.`);
    return undefined;
  }
  const { profileInit } = await import("../evidence/init/profile-init.js");
  return withBinary(subject, (binary, codeFolder) =>
    profileInit(binary, { contract, runs, ...(codeFolder && { codeFolder }) }),
  );
}

async function whyNotHere({ opened }: Subject): Promise<string | undefined> {
  const { thisMachine } = await import("../evidence/init/this-machine.js");
  const { os = "", architecture = "" } = opened.inspection.program ?? {};
  if (os === thisMachine.os && architecture === thisMachine.architecture) return undefined;
  const target = os === "" ? "an unknown system" : `${os}/${architecture}`;
  return `it is for ${target}, and this machine is ${thisMachine.os}/${thisMachine.architecture}`;
}

/** Makes the program a file that can be run, with what its zip holds beside it, for as long as a task takes. */
async function withBinary<T>(
  { path, opened: { inspection, program } }: Subject,
  task: (binary: string, codeFolder?: string) => Promise<T>,
): Promise<T> {
  if (inspection.kind === "binary") return task(path);
  if (inspection.kind === "zip") {
    const { withUnpacked } = await import("../evidence/init/calibration.js");
    return withUnpacked(path, (folder) => task(join(folder, "bootstrap"), folder));
  }
  const { withWorkFolder } = await import("../build/work-folder.js");
  return withWorkFolder("inspect-", async (folder) => {
    const binary = join(folder, "bootstrap");
    await writeFile(binary, program?.bytes ?? "", { mode: 0o755 });
    return task(binary);
  });
}
