import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CliResult, runCli } from "../run-cli.js";

const hostArchitecture = process.arch === "x64" ? "amd64" : "arm64";

const program = `package main

import _ "embed"

//go:embed text.txt
var text string
var version = "none"

func main() { println(text, version) }
`;

describe("goserverless build", function () {
  this.timeout(120_000);
  let folder: string;
  const run = (...args: readonly string[]): Promise<CliResult> =>
    runCli(["build", ...args], {
      directory: folder,
      environment: { GOSERVERLESS_CACHE_DIR: join(folder, "cache") },
    });

  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "goserverless-cli-build-")));
    await writeFile(join(folder, "go.mod"), "module example.com/shop\n\ngo 1.24\n");
    for (const entry of ["cmd/api", "cmd/worker", "other/api"]) {
      await mkdir(join(folder, entry), { recursive: true });
      await writeFile(join(folder, entry, "main.go"), program);
      await writeFile(join(folder, entry, "text.txt"), entry);
    }
    await mkdir(join(folder, "broken"));
    await writeFile(join(folder, "broken/main.go"), "package main\n\nfunc main() { missing() }\n");
  });
  after(() => rm(folder, { recursive: true }));

  it("prints where the artifact is, and nothing else", async () => {
    const { status, stdout, stderr } = await run("cmd/api");
    assert.equal(stderr, "");
    assert.equal(status, 0);
    assert.match(stdout, /^.*\n$/);
    const path = stdout.trimEnd();
    const sha256 = createHash("sha256")
      .update(await readFile(path))
      .digest("hex");
    assert.equal(path, join(folder, `cache/artifacts/${sha256}.zip`));
  });

  it("leaves a zip for each entry, named after its last folder, in --out", async () => {
    const { status, stdout, stderr } = await run(
      "./cmd/api/",
      join(folder, "cmd/worker"),
      "--out",
      "dist/zips",
    );
    assert.equal(stderr, "");
    assert.equal(status, 0);
    assert.equal(stdout, `${join(folder, "dist/zips/api.zip")}\n${join(folder, "dist/zips/worker.zip")}\n`);
    assert.deepEqual(await readdir(join(folder, "dist/zips")), ["api.zip", "worker.zip"]);
    const listing = execFileSync("unzip", ["-Z1", join(folder, "dist/zips/api.zip")], { encoding: "utf8" });
    assert.equal(listing, "bootstrap\n");
  });

  it("prints one document with --json", async () => {
    const { status, stdout, stderr } = await run("cmd/api", "./cmd/worker", "--json", "--out", "json");
    assert.equal(stderr, "");
    assert.equal(status, 0);
    const document = JSON.parse(stdout);
    const [api, worker] = document.artifacts;
    assert.deepEqual(Object.keys(document), ["schema", "artifacts"]);
    assert.equal(document.schema, 1);
    assert.equal(document.artifacts.length, 2);
    const bytes = await readFile(join(folder, "json/api.zip"));
    const binary = execFileSync("unzip", ["-p", join(folder, "json/api.zip"), "bootstrap"], {
      maxBuffer: 1e8,
    });
    assert.deepEqual(api, {
      entry: "cmd/api",
      kind: "zip",
      path: join(folder, "json/api.zip"),
      sha256: createHash("sha256").update(bytes).digest("hex"),
      bytes: bytes.length,
      os: "linux",
      arch: hostArchitecture,
      cached: true,
      buildMs: api.buildMs,
      binary: {
        sha256: createHash("sha256").update(binary).digest("hex"),
        bytes: binary.length,
        static: true,
        goVersion: execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8", cwd: folder }).trim(),
        module: "example.com/shop",
      },
    });
    assert.ok(Number.isInteger(api.buildMs));
    assert.equal(worker.entry, "./cmd/worker");
    assert.equal(worker.path, join(folder, "json/worker.zip"));
  });

  it("builds for another architecture with --arch", async () => {
    const other = hostArchitecture === "amd64" ? "arm64" : "amd64";
    const { status, stdout } = await run("cmd/api", "--json", "--arch", other);
    assert.equal(status, 0);
    assert.equal(JSON.parse(stdout).artifacts[0].arch, other);
  });

  it("hands linker arguments, tags and files to include on", async () => {
    await writeFile(
      join(folder, "cmd/api/tagged.go"),
      '//go:build tagged\n\npackage main\n\nfunc init() { println("tagged") }\n',
    );
    const args = ["--tag", "tagged", "--ldflag", "-X", "--ldflag=main.version=1.2", "--include", "text.txt"];
    const { status, stdout, stderr } = await run("cmd/api", "--out", "options", ...args);
    await rm(join(folder, "cmd/api/tagged.go"));
    assert.deepEqual(
      { status, stdout, stderr },
      { status: 0, stdout: `${join(folder, "options/api.zip")}\n`, stderr: "" },
    );
    execFileSync("unzip", ["-q", join(folder, "options/api.zip"), "-d", join(folder, "options")]);
    assert.deepEqual(await readdir(join(folder, "options")), ["api.zip", "bootstrap", "text.txt"]);
    if (process.platform !== "linux") return;
    const { stderr: output } = spawnSync(join(folder, "options/bootstrap"), { encoding: "utf8" });
    assert.equal(output, "tagged\ncmd/api 1.2\n");
  });

  const refused = [
    {
      title: "two entries that would leave the same file",
      args: ["cmd/api", "other/api", "--out", "dist"],
      status: 2,
      stderr: '"cmd/api" and "other/api" would both be "dist/api.zip". Give each an "--out" of its own.\n',
    },
    {
      title: "an entry that does not exist",
      args: ["cmd/none"],
      status: 1,
      stderr: '"entry" must be the folder of a Go main package, but ./cmd/none does not exist.\n',
    },
    {
      title: "an entry that does not compile, in the compiler's words",
      args: ["cmd/api", "broken", "--out", "refused"],
      status: 1,
      stderr: `Go cannot build ./broken for linux/${hostArchitecture}:\n# example.com/shop/broken\nbroken/main.go:3:15: undefined: missing\n`,
    },
    {
      title: "--out that is a file",
      args: ["cmd/api", "--out", "go.mod"],
      status: 1,
      stderr: () =>
        `"--out" must be a folder that can be written to, got "${join(folder, "go.mod")}": file already exists.\n`,
    },
  ];
  for (const { title, args, status, stderr } of refused) {
    it(`refuses ${title}`, async () => {
      const expected = typeof stderr === "string" ? stderr : stderr();
      assert.deepEqual(await run(...args), { status, stdout: "", stderr: expected });
    });
  }

  it("tells of a failure that entries share once", async () => {
    assert.deepEqual(await run("cmd/none", "./cmd/none"), {
      status: 1,
      stdout: "",
      stderr: '"entry" must be the folder of a Go main package, but ./cmd/none does not exist.\n',
    });
  });

  it("tells of every failure, and leaves nothing when one entry fails", async () => {
    const { status, stdout, stderr } = await run("cmd/none", "cmd/api", "cmd/nil", "--out", "refused");
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.equal(
      stderr,
      '"entry" must be the folder of a Go main package, but ./cmd/none does not exist.\n\n' +
        '"entry" must be the folder of a Go main package, but ./cmd/nil does not exist.\n',
    );
    await assert.rejects(readdir(join(folder, "refused")), { code: "ENOENT" });
  });
});
