import { readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { ImageConfig } from "../build/oci/read-config.js";

/** How an image's program is run, as its configuration says. */
export interface ImageProgram {
  /** The program by its path in the image, and its arguments. */
  readonly command: readonly [program: string, ...rest: string[]];
  readonly environment: Readonly<Record<string, string>>;
  /** A path in the image. */
  readonly workingFolder: string;
  readonly user: number;
  readonly group: number;
  /** Files of this machine that the image leaves to whoever runs it, by their paths in it. */
  readonly hostFiles: readonly string[];
}

const fileName = "program.json";

export async function saveProgram(codeFolder: string, program: ImageProgram): Promise<void> {
  await writeFile(path.join(codeFolder, fileName), JSON.stringify(program), { mode: 0o600, flag: "wx" });
}

export async function loadProgram(codeFolder: string): Promise<ImageProgram> {
  return JSON.parse(await readFile(path.join(codeFolder, fileName), "utf8"));
}

/** Throws an `Error` whose message says what is wrong, as a clause. */
export function toProgram(config: ImageConfig): Omit<ImageProgram, "hostFiles"> {
  const [program, ...rest] = [...config.entrypoint, ...config.command];
  if (program === undefined) throw new Error("it names no program to run");
  if (!path.posix.isAbsolute(program))
    throw new Error(`it must name its program by an absolute path, got ${JSON.stringify(program)}`);
  return {
    command: [path.posix.normalize(program), ...rest],
    environment: Object.fromEntries(config.environment.map(toVariable)),
    workingFolder: path.posix.join("/", config.workingFolder),
    ...toUser(config.user),
  };
}

function toVariable(line: string): [name: string, value: string] {
  const at = line.indexOf("=");
  return at === -1 ? [line, ""] : [line.slice(0, at), line.slice(at + 1)];
}

function toUser(user: string): { user: number; group: number } {
  const [, id, group = id] = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(user === "" ? "0" : user) ?? [];
  if (id === undefined) throw new Error(`it must name its user by number, got ${JSON.stringify(user)}`);
  return { user: Number(id), group: Number(group) };
}
