import assert from "node:assert/strict";
import { cpSync, symlinkSync } from "node:fs";
import { resolve } from "node:path";
import { Sandbox, scripts } from "../sandbox.js";

describe("scripts/test", () => {
  const sandbox = new Sandbox();

  beforeEach(() => {
    cpSync(scripts, sandbox.path("scripts"), { recursive: true });
    symlinkSync(resolve(scripts, "../node_modules"), sandbox.path("node_modules"));
    sandbox.write(".mocharc.json", '{ "node-option": ["import=tsx"], "forbid-pending": true }');
    sandbox.write("tests/a.test.ts", 'it("passes", (): void => {}); it("passes too", () => {});');
  });

  async function test(...args: string[]) {
    const argv = JSON.stringify(["test", ...args]);
    const { status, stdout, stderr } = await sandbox.run(
      `process.argv.push(...${argv}); require("./scripts/test.js")`,
    );
    return { status, stderr, stdout, lastLine: stdout.trimEnd().split("\n").at(-1) };
  }

  it("closes with the sum over both tiers and all Go modules", async () => {
    sandbox.write(
      "tests/e2e/b.test.ts",
      'it("passes", () => {}); it("fails", () => { throw new Error("no"); });',
    );
    sandbox.write("runtime/go.mod", "module example.com/runtime\n");
    sandbox.fake("go", `echo '{"Action":"pass","Package":"a","Test":"TestX"}'`);
    const { status, lastLine } = await test();
    assert.deepEqual({ status, lastLine }, { status: 1, lastLine: "4 passed, 1 failed" });
  });

  it("runs what its arguments select, and hands options to mocha", async () => {
    sandbox.write(
      "tests/b/b.test.ts",
      'it("passes", () => {}); it("fails", () => { throw new Error("no"); });',
    );
    const { status, lastLine } = await test("tests/b", "--grep", "passes");
    assert.deepEqual({ status, lastLine }, { status: 0, lastLine: "1 passed, 0 failed" });
  });

  it("says again at the end what failed", async () => {
    sandbox.write("tests/a.test.ts", 'describe("a", () => it("fails", () => { throw new Error("no"); }));');
    sandbox.write(
      "tests/e2e/b.test.ts",
      'it("passes", () => { setTimeout(() => process.kill(process.pid, "SIGKILL"), 100); });',
    );
    const { stdout } = await test();
    assert.match(
      stdout,
      /\nWhat failed:\n\na fails: no\n\nmocha ended with SIGKILL\.\n\n1 passed, 2 failed\n$/,
    );
  });

  const failures: [title: string, source: string, lastLine: string, reason: string][] = [
    [
      "a file that cannot be loaded",
      'throw new Error("no");',
      "0 passed, 1 failed",
      "mocha ended with 1 before all tests had run.",
    ],
    [
      "a process that ends in the middle",
      'it("passes", () => {}); it("ends", () => process.exit(0));',
      "0 passed, 1 failed",
      "mocha ended with 0 before all tests had run.",
    ],
    [
      "a process that crashes",
      'it("crashes", () => process.kill(process.pid, "SIGKILL"));',
      "0 passed, 1 failed",
      "mocha ended with SIGKILL before all tests had run.",
    ],
    [
      "a crash after the last test",
      'it("passes", () => { setTimeout(() => process.kill(process.pid, "SIGKILL"), 100); });',
      "1 passed, 1 failed",
      "mocha ended with SIGKILL.",
    ],
    ["a skipped test", 'it("passes", () => {}); it.skip("is skipped", () => {});', "1 passed, 1 failed", ""],
    [
      "a failing hook",
      'before(() => { throw new Error("no"); }); it("passes", () => {});',
      "0 passed, 1 failed",
      "",
    ],
    ["no test at all", "", "0 passed, 1 failed", "No test ran."],
  ];
  for (const [title, source, lastLine, reason] of failures) {
    it(`counts ${title} as a failure`, async () => {
      sandbox.write("tests/a.test.ts", source);
      const result = await test();
      assert.deepEqual({ status: result.status, lastLine: result.lastLine }, { status: 1, lastLine });
      if (reason) assert.equal(result.stderr.trimEnd().split("\n").at(-1), reason);
    });
  }

  it("counts a Go module that cannot be tested as a failure, and shows what Go says", async () => {
    sandbox.write("runtime/go.mod", "no module\n");
    sandbox.fake("go", "echo 'go: errors parsing go.mod' >&2; exit 1");
    const { status, lastLine, stderr } = await test();
    assert.deepEqual({ status, lastLine }, { status: 1, lastLine: "2 passed, 1 failed" });
    assert.match(stderr, /^go: errors parsing go\.mod$/m);
  });

  it("says so when the arguments select nothing", async () => {
    const { status, stdout, stderr } = await test("tests/none");
    assert.deepEqual(
      { status, stdout, stderr },
      { status: 1, stdout: "0 passed, 1 failed\n", stderr: "No test ran.\n" },
    );
  });
});
