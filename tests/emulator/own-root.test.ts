import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import * as path from "node:path";
import { promisify } from "node:util";
import { copyHostFiles, findUnshare, saysBusy, unshareArguments } from "../../emulator/own-root.js";
import { temporaryFolder } from "./harness.js";

describe("findUnshare", () => {
  const folder = temporaryFolder();
  const before = process.env["PATH"];
  afterEach(() => {
    process.env["PATH"] = before;
  });

  /** A command of that name that does what the script says. */
  async function pretend(script: string): Promise<string> {
    const bin = path.join(folder(), "bin");
    await mkdir(bin);
    await writeFile(path.join(bin, "unshare"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    process.env["PATH"] = `${bin}:${before}`;
    return path.join(bin, "unshare");
  }

  if (process.platform === "linux") {
    it("names the first one on the path that runs a program", async () => {
      assert.equal(await findUnshare(), await firstOnPath("unshare"));
      const pretended = await pretend('while [ "$1" != -- ]; do shift; done; shift; exec "$@"');
      assert.equal(await findUnshare(), pretended);
    });
  }

  it("names none that this system does not let run a program", async () => {
    await pretend("echo 'unshare: unshare failed: Operation not permitted' >&2; exit 1");
    assert.equal(await findUnshare(), undefined);
  });

  it("names none where there is none", async () => {
    process.env["PATH"] = `relative:${folder()}`;
    assert.equal(await findUnshare(), undefined);
    delete process.env["PATH"];
    assert.equal(await findUnshare(), undefined);
  });
});

describe("unshareArguments", () => {
  it("gives a program user, group, root and folder", () => {
    const inRoot = { folder: "/state/root", workingFolder: "/work", user: 65532, group: 7 };
    assert.deepEqual(unshareArguments(inRoot, ["/bootstrap", "--quick"]), [
      "--user",
      "--map-user=65532",
      "--map-group=7",
      "--root=/state/root",
      "--wd=/work",
      "--",
      "/bootstrap",
      "--quick",
    ]);
  });
});

describe("saysBusy", () => {
  const cases: [lines: string[], busy: boolean][] = [
    [["unshare: failed to execute /bootstrap: Text file busy"], true],
    [["unshare: failed to execute /bootstrap: Permission denied"], false],
    [["unshare: failed to execute /bootstrap: Text file busy", "and more"], false],
    [["sh: bootstrap: Text file busy"], false],
    [[], false],
  ];
  for (const [lines, busy] of cases) {
    it(`says ${busy ? "so" : "no"} of ${JSON.stringify(lines)}`, () => assert.equal(saysBusy(lines), busy));
  }
});

describe("copyHostFiles", () => {
  const folder = temporaryFolder();

  it("copies what this machine has, over what was copied before", async () => {
    await mkdir(path.join(folder(), "etc"));
    await writeFile(path.join(folder(), "etc/hosts"), "old");
    await copyHostFiles(folder(), ["/etc/hosts", "/etc/no-such-file"]);
    assert.deepEqual(await readdir(folder(), { recursive: true }), ["etc", "etc/hosts"]);
    assert.deepEqual(await readFile(path.join(folder(), "etc/hosts")), await readFile("/etc/hosts"));
  });
});

async function firstOnPath(name: string): Promise<string> {
  const { stdout } = await promisify(execFile)("which", [name]);
  return stdout.trim();
}
