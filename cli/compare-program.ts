import { EvidenceError } from "../evidence/evidence-error.js";
import type { Anatomy } from "../evidence/size/anatomy.js";
import { compareAnatomies } from "../evidence/size/compare-anatomies.js";
import { readAnatomy } from "../evidence/size/read-anatomy.js";
import type { Comparison } from "../report/evidence.js";
import { CommandError } from "./command-error.js";
import type { InspectOptions } from "./commands/inspect.js";
import type { Subject } from "./inspect-subject.js";

/** Compares a program with another one: the one that was named, else the one that its main package was deployed with last. */
export async function compareProgram(
  after: Anatomy,
  { request, opened, isBuilt }: Subject,
  { against, stack, contract }: InspectOptions,
  notes: string[],
): Promise<Comparison | undefined> {
  if (against !== undefined && against !== "last") {
    return { against, diff: compareAnatomies(await anatomyAt(against), after) };
  }
  if (request === undefined) return undefined;
  const built = { architecture: opened.inspection.program?.architecture, ...(isBuilt && { contract }) };
  const found = await lastAnatomy(request.entry, stack, built);
  if (typeof found !== "string")
    return { against: found.against, diff: compareAnatomies(found.anatomy, after) };
  if (against === "last") throw new CommandError(`There is nothing to compare with: ${found}.`);
  notes.push(`Sizes are not compared: ${found}.`);
  return undefined;
}

async function anatomyAt(path: string): Promise<Anatomy> {
  const { open } = await import("../build/inspect.js");
  const { program } = await open(path);
  if (program === undefined)
    throw new CommandError(`"--against ${path}" holds no program. Name another artifact.`);
  try {
    return readAnatomy(program.bytes);
  } catch (cause) {
    if (!(cause instanceof EvidenceError)) throw cause;
    throw new CommandError(`"--against ${path}" cannot be compared with. ${cause.message}`, { cause });
  }
}

/** What a program of a cloud speaks, where that is one thing alone. */
const contracts: Readonly<Record<string, string>> = { aws: "lambda", aliyun: "fc" };

interface LastAnatomy {
  readonly anatomy: Anatomy;
  readonly against: string;
}

/** What was deployed last of a main package, or why it is not known, as a clause. */
async function lastAnatomy(
  entry: string,
  stack: string | undefined,
  built: { readonly architecture: string | undefined; readonly contract?: string },
): Promise<LastAnatomy | string> {
  const { lastDeploymentOf } = await import("../evidence/history/read-history.js");
  const { readRememberedAnatomy } = await import("../evidence/history/anatomies.js");
  const last = await lastDeploymentOf(entry, stack === undefined ? {} : { stack });
  const where = stack === undefined ? "" : ` to the stack "${stack}"`;
  if (last === undefined) return `the main package was not deployed${where} from this machine`;
  const { architecture, cloud } = last;
  if (architecture !== built.architecture)
    return `what was deployed${where} last is built for ${architecture}, and this for ${built.architecture} (see "--arch")`;
  const contract = contracts[cloud];
  if (contract !== undefined && built.contract !== undefined && contract !== built.contract)
    return `what was deployed${where} last speaks ${contract}, and this ${built.contract} (see "--contract")`;
  const anatomy = last.binarySha256 && (await readRememberedAnatomy(last.binarySha256));
  if (!anatomy) return `what was deployed${where} last is not remembered in full`;
  const time = last.at.slice(0, 16).replace("T", " ");
  return { anatomy, against: `the deployment to "${last.stack}" of ${time} UTC` };
}
