import assert from "node:assert/strict";
import { FakeProject } from "./fake-project.js";
import { toEnd } from "./sandbox.js";

const withArguments = (...args: string[]) =>
  `process.argv.push("pulumi", ${args.map((arg) => JSON.stringify(arg)).join(", ")}); require("./scripts/pulumi.js");`;

describe("scripts/pulumi", () => {
  const project = new FakeProject();

  it("hands its arguments to Pulumi as they are", async () => {
    project.fake("pulumi", `[ "$1" = version ] && echo v3.300.0 && exit; printf '<%s>' "$@"`);
    const { status, stdout } = await project.run(
      withArguments("config", "set", "a b", "--plaintext", "$HOME *"),
    );
    assert.deepEqual({ status, stdout }, { status: 0, stdout: "<config><set><a b><--plaintext><$HOME *>" });
  });

  it("has Pulumi's exit status", async () => {
    project.fakePulumi('"stack ls") exit 42;;');
    assert.equal((await project.run(withArguments("stack", "ls"))).status, 42);
  });

  it("shows a death by signal as a shell does", async () => {
    project.fakePulumi('"stack ls") kill -KILL $$;;');
    assert.equal((await project.run(withArguments("stack", "ls"))).status, 137);
  });

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`sends on ${signal}, once, and waits for Pulumi's end`, async () => {
      const count = "echo got >> signals; kill -9 $!";
      project.fakePulumi(
        `"up "*) trap '${count}' ${signal.slice(3)}; sleep 60 & echo > started; wait; cat signals; exit 9;;`,
      );
      const child = project.start(withArguments("up"));
      const ended = toEnd(child);
      await project.appears("started");
      child.kill(signal);
      child.kill(signal);
      const { status, stdout } = await ended;
      assert.deepEqual({ status, stdout }, { status: 9, stdout: "got\n" });
    });
  }
});
