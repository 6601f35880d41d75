import { readFile } from "node:fs/promises";
import { readExecutable } from "../../build/executable.js";
import type { GoArchitecture, OperatingSystem } from "../../build/request.js";
import { ProgramError } from "./program-error.js";

/** The system that programs are started on, in Go's words. */
export const thisMachine: { readonly os: OperatingSystem; readonly architecture: GoArchitecture } = {
  os: process.platform === "darwin" ? "darwin" : "linux",
  architecture: process.arch === "arm64" ? "arm64" : "amd64",
};

/** Refuses a program that this machine cannot start. */
export async function checkRunsHere(path: string, machine = thisMachine): Promise<void> {
  const header = readExecutable(await read(path));
  if (header === undefined || !header.runnable)
    throw new ProgramError(
      path,
      "cannot be started: it is no program for Linux or macOS",
      "Name a Go binary.",
    );
  const { os, architecture } = header;
  if (os !== machine.os || architecture !== machine.architecture) {
    throw new ProgramError(
      path,
      `cannot be started here: it is built for ${os}/${architecture}, and this machine runs ${machine.os}/${machine.architecture}`,
      "Build it for this machine, or measure it on one of its kind.",
    );
  }
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown error";
    throw new ProgramError(path, `cannot be read (${code})`, "Name a Go binary.", { cause });
  }
}
