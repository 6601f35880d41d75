import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const crane = "github.com/google/go-containerregistry/cmd/crane@v0.20.6";

/** Google's tool for registries, built from its source into a folder that is gone after the suite. */
export function useCrane(): (...args: string[]) => Promise<string> {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "goserverless-crane-"));
    await run("go", ["install", crane], { env: { ...process.env, GOBIN: folder, GOFLAGS: "" } });
  });
  after(() => rm(folder, { recursive: true, force: true }));
  return async (...args) => {
    // It tells what it checked on the standard error.
    const { stdout, stderr } = await run(join(folder, "crane"), args);
    return stdout + stderr;
  };
}
