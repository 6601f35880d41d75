import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { writeDockerTar } from "../../build/oci/docker-tar.js";
import { readLayout } from "../../build/oci/read-layout.js";
import { RuntimeApi } from "../../emulator/runtime-api.js";
import { useFolders } from "../build/go-module.js";
import { buildImage } from "./built-image.js";
import { DockerEngine } from "./docker-engine.js";

const run = promisify(execFile);
const runtimeApi = "AWS_LAMBDA_RUNTIME_API";

describe("the entrypoint of an image, in a container", function () {
  this.timeout(120_000);
  const folders = useFolders();
  let engine: DockerEngine;

  before(async () => {
    engine = await DockerEngine.start();
  });
  after(() => engine.stop());

  /** Starts examples/http-api, which runs on every cloud. */
  async function start(...options: string[]): Promise<string> {
    const { path } = await buildImage("examples/http-api");
    const tar = join(folders.folder, "api.tar");
    await writeDockerTar(await readLayout(path), tar, "api:1");
    await engine.docker("load", "--input", tar);
    return (await engine.docker("run", "--detach", ...options, "api:1")).trim();
  }

  it("speaks the Lambda Runtime API", async () => {
    const api = await RuntimeApi.listen(1, {
      onReady() {},
      onAnswered() {},
      onSettled() {},
      onInitError: (document) => assert.fail(String(document)),
    });
    // The API is on this machine's loopback.
    const container = await start("--network", "host", "--env", `${runtimeApi}=${api.address}`);
    try {
      const answer = await api.invoke({
        requestId: "11111111-2222-3333-4444-555555555555",
        payload: JSON.stringify(helloEvent),
        deadlineMs: Date.now() + 60_000,
        functionArn: "arn:aws:lambda:us-east-1:000000000000:function:api",
        traceId: "Root=1-00000000-000000000000000000000000;Sampled=0",
        streamed: false,
      });
      assert.ok(answer.kind === "payload");
      const { statusCode, body } = JSON.parse(String(answer.payload));
      assert.deepEqual([statusCode, body], [200, '{"greeting":"Hello, Gopher!"}\n']);
    } finally {
      await engine.docker("rm", "--force", container);
      api.close();
    }
  });

  it("speaks Function Compute's HTTP contract", async () => {
    const environment = ["--env", "FC_FUNCTION_NAME=api", "--env", "FC_SERVER_PORT=9000"];
    const container = await start("--network", "none", ...environment);
    try {
      const pid = (await engine.docker("inspect", "--format", "{{.State.Pid}}", container)).trim();
      // The port is in the container's network, which nobody else is in.
      const { stdout } = await run("nsenter", ["--target", pid, "--net", process.execPath, "--eval", callFc]);
      assert.equal(stdout, 'POST /initialize 200\nGET /hello/Gopher 200 {"greeting":"Hello, Gopher!"}\n\n');
      await engine.docker("stop", container);
      // It ends by itself when it is told to.
      assert.equal(await engine.docker("inspect", "--format", "{{.State.ExitCode}}", container), "0\n");
    } finally {
      await engine.docker("rm", "--force", container);
    }
  });
});

const helloEvent = {
  version: "2.0",
  rawPath: "/hello/Gopher",
  rawQueryString: "",
  headers: { host: "abc.lambda-url.us-east-1.on.aws" },
  requestContext: {
    domainName: "abc.lambda-url.us-east-1.on.aws",
    http: { method: "GET", path: "/hello/Gopher", protocol: "HTTP/1.1", sourceIp: "127.0.0.1" },
  },
  isBase64Encoded: false,
};

/** What Function Compute sends, as soon as the port is open. */
const callFc = `
const call = (method, path) => fetch("http://127.0.0.1:9000" + path, { method, headers: { "x-fc-request-id": "1" } });
async function started() {
  for (;;) {
    try {
      return await call("POST", "/initialize");
    } catch {}
  }
}
(async () => {
  console.log("POST /initialize", (await started()).status);
  const answer = await call("GET", "/hello/Gopher");
  console.log("GET /hello/Gopher", answer.status, await answer.text());
})();
`;
