import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { resolve } from "node:path";
import { Sandbox, scripts, step } from "../sandbox.js";

const compile = step("compile.js", `compile({ folder: process.cwd(), lock: "setup.lock" })`);
const quiet = { status: 0, stdout: "", stderr: "" };
const working = { ...quiet, stderr: "Compiling ...\nCompiling: done in 0 s\n" };

describe("compile", () => {
  const sandbox = new Sandbox();
  const compiled = () => readdirSync(sandbox.path("dist/report")).sort();

  beforeEach(() => {
    symlinkSync(resolve(scripts, "../node_modules"), sandbox.path("node_modules"));
    sandbox.write("package.json", "{}");
    sandbox.write("package-lock.json", "{}");
    sandbox.write("tsconfig.json", "{}");
    const compilerOptions = { module: "nodenext", noEmitOnError: true, types: [], rootDir: "." };
    sandbox.write("tsconfig.build.json", JSON.stringify({ compilerOptions, include: ["report"] }));
    sandbox.write("report/a.ts", "export const a = 1;\n");
  });

  it("compiles, says so, and then has nothing to do or say", async () => {
    assert.deepEqual(await sandbox.run(compile), working);
    assert.deepEqual(compiled(), ["a.js"]);
    const { ino } = statSync(sandbox.path("dist"));
    assert.deepEqual(await sandbox.run(compile), quiet);
    assert.equal(statSync(sandbox.path("dist")).ino, ino);
  });

  const reasons: [title: string, change: () => void][] = [
    ["a source changes", () => sandbox.write("report/a.ts", "export const a = 2;\n")],
    ["the lockfile changes", () => sandbox.write("package-lock.json", "[]")],
    ["the stamp is damaged", () => sandbox.write(".goserverless/compiled", "\0")],
    ["dist is gone", () => rmSync(sandbox.path("dist"), { recursive: true })],
  ];
  for (const [title, change] of reasons) {
    it(`compiles again when ${title}`, async () => {
      await sandbox.run(compile);
      change();
      assert.deepEqual(await sandbox.run(compile), working);
      assert.deepEqual(compiled(), ["a.js"]);
    });
  }

  it("leaves nothing of a source that was renamed", async () => {
    await sandbox.run(compile);
    rmSync(sandbox.path("report/a.ts"));
    sandbox.write("report/b.ts", "export const b = 1;\n");
    assert.deepEqual(await sandbox.run(compile), working);
    assert.deepEqual(compiled(), ["b.js"]);
  });

  it("shows the compiler's errors, keeps what was compiled before, and tries again the next time", async () => {
    await sandbox.run(compile);
    const before = readFileSync(sandbox.path("dist/report/a.js"), "utf8");
    sandbox.write("report/a.ts", 'export const a: number = "1";\n');
    const failure = await sandbox.run(compile);
    assert.equal(failure.status, 1);
    const tsc = sandbox.path("node_modules/typescript/bin/tsc");
    assert.deepEqual(failure.stderr.split("\n"), [
      "Compiling ...",
      "Compiling: failed after 0 s",
      "report/a.ts(1,14): error TS2322: Type 'string' is not assignable to type 'number'.",
      `"${process.execPath} ${tsc} -p tsconfig.build.json --outDir ${sandbox.path(".goserverless/dist")}" ended with exit status 1.`,
      "",
    ]);
    assert.equal(readFileSync(sandbox.path("dist/report/a.js"), "utf8"), before);
    assert.deepEqual(await sandbox.run(compile), failure);
    sandbox.write("report/a.ts", "export const a = 1;\n");
    assert.deepEqual(await sandbox.run(compile), working);
    assert.equal(existsSync(sandbox.path(".goserverless/dist")), false);
  });
});
