import { EvidenceError } from "../evidence-error.js";

/** Loads a cloud's SDK, which only those install who measure there. */
export function loadSdk<T>(cloud: string, load: () => T): T {
  try {
    return load();
  } catch (error) {
    const [, missing] = /^Cannot find module '(@[\w-]+\/[\w-]+)'/.exec((error as Error).message) ?? [];
    if (missing === undefined) throw error;
    throw new EvidenceError(
      `Measuring on ${cloud} needs the package ${missing}. Install it: npm install ${missing}.`,
      { cause: error },
    );
  }
}
