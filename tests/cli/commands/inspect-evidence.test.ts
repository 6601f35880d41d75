import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBinary } from "../../../build/index.js";
import { unzip } from "../../../build/unzip.js";
import { zip } from "../../../build/zip.js";
import type { DeploymentRecord } from "../../../evidence/history/deployment-record.js";
import { rememberDeployment } from "../../../evidence/history/remember-deployment.js";
import { buildPrograms, type Program } from "../programs.js";
import { type CliResult, runCli } from "../run-cli.js";

describe("goserverless inspect, what a program costs", function () {
  this.timeout(180_000);
  let folder: string;
  let greeter: Program;
  let needy: Program;
  let run: (...args: readonly string[]) => Promise<CliResult>;

  before(async () => {
    const { byName, cacheFolder } = await buildPrograms();
    ({ greeter, needy } = byName);
    folder = await realpath(await mkdtemp(join(tmpdir(), "goserverless-cli-evidence-")));
    const environment = {
      GOSERVERLESS_CACHE_DIR: cacheFolder,
      GOSERVERLESS_STATE_DIR: join(folder, "state"),
    };
    run = (...args) => runCli(["inspect", ...args], { directory: folder, environment });
  });
  after(() => rm(folder, { recursive: true }));

  const evidenceOf = async (...args: readonly string[]) => {
    const { status, stdout, stderr } = await run(...args, "--json");
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    return JSON.parse(stdout).evidence;
  };

  it("tells of an artifact where its bytes are and how it was built, without starting it", async () => {
    const { size, settings, init, chains, advice, notes } = await evidenceOf(greeter.zip);
    assert.equal(size.bytes, greeter.binaryBytes);
    assert.ok(size.attributedBytes >= 0.95 * size.bytes);
    assert.ok(size.packages.some(({ path }: { path: string }) => path === "net/http"));
    assert.ok(size.modules.some(({ module }: { module: string }) => module === "std"));
    assert.ok(settings.includes("-trimpath=true"));
    assert.deepEqual([init, chains, advice], [null, null, []]);
    assert.deepEqual(notes, [
      'Imports, licences and what keeps unused methods in are in the sources: name them with "--entry".',
      'The program was not started: "--start" measures its package inits.',
    ]);
  });

  it("builds a main package, starts it, and writes what was asked for", async () => {
    const { status, stdout, stderr } = await run(
      greeter.entry,
      ...["--contract", "fc", "--runs", "2"],
      ...["--html", "page.html", "--treemap", "size.svg", "--waterfall", "start.svg"],
    );
    assert.deepEqual(
      { status, stdout, stderr },
      {
        status: 0,
        stdout: ["page.html", "size.svg", "start.svg"].map((name) => `${join(folder, name)}\n`).join(""),
        stderr: "",
      },
    );
    const [page = "", size = "", start = ""] = await Promise.all(
      ["page.html", "size.svg", "start.svg"].map((name) => readFile(join(folder, name), "utf8")),
    );
    assert.match(page, /<td class="path">main &gt; net\/http<\/td>/);
    assert.match(page, /<h2>Package inits<\/h2>/);
    assert.match(size, /^<svg [^>]*aria-label="Size of /);
    assert.match(start, /<title>package inits: [\d.]+ ms, median of 2 starts<\/title>/);
  });

  it("tells of a main package the reasons, and that it was never deployed", async () => {
    const { chains, modules, advice, init, notes } = await evidenceOf(greeter.entry, "--no-start");
    assert.deepEqual(chains["net/http"], ["main", "net/http"]);
    assert.deepEqual(modules, [{ path: "example.com/shop", version: "", licence: "" }]);
    assert.ok(advice.every(({ savesBytes }: { savesBytes: number }) => savesBytes > 0));
    assert.equal(init, null);
    assert.deepEqual(notes, [
      "Sizes are not compared: the main package was not deployed from this machine.",
      'The program was not started: "--start" measures its package inits.',
    ]);
  });

  for (const [contract, tags] of [
    ["lambda", "-tags=lambda.norpc,goserverless.lambda,extra"],
    ["fc", "-tags=lambda.norpc,goserverless.fc,extra"],
  ] as const)
    it(`builds a main package as it is deployed to ${contract}`, async () => {
      const args = [greeter.entry, "--no-start", "--contract", contract, "--tag", "extra"];
      const { settings } = await evidenceOf(...args);
      assert.ok(settings.includes(tags), settings.join(" "));
    });

  it("compares with another artifact, in Markdown for a pull request", async () => {
    const { status, stdout, stderr } = await run(greeter.zip, "--against", needy.zip, "--markdown");
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    assert.match(stdout, /^### Compared with .*\n\n([+-][\d.]+ k|0 )B \([+-][\d.]+ %\): /m);
    assert.match(stdout, /^\| [+-][\d.]+ k?B \| .* \| `io` \|$/m);
  });

  it("compares with what was deployed last", async () => {
    const [bootstrap] = unzip(await readFile(needy.zip));
    const binary = (await bootstrap?.read()) ?? Buffer.alloc(0);
    const { sha256, bytes } = await readBinary(binary);
    await remember(greeter.entry, { binarySha256: sha256, binaryBytes: bytes });
    const clause = "what was deployed last is not remembered in full";
    const { comparison: none, notes } = await evidenceOf(greeter.zip, "--entry", greeter.entry);
    assert.equal(none, null);
    assert.ok(notes.includes(`Sizes are not compared: ${clause}.`));
    assert.deepEqual(await run(greeter.zip, "--entry", greeter.entry, "--against", "last"), {
      status: 1,
      stdout: "",
      stderr: `There is nothing to compare with: ${clause}.\n`,
    });

    await rememberIn(folder, async () => {
      const { rememberAnatomy } = await import("../../../evidence/history/anatomies.js");
      await rememberAnatomy({
        kind: "zip",
        path: needy.zip,
        sha256: needy.sha256,
        bytes: needy.bytes,
        os: "linux",
        architecture: "amd64",
        cached: true,
        buildMs: 0,
        binary: await readBinary(binary),
      });
    });
    const { comparison } = await evidenceOf(greeter.zip, "--entry", greeter.entry, "--stack", "dev");
    assert.equal(comparison.against, 'the deployment to "dev" of 2026-11-23 20:51 UTC');
    assert.deepEqual(
      [comparison.bytesBefore, comparison.bytesAfter],
      [needy.binaryBytes, greeter.binaryBytes],
    );
    assert.deepEqual(
      await run(greeter.zip, "--entry", greeter.entry, "--against", "last", "--stack", "prod"),
      {
        status: 1,
        stdout: "",
        stderr:
          'There is nothing to compare with: the main package was not deployed to the stack "prod" from this machine.\n',
      },
    );
  });

  for (const [what, flags, deployed, clause] of [
    [
      "another processor",
      ["--arch", "amd64"],
      { architecture: "arm64" },
      'is built for arm64, and this for amd64 (see "--arch")',
    ],
    [
      "another contract",
      ["--arch", "amd64", "--contract", "fc"],
      { cloud: "aws" },
      'speaks lambda, and this fc (see "--contract")',
    ],
  ] as const)
    it(`compares with no deployment for ${what}`, async () => {
      await remember(greeter.entry, { ...deployed, stack: what });
      const args = [greeter.entry, "--no-start", ...flags, "--stack", what];
      const { comparison, notes } = await evidenceOf(...args);
      assert.equal(comparison, null);
      const reason = `what was deployed to the stack "${what}" last ${clause}`;
      assert.ok(notes.includes(`Sizes are not compared: ${reason}.`), notes.join("\n"));
    });

  it("says why a program cannot be compared, started or drawn", async () => {
    const files = [{ name: "bootstrap", bytes: Buffer.from("\x7fELF"), executable: true }];
    await writeFile(join(folder, "cut.zip"), await zip(files));
    await writeFile(
      join(folder, "none.zip"),
      await zip([{ name: "a", bytes: Buffer.from("a"), executable: false }]),
    );
    await mkdir(join(folder, "taken"));
    const cut =
      "The binary is cut short: its ELF header ends at byte 64, but the file has 4 bytes: build or copy it again.";
    const cases: readonly [args: readonly string[], stderr: string][] = [
      [[greeter.zip, "--against", "cut.zip"], `"--against cut.zip" cannot be compared with. ${cut}`],
      [
        [greeter.zip, "--against", "none.zip"],
        '"--against none.zip" holds no program. Name another artifact.',
      ],
      [["cut.zip", "--against", greeter.zip], `"--against" has nothing to compare. ${cut}`],
      [["none.zip", "--against", greeter.zip], '"--against" has nothing to compare. There is no program.'],
      [["cut.zip", "--treemap", "a.svg"], `"--treemap" has nothing to draw. ${cut}`],
      [
        ["taken"],
        '"taken" is a folder without Go files and without an image. Name a Go main package or an artifact.',
      ],
      [["none.zip", "--treemap", "a.svg"], '"--treemap" has nothing to draw. There is no program.'],
      ...(["--html", "--treemap"] as const).map((option): [readonly string[], string] => [
        // Nothing is opened before.
        ["missing.zip", option, "taken"],
        `"${option}" must be a file in a folder that can be written to, got "${join(folder, "taken")}": it is a folder.`,
      ]),
      [
        ["missing.zip", "--start", "--waterfall", "nowhere/a.svg"],
        `"--waterfall" must be a file in a folder that can be written to, got "${join(folder, "nowhere/a.svg")}": no such file or directory.`,
      ],
    ];
    for (const [args, stderr] of cases)
      assert.deepEqual(await run(...args), { status: 1, stdout: "", stderr: `${stderr}\n` });
    const { notes } = await evidenceOf("cut.zip", "--start");
    const here = `linux/${process.arch === "x64" ? "amd64" : "arm64"}`;
    assert.equal(
      notes.at(-1),
      `The program was not started: it is for an unknown system, and this machine is ${here}.`,
    );
  });

  const artifact = "api.zip";
  for (const [args, stderr] of [
    [[artifact, "--json", "--markdown"], '"--json" and "--markdown" must not come together. Leave one out.'],
    [[artifact, "--runs", "0"], '"--runs" must be 1-1000, got 0.'],
    [[artifact, "--contract", "rpc"], '"--contract" must be lambda or fc, got "rpc".'],
    [
      [artifact, "--tag", "a"],
      '"--tag" must come with a main package. Name its folder, with "--entry" beside an artifact.',
    ],
    [
      [artifact, "--against", "last"],
      '"--against last" must come with a main package, to know what was deployed. Name its folder with "--entry".',
    ],
    [
      [artifact, "--stack", "dev", "--against", "b.zip"],
      '"--stack" must not come with "--against b.zip". Leave one out.',
    ],
    [
      [artifact, "--waterfall", "a.svg"],
      '"--waterfall" must come with "--start" for an artifact, which is not started otherwise.',
    ],
    [
      [artifact, "--waterfall", "a.svg", "--no-start"],
      '"--waterfall" must not come with "--no-start". Leave one out.',
    ],
  ] as const)
    it(`refuses ${args.slice(1).join(" ")}`, async () => {
      assert.deepEqual(await run(...args), { status: 2, stdout: "", stderr: `${stderr}\n` });
    });

  it("refuses --entry beside a main package", async () => {
    assert.deepEqual(await run(greeter.entry, "--entry", greeter.entry), {
      status: 2,
      stdout: "",
      stderr: `"--entry" must come with an artifact, and "${greeter.entry}" is a main package. Leave it out.\n`,
    });
  });

  async function remember(entry: string, changes: Partial<DeploymentRecord>): Promise<void> {
    await rememberIn(folder, async () => {
      await rememberDeployment({
        schema: 1,
        at: "2026-11-23T20:51:07.000Z",
        project: "shop",
        stack: "dev",
        name: "greeter",
        cloud: "local",
        functionName: "shop-dev-greeter",
        version: "1",
        url: "http://127.0.0.1:1/",
        packaging: "zip",
        architecture: "amd64",
        memoryMb: 128,
        entry,
        artifactSha256: needy.sha256,
        warm: { least: 0, most: 0, average: 0 },
        ...changes,
      });
    });
  }
});

/** Runs a task with a state folder of its own. */
async function rememberIn(folder: string, task: () => Promise<void>): Promise<void> {
  const before = process.env["GOSERVERLESS_STATE_DIR"];
  process.env["GOSERVERLESS_STATE_DIR"] = join(folder, "state");
  try {
    await task();
  } finally {
    if (before === undefined) delete process.env["GOSERVERLESS_STATE_DIR"];
    else process.env["GOSERVERLESS_STATE_DIR"] = before;
  }
}
