import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { goMod, program, useFolders, writeFiles } from "../build/go-module.js";
import { type DebianRegistry, startDebianRegistry } from "../build/oci/registry/debian-registry.js";
import { DockerEngine } from "../docker/docker-engine.js";
import { read } from "./cloud-page.js";

const run = promisify(execFile);
const root = resolve(__dirname, "../..");

describe("docs/images.md", function () {
  this.timeout(240_000);
  const folders = useFolders();
  let engine: DockerEngine;
  let registry: DebianRegistry;

  before(async () => {
    engine = await DockerEngine.start();
    registry = await startDebianRegistry();
  });
  after(async () => {
    await registry?.close();
    await engine?.stop();
  });

  /** Has the page's commands find the command line of this checkout, and this engine. */
  async function environment(): Promise<NodeJS.ProcessEnv> {
    const bin = join(folders.folder, "bin");
    const cli = `"${process.execPath}" --import "${require.resolve("tsx")}" "${join(root, "cli/main.ts")}"`;
    await writeFiles(bin, { goserverless: `#!/bin/sh\nexec ${cli} "$@"\n` });
    await chmod(join(bin, "goserverless"), 0o755);
    const { PATH, ...others } = process.env;
    return { ...others, PATH: `${bin}:${PATH}`, DOCKER_HOST: `unix://${engine.socket}` };
  }

  it("has commands that work, one after the other", async () => {
    const commands = [...read("docs/images.md").matchAll(/^```sh\n(.*?)^```$/gms)].map(
      ([, text = ""]) => text,
    );
    assert.equal(commands.length, 3);
    const shop = join(folders.folder, "shop");
    await writeFiles(shop, { "go.mod": goMod, "cmd/api/main.go": program("I run") });
    const script = commands
      .join("")
      .replaceAll("registry.example.com", registry.host)
      // The test's registry has no TLS.
      .replace("inspect docker:", "inspect --tls-verify=false docker:");
    const { stdout, stderr } = await run("bash", ["-euo", "pipefail", "-c", script], {
      cwd: shop,
      env: await environment(),
    });
    const printed = stdout + stderr;
    assert.match(printed, /"Architecture": "(amd64|arm64)"/);
    assert.match(printed, /^Loaded image: (docker\.io\/library\/)?api:latest$/m);
    assert.match(printed, /^I run$/m);
    assert.match(printed, new RegExp(`^${registry.host}/shop/api@sha256:[0-9a-f]{64}$`, "m"));
  });
});
