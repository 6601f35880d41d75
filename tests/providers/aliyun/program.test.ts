import assert from "node:assert/strict";
import { AliyunRuntime } from "../../../providers/aliyun/args.js";
import { type Program, readImageProgram, readProgram } from "../../../providers/aliyun/program.js";

const goserverless = "github.com/goserverless/goserverless/runtime@v0.1.0";
const aliyunSdk = "github.com/aliyun/fc-runtime-go-sdk@v0.2.9";
const lambdaSdk = "github.com/aws/aws-lambda-go@v1.54.0";
const warning =
  'The binary of "api" holds aws-lambda-go, whose lambda.Start ends at once on Function Compute. Use the goserverless runtime, which runs on every cloud, or serve HTTP on port 8080.';

describe("readProgram", () => {
  const server = { runtime: AliyunRuntime.Debian12, hasHooks: false };
  const rows: [title: string, dependencies: string[], asked: AliyunRuntime | undefined, program: Program][] =
    [
      ["a server without dependencies", [], undefined, server],
      ["a server on another system", [], "custom.debian11", { runtime: "custom.debian11", hasHooks: false }],
      [
        "the goserverless runtime, which answers hooks",
        [goserverless],
        undefined,
        { ...server, hasHooks: true },
      ],
      [
        "the goserverless runtime in a folder",
        [goserverless.replace("v0.1.0", "v0.0.0-00010101000000-000000000000")],
        undefined,
        { ...server, hasHooks: true },
      ],
      ["Aliyun's own SDK, which needs go1", [aliyunSdk], undefined, { runtime: "go1", hasHooks: false }],
      ["Aliyun's own SDK in a program that is said to serve", [aliyunSdk], "custom.debian12", server],
      [
        "Aliyun's own SDK beside the goserverless runtime, which go1 does not run",
        [aliyunSdk, goserverless],
        undefined,
        { ...server, hasHooks: true },
      ],
      ["AWS's own SDK, with a warning", [lambdaSdk], undefined, { ...server, warning }],
      [
        "AWS's own SDK beside the goserverless runtime",
        [lambdaSdk, goserverless],
        undefined,
        { ...server, hasHooks: true },
      ],
      [
        "AWS's own SDK beside Aliyun's",
        [lambdaSdk, aliyunSdk],
        undefined,
        { runtime: "go1", hasHooks: false },
      ],
      [
        "a module whose name only begins alike",
        ["github.com/aliyun/fc-runtime-go-sdk-extras@v1.0.0"],
        undefined,
        server,
      ],
    ];
  for (const [title, dependencies, runtime, program] of rows) {
    it(`knows ${title}`, () =>
      assert.deepEqual(readProgram("api", { dependencies }, { runtime, port: 8080 }), program));
  }
});

describe("readImageProgram", () => {
  const sdk =
    'The binary of "api" holds fc-runtime-go-sdk, whose fc.Start listens nowhere, as an image has to. Use the goserverless runtime, which runs on every cloud, or serve HTTP on port 8080.';
  const rows: [title: string, dependencies: string[], program: Omit<Program, "runtime">][] = [
    ["a server without dependencies", [], { hasHooks: false }],
    ["the goserverless runtime, which answers hooks", [goserverless], { hasHooks: true }],
    ["Aliyun's own SDK, with a warning", [aliyunSdk], { hasHooks: false, warning: sdk }],
    ["AWS's own SDK, with a warning", [lambdaSdk], { hasHooks: false, warning }],
    ["both, with a warning of Aliyun's", [lambdaSdk, aliyunSdk], { hasHooks: false, warning: sdk }],
    ["both beside the goserverless runtime", [lambdaSdk, aliyunSdk, goserverless], { hasHooks: true }],
  ];
  for (const [title, dependencies, program] of rows) {
    it(`knows ${title}`, () =>
      assert.deepEqual(readImageProgram("api", { dependencies }, { port: 8080 }), program));
  }
});
