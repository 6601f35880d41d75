import assert from "node:assert/strict";
import { Sandbox, step } from "../sandbox.js";

const checkGo = step("go.js", "checkGo()");

describe("checkGo", () => {
  const sandbox = new Sandbox();

  const accepted = ["go1.24", "go1.26.8", "go1.27rc1", "devel go1.28-0123abc Mon Jan 2"];
  for (const version of accepted) {
    it(`accepts ${version} without a word`, async () => {
      sandbox.fake("go", `echo '${version}'; echo auto`);
      assert.deepEqual(await sandbox.run(checkGo), { status: 0, stdout: "", stderr: "" });
    });
  }

  const refused: [title: string, version: string, found: string][] = [
    ["an older version", "go1.23.12", "1.23.12"],
    ["a version that does not know its own name", "", "an older one"],
  ];
  for (const [title, version, found] of refused) {
    it(`refuses ${title}`, async () => {
      sandbox.fake("go", `echo '${version}'; echo auto`);
      assert.deepEqual(await sandbox.run(checkGo), {
        status: 1,
        stdout: "",
        stderr: `Go 1.24.0 or newer is needed, found ${found}. Get it from https://go.dev/dl/.\n`,
      });
    });
  }

  it("says where to get Go when there is none", async () => {
    assert.deepEqual(await sandbox.run(checkGo), {
      status: 1,
      stdout: "",
      stderr: "Go 1.24.0 or newer is needed, found none. Get it from https://go.dev/dl/.\n",
    });
  });

  it("shows what a broken Go says", async () => {
    sandbox.fake("go", "echo 'go: cannot find GOROOT directory' >&2; exit 2");
    assert.deepEqual(await sandbox.run(checkGo), {
      status: 1,
      stdout: "",
      stderr: 'go: cannot find GOROOT directory\n"go env GOVERSION GOTOOLCHAIN" ended with exit status 2.\n',
    });
  });
});
