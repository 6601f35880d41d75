import { readElf } from "./elf.js";
import { readMachO } from "./mach-o.js";

/** What the header of a program file tells. */
export interface Executable {
  /** As `GOOS` names it. */
  readonly os: string;
  /** As `GOARCH` names it. */
  readonly architecture: string;
  /** A program, not an object file or a library. */
  readonly runnable: boolean;
  /** Needs a loader or shared libraries at run time. */
  readonly dynamic: boolean;
  /** Path of that loader; empty when the file names none. */
  readonly loader: string;
}

const readers = [readElf, readMachO];

/** Reads the header of a program, or gives nothing when the format is not one that functions run as. */
export function readExecutable(bytes: Buffer): Executable | undefined {
  for (const read of readers) {
    const executable = read(bytes);
    if (executable) return executable;
  }
  return undefined;
}
