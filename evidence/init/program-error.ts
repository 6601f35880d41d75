import { EvidenceError } from "../evidence-error.js";

/** A program whose start cannot be measured, whatever its environment is. */
export class ProgramError extends EvidenceError {
  /** What is wrong with it, as a clause without its subject. */
  readonly problem: string;

  constructor(path: string, problem: string, advice: string, options?: ErrorOptions) {
    super(`${path} ${problem}. ${advice}`, options);
    this.problem = problem;
  }
}
