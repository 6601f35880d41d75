import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type Artifact, build } from "../../build/index.js";
import { checkBudgets } from "../../components/budgets.js";
import type { BudgetArgs } from "../../components/index.js";
import { toSpec } from "../../components/spec.js";
import { rememberDeployment } from "../../evidence/history/remember-deployment.js";
import { calibrationFiles } from "../../evidence/init/calibration-source.js";
import { local } from "../../providers/local/index.js";
import { useFolders, writeFiles } from "../build/go-module.js";
import { deployment, useStateFolder } from "../evidence/history/history.js";
import { recordResources } from "../fakes/pulumi.js";

describe("checkBudgets", function () {
  this.timeout(300_000);
  const folders = useFolders();
  useStateFolder();
  // Names the project "shop" and the stack "prod".
  beforeEach(() => recordResources(() => ({})));

  let artifact: Artifact;
  const check = async (budgets: BudgetArgs, files: Readonly<Record<string, string>> = {}) => {
    await writeFiles(folders.folder, { ...calibrationFiles, ...files });
    const include = Object.keys(files).filter((name) => !name.endsWith(".go"));
    const spec = toSpec("api", { entry: folders.folder, budgets, build: { include } }, local);
    artifact = await build(spec.build);
    return checkBudgets({ spec, artifact, contract: "lambda" });
  };
  const messageOf = (budgets: BudgetArgs, files?: Readonly<Record<string, string>>) =>
    check(budgets, files).then(
      () => assert.fail("the budgets are kept"),
      (error: Error) => error.message,
    );
  const inMb = (bytes: number) => (bytes / 1e6).toFixed(2);

  it("measures nothing where sizes are kept", async () => {
    assert.equal(await check({ binaryMb: 50, artifactMb: 50 }), undefined);
  });

  it("gives what it measured where all are kept", async () => {
    const measured = await check({ initMs: 5000, initAllocations: 100_000 });
    assert.equal(measured?.allocations, measured?.calibrationAllocations);
  });

  it("measures no time where only allocations are bounded", async () => {
    const measured = await check({ initAllocations: 100_000 });
    assert.equal(measured?.allocations, measured?.calibrationAllocations);
    assert.equal(measured && "initMs" in measured, false);
    assert.match(
      await messageOf({ initAllocations: 1 }),
      /^"budgets\.initAllocations" is 1 allocation, but [^\n]*\nRaise the budget\.$/,
    );
  });

  it("tells how far the measuring is, in lines that the next one replaces", async () => {
    const { info } = pulumi.log;
    const lines: unknown[] = [];
    const keep: typeof info = async (...line) => void lines.push(line);
    Object.assign(pulumi.log, { info: keep });
    try {
      await check({ initAllocations: 100_000 });
    } finally {
      Object.assign(pulumi.log, { info });
    }
    assert.deepEqual(lines, [
      ['Measuring the start of "api": 0 of at most 20 turns.', undefined, undefined, true],
      ['Measuring the start of "api": 10 of at most 20 turns.', undefined, undefined, true],
    ]);
  });

  it("names all that are exceeded, and that nothing can keep one below the calibration program", async () => {
    const lines = (
      await messageOf({ binaryMb: 0.1, artifactMb: 0.1, initMs: 0.01, initAllocations: 1 })
    ).split("\n");
    const [binaryMb, artifactMb] = [inMb(artifact.binary.bytes), inMb(artifact.bytes)];
    const parts = String.raw`\S[^,]* \d\.\d\d MB, \S[^,]* \d\.\d\d MB, \S[^,]* \d\.\d\d MB\.$`;
    const patterns = [
      `^"budgets\\.binaryMb" is 0\\.1 MB, but the binary of "api" has ${binaryMb} MB\\. A Go program that does nothing comes to ${binaryMb} MB\\. The largest parts: ${parts}`,
      `^"budgets\\.artifactMb" is 0\\.1 MB, but the zip of "api" has ${artifactMb} MB\\. A Go program that does nothing comes to ${artifactMb} MB\\. The largest parts: ${parts}`,
      String.raw`^"budgets\.initMs" is 0\.01 ms, but "api" is ready after \d+\.\d\d ms \(the median of \d+ starts, half of them \d+\.\d\d-\d+\.\d\d ms(; [^)]*)?\)\. A Go program that does nothing comes to 1\.00 ms\. The longest package inits: (\S+ \d+\.\d\d ms(, |\.$)){3}`,
      String.raw`^"budgets\.initAllocations" is 1 allocation, but the package inits of "api" make \d+ allocations\. A Go program that does nothing comes to \d+ allocations\. Most of them: (\S+ \d+ allocations?(, |\.$)){3}`,
      String.raw`^Raise the budget\.$`,
    ];
    assert.equal(lines.length, patterns.length, lines.join("\n"));
    patterns.forEach((pattern, at) => {
      assert.match(lines[at] ?? "", new RegExp(pattern));
    });
  });

  it("names files that are larger than any package", async () => {
    const message = await messageOf(
      { artifactMb: 0.1 },
      { "data.bin": "x".repeat(9_000_000), "init.go": "package main\n" },
    );
    assert.match(message, /The largest parts: data\.bin 9\.00 MB, /);
  });

  it("tells what has changed since the function was deployed last", async () => {
    await rememberDeployment(deployment({ binaryBytes: 500_000 }));
    await rememberDeployment(deployment({ version: "2", binaryBytes: 1_000_000 }));
    const message = await messageOf({ binaryMb: 1.1 });
    const change = `That is ${inMb(artifact.binary.bytes - 1_000_000)} MB more than in version 2, deployed on 2026-11-23.`;
    assert.ok(message.endsWith(`${change}\nRaise the budget.`), message);
  });
});
