import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { FakeProject } from "./fake-project.js";

const up = "pulumi up --yes --skip-preview --stack dev";
const create = "pulumi stack select --create dev";
const questions = [
  "pulumi stack output --stack dev --json",
  "pulumi stack history --page-size 1 --stack dev --json",
];
const ending =
  "URL:  http://127.0.0.1:4321/\nTry:  curl http://127.0.0.1:4321/\n\ngoserverless report hello\n";

describe("scripts/start", () => {
  const project = new FakeProject();
  const calls = () => readFileSync(project.path("calls"), "utf8").trimEnd().split("\n").sort();

  it("makes the stack, brings it up, and ends with the URL and the report", async () => {
    project.fakePulumi(`"stack history") echo '[{ "resourceChanges": { "create": 1, "same": 2 } }]';;`);
    const { status, stdout } = await project.script("start");
    assert.deepEqual({ status, stdout }, { status: 0, stdout: ending });
    assert.deepEqual(calls(), [create, up, ...questions].sort());
  });

  it("says so when nothing changed, and makes the stack only once", async () => {
    await project.script("start");
    rmSync(project.path("calls"));
    const { status, stdout } = await project.script("start");
    assert.deepEqual({ status, stdout }, { status: 0, stdout: `Nothing changed.\n\n${ending}` });
    assert.deepEqual(calls(), [up, ...questions].sort());
  });

  it("ends with Pulumi's exit status and without a report when the update fails", async () => {
    project.fakePulumi('"up --yes") exit 255;;');
    assert.deepEqual(await project.script("start"), {
      status: 255,
      stdout: "",
      stderr: `${create}\n${up}\n`,
    });
  });

  it("goes no further when there can be no stack", async () => {
    project.fakePulumi('"stack select") exit 3;;');
    assert.deepEqual(await project.script("start"), { status: 3, stdout: "", stderr: `${create}\n` });
  });

  it("has the exit status of the report", async () => {
    project.write("dist/cli/main.js", "process.exitCode = 4;");
    assert.equal((await project.script("start")).status, 4);
  });
});
