import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { StandinAws } from "./aws/standin-aws.js";

describe("pulumi-resource-aws", () => {
  it("stands in for the version that is installed", async () => {
    const { version } = JSON.parse(readFileSync(require.resolve("@pulumi/aws/package.json"), "utf8"));
    const aws = await StandinAws.start();
    assert.equal(aws.provider().package.version, version);
    await aws.stop();
  });

  const plugin = path.join(__dirname, "pulumi-resource-aws");
  const cases: [title: string, standin: string | undefined, message: string][] = [
    [
      "says what it needs",
      undefined,
      'GOSERVERLESS_STANDIN_AWS must be the socket of a running stand-in for AWS. Start one with "StandinAws.start()".\n',
    ],
    [
      "says that nobody is there",
      "/nowhere/aws.sock",
      "The stand-in for AWS cannot be reached: connect ENOENT /nowhere/aws.sock.\n",
    ],
  ];
  for (const [title, standin, message] of cases) {
    it(title, () => {
      const { GOSERVERLESS_STANDIN_AWS: _, ...env } = process.env;
      const given = { ...env, ...(standin && { GOSERVERLESS_STANDIN_AWS: standin }) };
      const { status, stderr } = spawnSync(plugin, [], { env: given, encoding: "utf8" });
      assert.deepEqual([status, stderr], [1, message]);
    });
  }
});
