import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureReady } from "../../emulator/index.js";
import { buildFixtures, fixtureBinary } from "./fixtures.js";

describe("measureReady", () => {
  buildFixtures("lambda", "fc", "hello");

  it("measures each program as often as asked, whatever contract it speaks", async () => {
    const samples = await measureReady(
      [
        { label: "hello", path: await fixtureBinary("hello"), contract: "lambda" },
        { label: "fc", path: await fixtureBinary("fc"), contract: "fc" },
      ],
      3,
    );
    assert.deepEqual(Object.keys(samples), ["hello", "fc"]);
    for (const times of Object.values(samples)) {
      assert.equal(times.length, 3);
      for (const ms of times) assert.ok(ms > 0 && ms < 10_000, `${ms} ms`);
    }
  });

  it("rejects when a program ends before it is ready", async () => {
    const binary = { label: "echo", path: "/bin/echo", contract: "lambda" } as const;
    await assert.rejects(measureReady([binary], 1), {
      name: "EmulatorError",
      message: '"echo" (/bin/echo) must become ready, but it ended with exit status 0.',
    });
  });

  const rejectedScripts = [
    {
      title: "a program is ended by a signal before it is ready",
      script: "#!/bin/sh\nkill -s KILL $$\n",
      instead: "it ended with SIGKILL",
    },
    {
      title: "all that a program reports is that its init failed",
      script: `#!${process.execPath}
const { request } = require("node:http");
const url = "http://" + process.env.AWS_LAMBDA_RUNTIME_API + "/2018-06-01/runtime/init/error";
request(url, { method: "POST" }).on("error", () => {}).end("{}");
`,
      instead: "it reported that its init failed",
    },
  ];
  for (const { title, script, instead } of rejectedScripts) {
    it(`rejects when ${title}`, async () => {
      const folder = await mkdtemp(join(tmpdir(), "goserverless-test-"));
      try {
        const path = join(folder, "bootstrap");
        await writeFile(path, script, { mode: 0o755 });
        await assert.rejects(measureReady([{ label: "api", path, contract: "lambda" }], 1), {
          name: "EmulatorError",
          message: `"api" (${path}) must become ready, but ${instead}.`,
        });
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  }

  it("rejects when there is no program", async () => {
    const binary = { label: "none", path: "/no/such/program", contract: "fc" } as const;
    await assert.rejects(measureReady([binary], 1), {
      name: "EmulatorError",
      message:
        '"none" (/no/such/program) must become ready, but it cannot be run: spawn /no/such/program ENOENT.',
    });
  });
});
