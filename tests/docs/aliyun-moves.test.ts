import assert from "node:assert/strict";
import * as fs from "node:fs";
import { working } from "../e2e/command-outcome.js";
import { get, startLoad } from "../e2e/load.js";
import { PulumiProject } from "../e2e/pulumi-project.js";
import { fixtureZip } from "../emulator/fixtures.js";
import { StandinAliyun } from "../standins/aliyun/standin-aliyun.js";
import { programOf, toJavaScript } from "./page-program.js";

/** A function as somebody made it before: with an HTTP trigger of its own, on LATEST. */
const madeBefore = `
const { readFileSync } = require("node:fs");
const { V3Function } = require("@pulumi/alicloud/fc/v3function.js");
const { V3Trigger } = require("@pulumi/alicloud/fc/v3trigger.js");
const fn = new V3Function("orders", {
  functionName: "orders", runtime: "custom.debian12", handler: "index.handler",
  memorySize: 256, cpu: 0.25, diskSize: 512, timeout: 10, instanceConcurrency: 1,
  customRuntimeConfig: { commands: ["/code/bootstrap"], port: 9000 },
  code: { zipFile: readFileSync("code.base64", "utf8") },
});
const triggerConfig = JSON.stringify({ authType: "anonymous", methods: ["GET", "POST"], disableURLInternet: false });
const trigger = new V3Trigger("orders", {
  functionName: fn.functionName, triggerName: "defaultTrigger", triggerType: "http", qualifier: "LATEST", triggerConfig,
});
exports.orders = { url: trigger.httpTrigger.apply(({ urlInternet }) => urlInternet) };
`;

/** Runs the programs of docs/aliyun.md as they stand there. */
describe("the moves that docs/aliyun.md describes", function () {
  this.timeout(300_000);
  let aliyun: StandinAliyun;
  let shop: PulumiProject;
  let legacy: PulumiProject;
  let artifact: string;
  let oldUrl: string;

  before(async () => {
    aliyun = await StandinAliyun.start({ rules: { latestHandover: "smooth" } });
    [shop, legacy] = [new PulumiProject("shop"), new PulumiProject("legacy")];
    for (const project of [shop, legacy]) Object.assign(project.env, aliyun.environment(project.env));
    artifact = (await fixtureZip("fc", "2")).zip;
    legacy.write("index.js", madeBefore);
    legacy.write("code.base64", fs.readFileSync((await fixtureZip("fc")).zip, "base64"));
    await legacy.init("dev", "aliyun");
    await working(legacy.up());
    oldUrl = aliyun.localUrl((await legacy.outputs())["orders"]?.url ?? "");
    oldUrl += "pid";
    await shop.init("dev", "aliyun");
  });
  after(async () => {
    await shop.dispose();
    await legacy.dispose();
    await aliyun.stop();
  });

  it("leaves an existing function alone beside the new one", async () => {
    const { failures, requests } = await underLoad(() => deploy(block("./cmd/checkout")));
    assert.deepEqual(failures, []);
    assert.ok(requests > 0);
    assert.deepEqual(
      aliyun.writes.filter((line) => / orders\b/.test(line)),
      [],
    );
    await destroyed();
  });

  it("renames a function that keeps its URL and its log", async () => {
    const renamed = block("./cmd/checkout");
    const first = await deploy(
      renamed.replace('"checkout"', '"orders"').replace('name.replace("checkout", "orders")', "name"),
    );
    const second = await deploy(renamed);
    assert.equal(second.url, first.url);
    assert.deepEqual(aliyun.writes.map((line) => line.split(" ")[0]).sort(), [
      "fc:TagResources",
      "log:TagResources",
      "log:UpdateProject",
    ]);
    await destroyed();
  });

  it("imports a function and its trigger without one failed call, and keeps them after", async () => {
    const imported = block('import: "orders"');
    const { failures } = await underLoad(() => deploy(imported));
    assert.deepEqual(failures, []);
    assert.deepEqual(
      aliyun.writes.filter((line) => / orders\b/.test(line)),
      ["fc:UpdateFunction orders", "fc:TagResources orders", "fc:UpdateTrigger orders:defaultTrigger"],
    );

    await deploy(
      imported.replace('{ import: "orders" }', "{}").replace('{ import: "orders:defaultTrigger" }', "{}"),
    );
    assert.deepEqual(aliyun.writes, []);
    assert.equal((await get(oldUrl)).status, 200);
  });

  async function underLoad(work: () => Promise<unknown>) {
    await get(oldUrl);
    const load = startLoad(oldUrl, 1);
    await work();
    return load.stop();
  }

  async function deploy(program: string): Promise<{ readonly url: string }> {
    const args = `http: { auth: "none" }, artifact: ${JSON.stringify(artifact)}`;
    shop.write("index.js", toJavaScript(program.replace(/entry: "[^"]*"/, args)));
    aliyun.journal.clear();
    await working(shop.up());
    return (await shop.outputs()) as unknown as { url: string };
  }

  async function destroyed(): Promise<void> {
    await working(shop.pulumi("destroy", "--yes", "--stack", "dev"));
    assert.equal((await get(oldUrl)).status, 200);
  }
});

const block = (words: string) => programOf("docs/aliyun.md", words);
