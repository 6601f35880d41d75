import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What skopeo reads of an image; in the background, as registries and proxies of this process must go on. */
export async function skopeoInspect(at: string, ...options: string[]) {
  try {
    const { stdout } = await run("skopeo", ["inspect", "--tls-verify=false", ...options, `docker://${at}`]);
    return JSON.parse(stdout);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new Error("skopeo is needed. Install it: sudo apt-get install skopeo.");
    throw error;
  }
}
