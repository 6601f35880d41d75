import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { FakeProject } from "./fake-project.js";

const down = "pulumi destroy --yes --skip-preview --stack dev\n";
const remove = "pulumi stack rm --yes --preserve-config --stack dev\n";
const stacks = ".goserverless/state/.pulumi/stacks/goserverless";

describe("scripts/destroy", () => {
  const project = new FakeProject();
  const hasState = () => existsSync(project.path(".goserverless/state"));

  it("removes the stack and its state, and nothing else", async () => {
    project.write(`${stacks}/dev.json`, "{}");
    project.write(`${stacks}/dev.json.bak`, "{}");
    project.write(".goserverless/compiled", "kept");
    assert.deepEqual(await project.script("destroy"), { status: 0, stdout: "", stderr: down + remove });
    assert.equal(hasState(), false);
    assert.equal(existsSync(project.path(".goserverless/compiled")), true);
  });

  it("has nothing to do where nothing was started", async () => {
    assert.deepEqual(await project.script("destroy"), {
      status: 0,
      stdout: "Nothing to destroy.\n",
      stderr: "",
    });
  });

  it("keeps the state of other stacks", async () => {
    project.write(`${stacks}/dev.json`, "{}");
    project.write(`${stacks}/mine.json`, "{}");
    assert.deepEqual(await project.script("destroy"), {
      status: 0,
      stdout: "Kept, with its state in .goserverless/state: mine.\n",
      stderr: down + remove,
    });
    assert.equal(existsSync(project.path(stacks, "mine.json")), true);
  });

  it("keeps the state when Pulumi fails, and has its exit status", async () => {
    project.fakePulumi('"destroy --yes") exit 255;;');
    project.write(`${stacks}/dev.json`, "{}");
    assert.deepEqual(await project.script("destroy"), { status: 255, stdout: "", stderr: down });
    assert.equal(hasState(), true);
  });
});
