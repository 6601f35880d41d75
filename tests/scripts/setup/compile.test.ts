import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { Sandbox, step } from "../sandbox.js";

/** A compiler that is quicker than the real one, with which the project itself is compiled before its tests. */
const tsc = `
  const fs = require("node:fs");
  const outDir = process.argv[process.argv.indexOf("--outDir") + 1];
  fs.mkdirSync(outDir + "/report", { recursive: true });
  for (const file of fs.readdirSync("report")) {
    const source = fs.readFileSync("report/" + file, "utf8");
    if (source === "bad") {
      console.log("report/" + file + ": it is bad");
      process.exitCode = 1;
    }
    fs.writeFileSync(outDir + "/report/" + file.replace(".ts", ".js"), source);
  }
`;
const compile = step("compile.js", `compile({ folder: process.cwd(), lock: "setup.lock" })`);
const quiet = { status: 0, stdout: "", stderr: "" };
const working = { ...quiet, stderr: "Compiling ...\nCompiling: done in 0 s\n" };

describe("compile", () => {
  const sandbox = new Sandbox();
  const compiled = () => readdirSync(sandbox.path("dist/report")).sort();

  beforeEach(() => {
    sandbox.write("node_modules/typescript/bin/tsc", tsc);
    for (const name of ["package.json", "package-lock.json", "tsconfig.json"]) sandbox.write(name, "{}");
    sandbox.write("tsconfig.build.json", '{ "include": ["report", "data", "no-such-folder"] }');
    sandbox.write("report/a.ts", "good 1");
    sandbox.write("data/a.json", "1");
  });

  it("compiles, says so, and then has nothing to do or say", async () => {
    assert.deepEqual(await sandbox.run(compile), working);
    assert.deepEqual(compiled(), ["a.js"]);
    const { ino } = statSync(sandbox.path("dist"));
    assert.deepEqual(await sandbox.run(compile), quiet);
    assert.equal(statSync(sandbox.path("dist")).ino, ino);
  });

  const reasons: [title: string, change: () => void][] = [
    ["a source changes", () => sandbox.write("report/a.ts", "good 2")],
    ["data of the sources changes", () => sandbox.write("data/a.json", "2")],
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
    sandbox.write("report/b.ts", "good");
    assert.deepEqual(await sandbox.run(compile), working);
    assert.deepEqual(compiled(), ["b.js"]);
  });

  it("shows the compiler's errors, keeps what was compiled before, and tries again the next time", async () => {
    await sandbox.run(compile);
    const before = readFileSync(sandbox.path("dist/report/a.js"), "utf8");
    sandbox.write("report/a.ts", "bad");
    const failure = await sandbox.run(compile);
    assert.equal(failure.status, 1);
    const compiler = sandbox.path("node_modules/typescript/bin/tsc");
    assert.deepEqual(failure.stderr.split("\n"), [
      "Compiling ...",
      "Compiling: failed after 0 s",
      "report/a.ts: it is bad",
      `"${process.execPath} ${compiler} -p tsconfig.build.json --outDir ${sandbox.path(".goserverless/dist")}" ended with exit status 1.`,
      "",
    ]);
    assert.equal(readFileSync(sandbox.path("dist/report/a.js"), "utf8"), before);
    assert.deepEqual(await sandbox.run(compile), failure);
    sandbox.write("report/a.ts", "good 3");
    assert.deepEqual(await sandbox.run(compile), working);
    assert.equal(readFileSync(sandbox.path("dist/report/a.js"), "utf8"), "good 3");
  });
});
