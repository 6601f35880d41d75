import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { PulledImage } from "./pull-image.js";

/** What the sandbox starts. */
const program = "bootstrap";

/**
 * Unpacks an image's files into a folder, which stands for its root, and has `bootstrap` in it start what the image's
 * entrypoint and command say.
 */
export async function unpackImage({ config, files }: PulledImage, folder: string): Promise<void> {
  for (const { path: name, kind, mode, bytes } of files) {
    const target = path.join(folder, name);
    if (target !== folder && !target.startsWith(folder + path.sep))
      throw new Error(`The image holds "${name}", which is outside of it.`);
    if (kind === "link" || kind === "other")
      throw new Error(`The image holds "${name}", which the sandbox cannot make.`);
    if (kind === "folder") {
      await mkdir(target, { recursive: true });
      continue;
    }
    await mkdir(path.dirname(target), { recursive: true });
    await rm(target, { force: true });
    await writeFile(target, bytes);
    await chmod(target, mode & 0o777);
  }
  const [first, ...rest] = [...config.entrypoint, ...config.command];
  if (first === undefined || (first === `/${program}` && rest.length === 0)) return;
  const command = [path.join(folder, first), ...rest].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  await writeFile(path.join(folder, program), `#!/bin/sh\nexec ${command.join(" ")} "$@"\n`, { mode: 0o755 });
}

/** The environment that an image brings along. */
export function environmentOf({ config }: PulledImage): Record<string, string> {
  return Object.fromEntries(
    config.environment.map((line) => {
      const at = line.indexOf("=");
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}
