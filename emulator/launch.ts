import * as path from "node:path";
import type { ImageProgram } from "./image-program.js";
import { type Isolation, unshareArguments } from "./own-root.js";

/** An image to run, unpacked. */
export interface ImageRun extends ImageProgram {
  /** The command that runs it in a root directory of its own; unset where there is none. */
  readonly unshare: string | undefined;
}

/** The code of a version: a folder with `bootstrap`, or an image whose root the folder is. */
export interface Code {
  readonly codeFolder: string;
  readonly image?: ImageRun;
}

/** What is told to the system to run a program. */
export interface Launch {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly folder: string;
  /** The file that the process executes then, as this machine names it. */
  readonly program: string;
}

export function toLaunch({ codeFolder, image }: Code): Launch {
  if (image === undefined) {
    const program = path.join(codeFolder, "bootstrap");
    return { command: program, arguments: [], folder: codeFolder, program };
  }
  const { command, unshare, workingFolder } = image;
  const [first, ...rest] = command;
  const program = path.join(codeFolder, first);
  const folder = path.join(codeFolder, workingFolder);
  if (unshare === undefined) return { command: program, arguments: rest, folder, program };
  const inRoot = unshareArguments({ ...image, folder: codeFolder }, command);
  return { command: unshare, arguments: inRoot, folder, program };
}

export function isolationOf({ image }: Pick<Code, "image">): Isolation {
  return image?.unshare === undefined ? "none" : "root";
}

/** What the log says of where an image's program is run. */
export function isolationLine(version: string, isolation: Isolation): string {
  return `Version ${version} runs in ${places[isolation]}.`;
}

const places: Readonly<Record<Isolation, string>> = {
  root: "a root directory of its own",
  none: 'the root directory of this machine, as "unshare" cannot give it one of its own here',
};

/** What the program calls a file that this machine calls so. */
export function seenPath(code: Code, file: string): string {
  if (isolationOf(code) === "none") return file;
  return path.posix.join("/", path.relative(code.codeFolder, file));
}
