import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { GoServerlessFunction, type GoServerlessFunctionArgs } from "../../../components/index.js";
import { startingMinimum } from "../../../components/warm-timetable.js";
import type { FunctionConfig } from "../../../emulator/index.js";
import { local } from "../../../providers/local/index.js";
import { testAdapter } from "../../conformance/adapter.js";
import { recordResources } from "../../fakes/pulumi.js";

const entry = path.resolve(__dirname, "../../../examples/hello");
const answers = () => ({ version: "1", url: "http://127.0.0.1:4000/" });
const type = "pulumi-nodejs:dynamic/goserverless:LocalFunction";

describe("providers/local", () => {
  const before_ = process.env["GOSERVERLESS_STATE_DIR"];
  const state = fs.mkdtempSync(path.join(os.tmpdir(), "goserverless-"));
  before(() => {
    process.env["GOSERVERLESS_STATE_DIR"] = state;
  });
  after(() => {
    if (before_ === undefined) delete process.env["GOSERVERLESS_STATE_DIR"];
    else process.env["GOSERVERLESS_STATE_DIR"] = before_;
    fs.rmSync(state, { recursive: true });
  });

  const configOf = (inputs: Readonly<Record<string, unknown>>) => {
    const { config } = inputs;
    return (
      pulumi.runtime.isRpcSecret(config) ? pulumi.runtime.unwrapRpcSecret(config) : config
    ) as FunctionConfig;
  };
  testAdapter(local, {
    answers,
    traffic: { "by default": {} },
    ready: (resources) => {
      const counts = resources.map(({ inputs }) => startingMinimum(configOf(inputs).warm, Date.now()));
      return Object.fromEntries(counts.filter((count) => count > 0).map((count) => ["live", count]));
    },
    met: (_, qualifier) => qualifier,
    tagsOf: ({ inputs }) => configOf(inputs).tags,
  });

  const declare = async (args: Partial<GoServerlessFunctionArgs> = {}) => {
    const { registered } = await recordResources(
      () => {
        const { url } = new GoServerlessFunction("api", { cloud: "local", entry, ...args });
        return { url };
      },
      { answers },
    );
    const resource = registered.find((candidate) => candidate.type === type);
    assert.ok(resource);
    return resource.inputs as {
      config: Record<string, unknown>;
      kind: string;
      sha256: string;
      entry: string;
      __provider: string;
    };
  };

  it("hands the emulator the whole configuration", async () => {
    const { config } = await declare({
      memoryMb: 512,
      timeoutSeconds: 3,
      environment: { LEVEL: "debug" },
      maxConcurrency: 7,
      requestsPerInstance: 2,
      warm: { instances: 1, autoscale: { max: 4 }, schedules: [{ cron: "0 8 * * *", instances: 2 }] },
      http: { auth: "none", cors: { allowOrigins: ["*"] }, stream: true },
      logs: { retentionDays: 7 },
      tags: { team: "checkout" },
      local: { port: 8080, contract: "fc", idleSeconds: 60, initializer: true, preStop: true },
    });
    assert.deepEqual(config, {
      name: "shop-prod-api",
      contract: "fc",
      memoryMb: 512,
      timeoutSeconds: 3,
      environment: { LEVEL: "debug", GOSERVERLESS_HTTP_STREAM: "1" },
      maxConcurrency: 7,
      requestsPerInstance: 2,
      idleSeconds: 60,
      warm: {
        instances: 1,
        autoscale: { max: 4, targetUtilization: 0.7 },
        schedules: [{ cron: "0 8 * * *", timezone: "UTC", instances: 2 }],
      },
      http: {
        stream: true,
        cors: {
          allowOrigins: ["*"],
          allowMethods: ["*"],
          allowHeaders: [],
          exposeHeaders: [],
          allowCredentials: false,
          maxAgeSeconds: 0,
        },
      },
      hooks: { initialize: true, preStop: true },
      logRetentionDays: 7,
      port: 8080,
      tags: { team: "checkout", "goserverless:name": "api" },
    });
  });

  it("finds out that a program on aws-lambda-go speaks the Lambda Runtime API", async () => {
    assert.equal((await declare()).config["contract"], "lambda");
  });

  it("deploys zips, and images where programs are Linux's", () => {
    const images = process.platform === "linux" ? ["image"] : [];
    assert.deepEqual(local.packaging, ["zip", ...images]);
  });

  if (process.platform === "linux") {
    it("deploys an image by its digest, the same whoever would build and push it elsewhere", async () => {
      const image = await declare({ packaging: "image" });
      const byDocker = await declare({
        packaging: "image",
        image: { builder: "docker", repository: "registry.example.com/api", username: "ada", password: "x" },
      });
      assert.equal((await declare()).kind, "zip");
      assert.deepEqual([image.kind, byDocker.kind], ["image", "image"]);
      assert.equal(byDocker.sha256, image.sha256);
      assert.equal(image.config["contract"], "lambda");
    });
  }

  it("keeps this machine's folders out of what the engine stores", async () => {
    const { sha256, entry: relative, __provider } = await declare();
    assert.match(sha256, /^[0-9a-f]{64}$/);
    assert.equal(relative, "examples/hello");
    const file = "providers/local/provider.js";
    assert.equal(__provider, `exports.handler = () => require(require("path").resolve("${file}")).provider;`);
  });
});
