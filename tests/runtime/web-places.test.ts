import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { buildFixtures, fixtureBinary } from "../emulator/fixtures.js";
import { call } from "../emulator/harness.js";

describe("a program with package web", () => {
  buildFixtures("web", "webLambda", "webFc");

  it("is a plain server on a machine, until it is told to end", async () => {
    const program = spawn(await fixtureBinary("web"), {
      env: { PORT: "0" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    try {
      const [line] = await once(createInterface(program.stderr), "line");
      const [, port] = /^listening on http:\/\/0\.0\.0\.0:(\d+)$/.exec(line) ?? [];
      const answer = await call(`http://127.0.0.1:${port}`, "/echo/a%2Fb");
      const { cloud, escapedPath } = JSON.parse(answer.text);
      assert.deepEqual([cloud, escapedPath], ["local", "/echo/a%2Fb"]);
      const event = await call(`http://127.0.0.1:${port}`, "/event");
      assert.equal(event.text, "");
      // A handler that panics costs its own connection, and no other.
      await assert.rejects(call(`http://127.0.0.1:${port}`, "/panic"), { code: "ECONNRESET" });
      assert.equal((await call(`http://127.0.0.1:${port}`, "/answer")).status, 200);
      program.kill("SIGTERM");
      assert.deepEqual(await once(program, "exit"), [0, null]);
    } finally {
      program.kill("SIGKILL");
    }
  });

  it("says why it ends where it was not built for", async () => {
    const refusals = [
      [
        "webLambda",
        {},
        "this program was built with the tag goserverless.lambda, which leaves everything but AWS Lambda out: AWS_LAMBDA_RUNTIME_API must be set\n",
      ],
      [
        "webFc",
        { AWS_LAMBDA_RUNTIME_API: "127.0.0.1:1" },
        "this program was built with the tag goserverless.fc, which leaves AWS Lambda out\n",
      ],
      [
        "web",
        { FC_RUNTIME_API: "127.0.0.1:1" },
        "the go1 runtime of Function Compute is not supported: deploy to a custom runtime or a custom container\n",
      ],
    ] as const;
    for (const [name, env, stderr] of refusals) {
      const ended = spawnSync(await fixtureBinary(name), { env, encoding: "utf8", timeout: 15_000 });
      assert.deepEqual([ended.status, ended.stderr], [1, stderr]);
    }
  });
});
