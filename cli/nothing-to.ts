import type { Evidence } from "../report/evidence.js";
import { CommandError } from "./command-error.js";

/** The error of an option for which nothing was found out, with the reasons. */
export function nothingTo(purpose: string, option: string, evidence: Evidence | undefined): CommandError {
  const reason = evidence === undefined ? "There is no program." : evidence.notes.join(" ");
  return new CommandError(`"${option}" has nothing to ${purpose}. ${reason}`);
}
