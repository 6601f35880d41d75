import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { StandinAliyun } from "./aliyun/standin-aliyun.js";
import { StandinAws } from "./aws/standin-aws.js";

const plugins = [
  { name: "aws", cloud: "AWS", Standin: StandinAws, start: "StandinAws.start()" },
  { name: "alicloud", cloud: "Aliyun", Standin: StandinAliyun, start: "StandinAliyun.start()" },
  { name: "docker", cloud: "Docker", start: "StandinDocker.start()" },
];

for (const { name, cloud, Standin, start } of plugins) {
  describe(`pulumi-resource-${name}`, () => {
    // Docker's is the installed one by its own code.
    if (Standin)
      it("stands in for the version that is installed", async () => {
        const { version } = JSON.parse(readFileSync(require.resolve(`@pulumi/${name}/package.json`), "utf8"));
        const standin = await Standin.start();
        assert.equal(standin.provider().package.version, version);
        await standin.stop();
      });

    const variable = `GOSERVERLESS_STANDIN_${name.toUpperCase()}`;
    const cases: [title: string, socket: string | undefined, message: string][] = [
      [
        "says what it needs",
        undefined,
        `${variable} must be the socket of a running stand-in for ${cloud}. Start one with "${start}".\n`,
      ],
      [
        "says that nobody is there",
        "/nowhere/plugins.sock",
        `The stand-in for ${cloud} cannot be reached: connect ENOENT /nowhere/plugins.sock.\n`,
      ],
    ];
    for (const [title, socket, message] of cases) {
      it(title, () => {
        const { [variable]: _, ...env } = process.env;
        const given = { ...env, ...(socket && { [variable]: socket }) };
        const plugin = path.join(__dirname, `pulumi-resource-${name}`);
        const { status, stderr } = spawnSync(plugin, [], { env: given, encoding: "utf8" });
        assert.deepEqual([status, stderr], [1, message]);
      });
    }
  });
}
