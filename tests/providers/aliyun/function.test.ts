import assert from "node:assert/strict";
import type { Artifact } from "../../../build/index.js";
import type { AliyunArgs } from "../../../providers/aliyun/args.js";
import { aliyun } from "../../../providers/aliyun/index.js";
import { artifact, declare, declareChanges } from "./declare.js";

const named = "alicloud:fc/v3Function:V3Function shop-prod-api";
const builtOn = (...dependencies: string[]): { built: Partial<Artifact> } => ({
  built: { binary: { ...artifact.binary, dependencies } },
});
describe("the function itself on aliyun", () => {
  const programs: [title: string, dependencies: string[], own: AliyunArgs, changes: object][] = [
    [
      "has no hooks without the goserverless runtime",
      ["example.com/web@v1.2.3"],
      {},
      { instanceLifecycleConfig: undefined },
    ],
    [
      "has the hooks that are asked for",
      [],
      { initializer: true, preStopTimeoutSeconds: 90 },
      { instanceLifecycleConfig: { initializer: { handler: "initialize", timeout: 60 } } },
    ],
    [
      "has no hooks where they are declined",
      artifact.binary.dependencies as string[],
      { initializer: false, preStop: false },
      { instanceLifecycleConfig: undefined },
    ],
    [
      "runs on go1 where it is on Aliyun's own SDK, which listens on no port",
      ["github.com/aliyun/fc-runtime-go-sdk@v0.3.0"],
      {},
      { runtime: "go1", customRuntimeConfig: undefined, instanceLifecycleConfig: undefined },
    ],
  ];
  for (const [title, dependencies, own, changes] of programs) {
    it(`${title}`, async () => {
      assert.deepEqual(await declareChanges({ aliyun: own }, builtOn(...dependencies)), { [named]: changes });
    });
  }

  it("trap 8: is for amd64 only", async () => {
    assert.deepEqual(aliyun.architectures, ["amd64"]);
    await assert.rejects(declare({ architecture: "arm64" }), {
      message:
        'GoServerlessFunction "api" cannot be deployed:\n  "architecture" must be "amd64" on aliyun, got "arm64".',
    });
  });

  it("trap 10: is never replaced for an idle time that the service chose", async () => {
    const { inputs, options } = await declare();
    assert.equal(inputs[named]?.["idleTimeout"], undefined);
    assert.deepEqual(options["function"]?.ignoreChanges, ["idleTimeout"]);
  });

  it("is of a zip, unless an image is asked for", async () => {
    assert.deepEqual(aliyun.packaging, ["zip", "image"]);
    const { inputs } = await declare();
    assert.equal(inputs[named]?.["customContainerConfig"], undefined);
  });

  it("section 8: says what the provider would have the service choose, also where it is nothing", async () => {
    const { inputs } = await declare();
    const { logConfig, environmentVariables, description } = inputs[named] ?? {};
    assert.deepEqual(
      { logConfig, environmentVariables, description },
      {
        logConfig: {
          enableInstanceMetrics: true,
          enableRequestMetrics: true,
          logBeginRule: "None",
          project: "shop-prod-api-caca1820",
          logstore: "function",
        },
        environmentVariables: {},
        description: undefined,
      },
    );
  });
});
