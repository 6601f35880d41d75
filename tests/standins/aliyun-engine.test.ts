import assert from "node:assert/strict";
import * as fs from "node:fs";
import { failing, working } from "../e2e/command-outcome.js";
import { get, startLoad } from "../e2e/load.js";
import { type CommandResult, PulumiProject } from "../e2e/pulumi-project.js";
import { fixtureZip } from "../emulator/fixtures.js";
import { StandinAliyun } from "./aliyun/standin-aliyun.js";

/** Declares a function, its alias and what hangs on that, as settings.json says. */
const program = `
const { readFileSync } = require("node:fs");
const alicloud = require("@pulumi/alicloud/getFileCrc64Checksum.js");
const { V3Function } = require("@pulumi/alicloud/fc/v3function.js");
const { V3FunctionVersion } = require("@pulumi/alicloud/fc/v3functionVersion.js");
const { V3Alias } = require("@pulumi/alicloud/fc/v3alias.js");
const { V3ProvisionConfig } = require("@pulumi/alicloud/fc/v3provisionConfig.js");
const { V3Trigger } = require("@pulumi/alicloud/fc/v3trigger.js");
const pulumi = require("@pulumi/pulumi");
const { zip, functionName = "api", memorySize = 512, init, description, qualifier = "LATEST", unprotected } = JSON.parse(readFileSync("settings.json", "utf8"));
const { checksum } = alicloud.getFileCrc64ChecksumOutput({ filename: zip });
const fn = new V3Function("api", {
  functionName, runtime: "custom.debian12", handler: "bootstrap", memorySize, cpu: memorySize / 1024,
  customRuntimeConfig: { commands: ["/code/bootstrap"], port: 9000 },
  code: { ossBucketName: "code", ossObjectName: zip, checksum },
  environmentVariables: { TOKEN: pulumi.secret("hunter2-secret"), ...init && { INIT: init } },
}, { deleteBeforeReplace: !unprotected, ignoreChanges: ["logConfig"] });
const version = new V3FunctionVersion("api", { functionName: fn.functionName, description }, { dependsOn: fn });
const alias = new V3Alias("live", { functionName: fn.functionName, aliasName: "live", versionId: version.versionId });
const flags = { alwaysAllocateCpu: false, alwaysAllocateGpu: false };
const warm = new V3ProvisionConfig("warm", { functionName: fn.functionName, qualifier, target: 1, ...flags }, { dependsOn: alias, replaceOnChanges: ["qualifier"] });
const trigger = new V3Trigger("http", {
  functionName: fn.functionName, triggerName: "http", triggerType: "http", qualifier: alias.aliasName,
  triggerConfig: JSON.stringify({ authType: "anonymous", methods: ["GET"], disableURLInternet: false }),
}, { dependsOn: warm });
module.exports = { version: version.versionId, url: trigger.httpTrigger.urlInternet };
`;

describe("the stand-in for Aliyun under the real engine", function () {
  this.timeout(240_000);
  let aliyun: StandinAliyun;
  let project: PulumiProject;
  const settings: Record<string, unknown> = {};

  before(async () => {
    aliyun = await StandinAliyun.start({ rules: { refusedDeletes: 0 } });
    project = new PulumiProject("shop");
    Object.assign(project.env, aliyun.environment(project.env));
    project.write("index.js", program);
    settings["zip"] = await upload();
    await project.init();
  });
  after(async () => {
    await project.dispose();
    await aliyun.stop();
  });
  beforeEach(() => aliyun.journal.clear());

  function set(changes: object): void {
    Object.assign(settings, changes);
    project.write("settings.json", JSON.stringify(settings));
  }

  /** Puts code where a deployment finds it: inline, its text would be in every state. */
  async function upload(edition?: string): Promise<string> {
    const { zip } = await fixtureZip("fc", edition);
    aliyun.account.objects.set(`code/${zip}`, fs.readFileSync(zip));
    return zip;
  }

  async function up(changes: object = {}): Promise<CommandResult> {
    set(changes);
    return project.up();
  }

  async function outputs() {
    const found = (await project.outputs()) as unknown as { version: string; url: string };
    return { ...found, localUrl: `${aliyun.localUrl(found.url)}pid` };
  }

  /** What the program's calls changed, without what happened by itself. */
  const writes = () => aliyun.writes.filter((line) => line.startsWith("fc:"));
  const refresh = () => project.pulumi("refresh", "--yes", "--stack", "dev");

  it("creates what the program declares", async () => {
    await working(up());
    assert.deepEqual(writes(), [
      "fc:CreateFunction api",
      "fc:UpdateFunction api",
      "fc:PublishFunctionVersion api",
      "fc:CreateAlias api:live",
      "fc:PutProvisionConfig api:LATEST",
      "fc:CreateTrigger api:http",
    ]);
    const { localUrl, version } = await outputs();
    assert.equal(version, "1");
    assert.equal((await get(localUrl)).status, 200);
  });

  it("keeps secrets, and makes one of the checksum", () => {
    const state = project.state();
    assert.ok(!state.includes("hunter2-secret"));
    const { checkpoint } = JSON.parse(state) as {
      checkpoint: { latest: { resources: { type: string; outputs: { code: { checksum: object } } }[] } };
    };
    const fn = checkpoint.latest.resources.find(({ type }) => type.endsWith(":V3Function"));
    assert.ok("ciphertext" in (fn?.outputs.code.checksum ?? {}));
  });

  it("sends nothing when nothing changed", async () => {
    assert.match(await working(up()), /6 unchanged/);
    assert.deepEqual(aliyun.calls, []);
  });

  it("sends nothing in a preview, which knows what would be replaced", async () => {
    set({ description: "second" });
    const preview = await working(project.pulumi("preview", "--diff", "--stack", "dev"));
    assert.match(preview, /versionId\s*: "1" => \[unknown\]/);
    assert.match(preview, /~ 1 to update\n\s+\+-1 to replace/);
    assert.deepEqual(aliyun.calls, []);
  });

  it("publishes, moves the alias, and deletes the old version at the end", async () => {
    const { localUrl } = await outputs();
    const load = startLoad(localUrl, 1);
    await working(up({ zip: await upload("2") }));
    const { failures, requests } = await load.stop();
    assert.deepEqual(failures, []);
    assert.ok(requests > 0);
    assert.deepEqual(writes(), [
      "fc:UpdateFunction api",
      "fc:PublishFunctionVersion api",
      "fc:UpdateAlias api:live",
      "fc:DeleteFunctionVersion api:1",
    ]);
  });

  it("puts the new qualifier's config before it deletes the old one's", async () => {
    await working(up({ qualifier: "live" }));
    assert.deepEqual(writes(), ["fc:PutProvisionConfig api:live", "fc:DeleteProvisionConfig api:LATEST"]);
  });

  it("loses an alias's config with a refresh, and makes a new one that it cannot read", async () => {
    assert.match(await working(refresh()), /- 1 deleted/);
    assert.match(await failing(project.up()), /Code: ProvisionConfigNotFound/);
    assert.match(await failing(project.up()), /did not exist while updating/);
    assert.deepEqual(writes(), ["fc:PutProvisionConfig api:live"]);
    await working(refresh());
    await working(up({ qualifier: "LATEST" }));
    assert.deepEqual(aliyun.account.function("api").traffic.qualifiers, ["live", "LATEST"]);
    aliyun.account.function("api").traffic.withdraw("live");
  });

  it("has a function without attributes when the PUT after the POST fails, until a refresh", async () => {
    aliyun.journal.fail({ action: "fc:UpdateFunction", message: "You may not." });
    assert.match(await failing(up({ functionName: "cart", unprotected: true })), /Code: AccessDenied/);
    assert.match(await failing(up()), /StatusCode: 409\s+Code: FunctionAlreadyExists/);
    await working(refresh());
    aliyun.journal.clear();
    await working(up());
    assert.ok(writes().includes("fc:UpdateFunction cart"), writes().join("\n"));
    assert.equal((await get((await outputs()).localUrl)).status, 200);
  });

  it("is what it was after the provider was killed in the middle", async () => {
    aliyun.journal.fail({ action: "fc:UpdateAlias", after: true, kill: true });
    await failing(up({ description: "third", memorySize: 1024 }));
    await working(up());
    const { version } = await outputs();
    const { aliases, config } = aliyun.account.function("cart");
    assert.deepEqual([aliases.get("live")?.versionId, config.memorySize], [version, 1024]);
  });

  it("sees and mends what was changed by hand", async () => {
    const cart = aliyun.account.function("cart");
    cart.update({ memorySize: 2048 });
    assert.match(await working(refresh()), /~ 1 updated/);
    assert.deepEqual(writes(), []);
    await working(up());
    assert.deepEqual(writes(), ["fc:UpdateFunction cart"]);
    assert.equal(cart.config.memorySize, 1024);
  });

  it("has nothing left in the end", async () => {
    await working(project.pulumi("destroy", "--yes", "--stack", "dev"));
    assert.deepEqual(aliyun.account.contents, []);
    assert.deepEqual(fs.readdirSync(aliyun.account.folder), ["plugins.sock"]);
  });
});
