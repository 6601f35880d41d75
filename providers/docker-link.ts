import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join, sep } from "node:path";

const linksFolder = join(".goserverless", "docker");

/**
 * Names a folder of the cache as it is named on every machine: through a link in the project's folder, where providers
 * run. A path of this machine in the state would have every other machine build, push and deploy the same again.
 *
 * @returns A relative path; the folder itself where there is no project to put a link into.
 */
export async function linkInProject(folder: string): Promise<string> {
  // An inline program of the Automation API runs elsewhere than its providers do; only the CLI's programs have this.
  if (process.env["PULUMI_NODEJS_MONITOR"] === undefined) return folder;
  const link = join(linksFolder, basename(folder));
  try {
    await mkdir(linksFolder, { recursive: true });
    await writeFile(join(linksFolder, ".gitignore"), "*\n");
    await removeDangling();
    await putLink(link, folder);
    return link.split(sep).join("/");
  } catch {
    // A project that cannot be written to, or a system without links.
    return folder;
  }
}

/** What they led to was pruned. */
async function removeDangling(): Promise<void> {
  for (const name of await readdir(linksFolder)) {
    const link = join(linksFolder, name);
    if (/^[0-9a-f]{64}$/.test(name) && !existsSync(link)) await rm(link, { force: true });
  }
}

/** In one step, as another process may use it. */
async function putLink(link: string, folder: string): Promise<void> {
  const temporary = join(linksFolder, randomUUID());
  await symlink(folder, temporary, "junction");
  await rename(temporary, link);
}
