import { chmod, mkdir, writeFile } from "node:fs/promises";
import * as path from "node:path";
import type { Image } from "../build/oci/blob.js";
import { readConfig } from "../build/oci/read-config.js";
import { readLayout } from "../build/oci/read-layout.js";
import { unpackLayer } from "../build/oci/unpack-layer.js";
import type { TarMember } from "../build/oci/untar.js";
import { checkProgram } from "./check-program.js";
import { EmulatorError } from "./emulator-error.js";
import type { ImageSource } from "./function-config.js";
import { saveProgram, toProgram } from "./image-program.js";
import { type ImageTree, toImageTree } from "./image-tree.js";

/** What container engines put into an image that has none: https://docs.docker.com/engine/network/#dns-services */
const hostFiles = ["/etc/hosts", "/etc/resolv.conf"];

/** Unpacks the image of an OCI layout into a new folder: its root, and next to it how its program is run. */
export async function unpackImage({ image: layout, sha256 }: ImageSource, folder: string): Promise<void> {
  const image = await readLayout(layout).catch((cause: Error) => {
    throw new EmulatorError(cause.message, { cause });
  });
  const found = image.manifest.digest.slice("sha256:".length);
  if (found !== sha256) {
    throw new EmulatorError(
      `The image ${layout} must have the sha256 ${sha256}, but has ${found}. Build it again.`,
    );
  }
  const { tree, program } = await read(image, layout);
  const root = path.join(folder, "root");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await mkdir(root, { mode: 0o755 });
  for (const [name, member] of tree) await writeMember(path.join(root, name), member);
  await mkdir(path.join(root, program.workingFolder), { recursive: true });
  await saveProgram(folder, { ...program, hostFiles: hostFiles.filter((file) => !tree.has(file.slice(1))) });
}

async function read({ config, layers: blobs }: Image, layout: string) {
  try {
    const program = toProgram(readConfig(config.bytes));
    const layers: TarMember[][] = [];
    for (const blob of blobs) layers.push((await unpackLayer(blob)).members);
    const tree = toImageTree(layers);
    checkProgramOf(tree, program.command[0]);
    return { tree, program };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EmulatorError(`The image ${layout} cannot be run: ${reason}. Build it again.`, { cause });
  }
}

function checkProgramOf(tree: ImageTree, program: string): void {
  const file = tree.get(program.slice(1));
  if (file?.kind !== "file") throw new Error(`its program ${JSON.stringify(program)} is not in it`);
  checkProgram(file.bytes, JSON.stringify(program));
}

const permissions = 0o777;
const permissionsAndSticky = 0o1777;

/** Whoever runs the emulator owns it all, and must be able to remove it again. */
async function writeMember(target: string, { kind, mode, bytes }: TarMember): Promise<void> {
  if (kind === "folder") {
    await mkdir(target, { recursive: true });
    await chmod(target, (mode & permissionsAndSticky) | 0o700);
    return;
  }
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, bytes, { flag: "wx" });
  // Not with the file's creation, where this process's umask counts.
  await chmod(target, (mode & permissions) | 0o400);
}
