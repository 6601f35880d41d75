import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { version } from "../../package.json";
import { cliSources, runCli, startCli } from "./run-cli.js";

describe("goserverless", () => {
  it("prints its version", async () => {
    assert.deepEqual(await runCli(["--version"]), { status: 0, stdout: `${version}\n`, stderr: "" });
  });

  it("prints help to stdout when it is asked for", async () => {
    const { status, stdout, stderr } = await runCli(["--help"]);
    assert.equal(status, 0);
    assert.ok(stdout.startsWith("Usage: goserverless [options] [command]\n"));
    assert.equal(stderr, "");
  });

  for (const args of [[], ["local"]]) {
    it(`prints help to stderr for "${["goserverless", ...args].join(" ")}", which says too little`, async () => {
      const { status, stdout, stderr } = await runCli(args);
      assert.equal(status, 2);
      assert.equal(stdout, "");
      assert.ok(stderr.startsWith(`Usage: ${["goserverless", ...args].join(" ")} [options] [command]\n`));
    });
  }

  const refused = [
    {
      args: ["bild", "."],
      sentence: '"bild" is not a command of "goserverless". Did you mean build? See "goserverless --help".',
    },
    {
      args: ["local", "begin"],
      sentence: '"begin" is not a command of "goserverless local". See "goserverless local --help".',
    },
    { args: ["build"], sentence: '"entry" is missing. See "goserverless build --help".' },
    {
      args: ["build", ".", "--jsn"],
      sentence:
        '"--jsn" is not an option of "goserverless build". Did you mean --json? See "goserverless build --help".',
    },
    { args: ["build", ".", "--out"], sentence: '"--out" needs a value. See "goserverless build --help".' },
    { args: ["build", ".", "--arch", "mips"], sentence: '"--arch" must be amd64 or arm64, got "mips".' },
    {
      args: ["build", ".", "--packaging", "tar"],
      sentence: '"--packaging" must be zip or image, got "tar".',
    },
    {
      args: ["build", ".", "--packaging=image", "--output", "tar"],
      sentence: '"--output" must be layout or docker-tar, got "tar".',
    },
    {
      args: ["build", ".", "--packaging=image", "--output=docker-tar"],
      sentence: '"--output docker-tar" needs "--out", the folder to leave the tar in.',
    },
    {
      args: ["build", ".", "--user", "ada"],
      sentence: '"--user" must be a whole number from 0 to 4294967294, got "ada".',
    },
    {
      args: ["build", ".", "--time-zones"],
      sentence: '"--time-zones" must come with "--packaging image". Set that, or leave it out.',
    },
    { args: ["push"], sentence: '"image" is missing. See "goserverless push --help".' },
    { args: ["push", "dist/api"], sentence: '"repository" is missing. See "goserverless push --help".' },
    {
      args: ["push", "dist/api", "shop/api", "--password", "secret"],
      sentence: '"--password" is not an option of "goserverless push". See "goserverless push --help".',
    },
    { args: ["inspect"], sentence: '"path" is missing. See "goserverless inspect --help".' },
    { args: ["invoke"], sentence: '"name" is missing. See "goserverless invoke --help".' },
    {
      args: ["invoke", "a", "b"],
      sentence: '"goserverless invoke" takes 1 argument, got 2. See "goserverless invoke --help".',
    },
    { args: ["logs"], sentence: '"name" is missing. See "goserverless logs --help".' },
    {
      args: ["report", "--cold", "1001"],
      sentence: '"--cold" must be a whole number from 0 to 1000, got "1001".',
    },
    {
      args: ["report", "--warm", "-1"],
      sentence: '"--warm" must be a whole number from 0 to 100000, got "-1".',
    },
    { args: ["report", "--runs", "x"], sentence: '"--runs" must be a whole number from 0 to 1000, got "x".' },
    { args: ["measure"], sentence: '"target" is missing. See "goserverless measure --help".' },
    {
      args: ["measure", "hello", "--cold", "1001"],
      sentence: '"--cold" must be a whole number from 0 to 1000, got "1001".',
    },
    {
      args: ["measure", "hello", "--warm", "10001"],
      sentence: '"--warm" must be a whole number from 0 to 10000, got "10001".',
    },
    {
      args: ["local", "stop", "now"],
      sentence: '"goserverless local stop" takes 0 arguments, got 1. See "goserverless local stop --help".',
    },
  ];
  for (const { args, sentence } of refused) {
    it(`refuses "goserverless ${args.join(" ")}" with a sentence and status 2`, async () => {
      assert.deepEqual(await runCli(args), { status: 2, stdout: "", stderr: `${sentence}\n` });
    });
  }

  it("shows where an error comes from with --verbose", async () => {
    const { status, stdout, stderr } = await runCli(["report", "--cold", "x", "--verbose"]);
    assert.equal(status, 2);
    assert.equal(stdout, "");
    const [first, second] = stderr.split("\n");
    assert.equal(first, 'UsageError: "--cold" must be a whole number from 0 to 1000, got "x".');
    assert.match(second ?? "", /^ {4}at /);
  });

  it("ends quietly when nobody reads its output", async () => {
    const { stdout, ended } = startCli(["--help"]);
    stdout.destroy();
    assert.deepEqual(await ended, { status: 0, signal: null, stderr: "" });
  });

  // Only Linux has a device that is always full.
  if (process.platform === "linux") {
    it("says so when its output cannot be written", () => {
      const full = openSync("/dev/full", "w");
      const { status, stderr } = spawnSync(process.execPath, [...cliSources, "--version"], {
        stdio: ["ignore", full, "pipe"],
        encoding: "utf8",
      });
      closeSync(full);
      const sentence = "The output cannot be written: no space left on device.\n";
      assert.deepEqual({ status, stderr }, { status: 1, stderr: sentence });
    });
  }
});
