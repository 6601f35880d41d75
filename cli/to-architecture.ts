import { type GoArchitecture, goArchitectures } from "../build/request.js";
import { toOneOf } from "./to-one-of.js";
import { UsageError } from "./usage-error.js";

const hosts: Readonly<Record<string, GoArchitecture>> = { x64: "amd64", arm64: "arm64" };

/** The value of `--arch`. */
export const toArchitecture = toOneOf("--arch", goArchitectures);

/** What `--arch` is when it is left out: the architecture of this machine. */
export function toHostArchitecture(machine: string): GoArchitecture {
  const architecture = hosts[machine];
  if (architecture === undefined) {
    throw new UsageError(`"--arch" must be given on this machine: it is "${machine}", not amd64 or arm64.`);
  }
  return architecture;
}
