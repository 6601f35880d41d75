import { BuildError } from "./build-error.js";
import { readExecutable } from "./executable.js";
import { messages } from "./messages.js";
import type { BuildRequest } from "./request.js";

/** Refuses a binary that the target cannot run. `subject` begins the sentence: `"artifact" ./api`. */
export function checkBinary(
  bytes: Buffer,
  target: Pick<BuildRequest, "os" | "architecture">,
  subject: string,
): void {
  const problem = findProblem(bytes, target, subject);
  if (problem !== undefined) throw new BuildError(problem);
}

function findProblem(
  bytes: Buffer,
  target: Pick<BuildRequest, "os" | "architecture">,
  subject: string,
): string | undefined {
  if (bytes.toString("latin1", 0, 8) === "!<arch>\n") return messages.binaryIsLibrary(subject);
  if (bytes.toString("latin1", 0, 2) === "MZ")
    return messages.binaryForOtherSystem(subject, "windows", target);
  const executable = readExecutable(bytes);
  if (!executable) return messages.notBinary(subject, target);
  if (executable.os !== target.os) return messages.binaryForOtherSystem(subject, executable.os, target);
  if (executable.architecture !== target.architecture) {
    return messages.binaryForOtherArchitecture(subject, executable.architecture, target);
  }
  if (!executable.runnable) return messages.binaryIsLibrary(subject);
  if (executable.os === "linux" && executable.dynamic)
    return messages.binaryIsDynamic(subject, executable.loader);
  return undefined;
}
