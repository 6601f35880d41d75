import assert from "node:assert/strict";
import fc from "fast-check";
import { readState } from "../../../evidence/calls/read-state.js";
import { awsFunction, child, component, stateOf } from "./state-of.js";

const aliyunId = "acs:fc:cn-hangzhou:1234567890123456:functions/shop-dev-api";
const outputs = { functionName: "shop-dev-api", version: "LATEST", qualifier: "LATEST" };

describe("readState", () => {
  it("finds a function on aws, with its region and its log group", () => {
    assert.deepEqual(readState("dev", stateOf(...awsFunction("hello"))), [
      {
        name: "hello",
        cloud: "aws",
        region: "eu-west-1",
        account: "123456789012",
        functionName: "shop-dev-hello",
        version: "3",
        qualifier: "live",
        packaging: "zip",
        architecture: "arm64",
        memoryMb: 256,
        timeoutSeconds: 10,
        requestsPerInstance: 1,
        log: { group: "/aws/lambda/shop-dev-hello-1a2b3c4" },
      },
    ]);
  });

  it("finds a function on aliyun, with its log store and how many calls an instance takes", () => {
    const settings = {
      memorySize: 512,
      timeout: 60,
      instanceConcurrency: 20,
      logConfig: { project: "shop-logs", logstore: "function" },
    };
    const state = stateOf(
      component("api", { ...outputs, functionId: aliyunId, packaging: "image", architecture: "amd64" }),
      child("alicloud:fc/v3Function:V3Function", "api", settings),
    );
    assert.deepEqual(readState("dev", state), [
      {
        name: "api",
        cloud: "aliyun",
        region: "cn-hangzhou",
        account: "1234567890123456",
        functionName: "shop-dev-api",
        version: "LATEST",
        qualifier: "LATEST",
        packaging: "image",
        architecture: "amd64",
        memoryMb: 512,
        timeoutSeconds: 60,
        requestsPerInstance: 20,
        log: { project: "shop-logs", logstore: "function" },
      },
    ]);
  });

  it("finds a function on the local cloud", () => {
    const [found] = readState("dev", stateOf(component("api", { ...outputs, functionId: "shop-dev-api" })));
    const { cloud, region, qualifier, log, packaging } = found ?? assert.fail();
    assert.deepEqual([cloud, region, qualifier, log, packaging], ["local", null, null, null, null]);
  });

  it("takes every function of the stack, and of each its own settings", () => {
    const state = stateOf(...awsFunction("hello"), ...awsFunction("api"));
    const groups = readState("dev", state).map(({ name, log }) => [name, log]);
    assert.deepEqual(groups, [
      ["hello", { group: "/aws/lambda/shop-dev-hello-1a2b3c4" }],
      ["api", { group: "/aws/lambda/shop-dev-api-1a2b3c4" }],
    ]);
  });

  const never = 'The stack "dev" was never deployed, or was destroyed. Run "pulumi up" first.';
  const incomplete =
    'The state of "api" in the stack "dev" has no "functionId": its deployment did not come to an end. Run "pulumi up".';
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
  const refused = [
    ["a stack without a deployment", { version: 3, deployment: { manifest: {} } }, never],
    ["a stack with nothing in it", stateOf(), never],
    ["nothing", null, never],
    ["a state of a wrong shape", { deployment: { resources: "many" } }, never],
    [
      "a stack of other things",
      stateOf({ type: "aws:s3/bucket:Bucket", name: "files" }),
      'The stack "dev" has no GoServerlessFunction.',
    ],
    ["a deployment that broke off", stateOf(component("api", {})), incomplete],
    ["an encrypted output", stateOf(component("api", { ...outputs, functionId: secret })), incomplete],
  ] as const;
  for (const [what, state, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => readState("dev", state), { name: "EvidenceError", message });
    });
  }

  it("says so of any other JSON too", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.throws(() => readState("dev", { deployment: { resources: [value] } }), {
          name: "EvidenceError",
        });
      }),
      { seed: 8, numRuns: 300 },
    );
  });
});
