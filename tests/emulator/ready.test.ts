import assert from "node:assert/strict";
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

  it("rejects when there is no program", async () => {
    const binary = { label: "none", path: "/no/such/program", contract: "fc" } as const;
    await assert.rejects(measureReady([binary], 1), {
      name: "EmulatorError",
      message:
        '"none" (/no/such/program) must become ready, but it cannot be run: spawn /no/such/program ENOENT.',
    });
  });
});
