import assert from "node:assert/strict";
import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { awsFunction, component, stateOf } from "../evidence/calls/state-of.js";
import { putPulumi } from "./fake-pulumi.js";
import { type CliResult, runCli } from "./run-cli.js";

const sdks = [
  "@alicloud/fc20230330",
  "@alicloud/sls20201230",
  "@aws-sdk/client-cloudwatch-logs",
  "@aws-sdk/client-lambda",
];

/** Makes Node say at the end what was loaded, and find no SDK when there is to be none. */
const preload = `
const Module = require("node:module");
const { writeFileSync } = require("node:fs");
const sdks = ${JSON.stringify(sdks)};
const { _load } = Module;
Module._load = function (name, ...rest) {
  const isSdk = sdks.includes(name);
  if (isSdk && process.env.TEST_HIDE_SDKS)
    throw Object.assign(new Error("Cannot find module '" + name + "'\\nRequire stack:"), { code: "MODULE_NOT_FOUND" });
  return _load.call(this, name, ...rest);
};
process.on("exit", () => {
  const loaded = sdks.filter((sdk) => Object.keys(require.cache).some((file) => file.includes("/node_modules/" + sdk + "/")));
  writeFileSync(process.env.TEST_LOADED_FILE, JSON.stringify(loaded));
});
`;

describe("the SDKs of the clouds", function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "goserverless-measure-")));
    await writeFile(join(folder, "preload.cjs"), preload);
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function run(
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<CliResult & { readonly loaded: readonly string[] }> {
    const file = join(folder, "loaded.json");
    const all = {
      NODE_OPTIONS: `--require=${join(folder, "preload.cjs")}`,
      TEST_LOADED_FILE: file,
      GOSERVERLESS_STATE_DIR: join(folder, "state"),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ...environment,
    };
    const result = await runCli(args, { environment: all });
    return { ...result, loaded: JSON.parse(await readFile(file, "utf8")) };
  }

  const aliyun = [
    component("hello", {
      functionName: "shop-dev-hello",
      functionId: "acs:fc:cn-hangzhou:1234567890123456:functions/shop-dev-hello",
      version: "LATEST",
      qualifier: "LATEST",
    }),
  ];
  const nobody = {
    AWS_CONFIG_FILE: "/nonexistent",
    AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ACCESS_KEY_ID: "",
    AWS_PROFILE: "",
    ALICLOUD_ACCESS_KEY: "",
    ALIBABA_CLOUD_ACCESS_KEY_ID: "",
  };

  for (const args of [["--help"], ["measure", "--help"]]) {
    it(`are not loaded for "goserverless ${args.join(" ")}"`, async () => {
      const { status, loaded } = await run(args);
      assert.deepEqual([status, loaded], [0, []]);
    });
  }

  it("are not loaded to say what measuring costs", async () => {
    const PATH = await putPulumi(folder, { stdout: JSON.stringify(stateOf(...awsFunction("hello"))) });
    const { status, loaded } = await run(["measure", "prod"], { PATH });
    assert.deepEqual([status, loaded], [2, []]);
  });

  for (const [cloud, state, its, missing] of [
    ["aws", stateOf(...awsFunction("hello")), /^@aws-sdk/, "@aws-sdk/client-lambda"],
    ["aliyun", stateOf(...aliyun), /^@alicloud/, "@alicloud/fc20230330"],
  ] as const) {
    it(`are those of ${cloud} alone when a function there is measured`, async () => {
      const PATH = await putPulumi(folder, { stdout: JSON.stringify(state) });
      const { status, loaded, stderr } = await run(["measure", "prod", "--yes"], { PATH, ...nobody });
      assert.equal(status, 1);
      assert.ok(stderr.includes(`There are no credentials for ${cloud}.`), stderr);
      assert.ok(loaded.length > 0 && loaded.every((sdk) => its.test(sdk)), loaded.join());
    });

    it(`are asked for when there is none for ${cloud}`, async () => {
      const PATH = await putPulumi(folder, { stdout: JSON.stringify(state) });
      const { status, stderr } = await run(["measure", "prod", "--yes"], { PATH, TEST_HIDE_SDKS: "1" });
      assert.equal(status, 1);
      assert.equal(
        stderr,
        `Measuring on ${cloud} needs the package ${missing}. Install it: npm install ${missing}.\n`,
      );
    });
  }
});
