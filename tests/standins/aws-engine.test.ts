import assert from "node:assert/strict";
import { failing, working } from "../e2e/command-outcome.js";
import { get, startLoad } from "../e2e/load.js";
import { type CommandResult, PulumiProject } from "../e2e/pulumi-project.js";
import { fixtureZip } from "../emulator/fixtures.js";
import { StandinAws } from "./aws/standin-aws.js";

/** Declares a function, its alias and what hangs on that, as settings.json says. */
const program = `
const pulumi = require("@pulumi/pulumi");
const { Role } = require("@pulumi/aws/iam/role.js");
const { Function } = require("@pulumi/aws/lambda/function.js");
const { Alias } = require("@pulumi/aws/lambda/alias.js");
const { FunctionUrl } = require("@pulumi/aws/lambda/functionUrl.js");
const { ProvisionedConcurrencyConfig } = require("@pulumi/aws/lambda/provisionedConcurrencyConfig.js");
const { zip, name, init, memorySize, qualifier } = JSON.parse(require("node:fs").readFileSync("settings.json", "utf8"));
const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };
const role = new Role("api", { assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }) });
const fn = new Function("api", {
  name, role: role.arn, runtime: "provided.al2023", handler: "bootstrap", memorySize, publish: true,
  architectures: [process.arch === "arm64" ? "arm64" : "x86_64"],
  code: new pulumi.asset.FileArchive(zip),
  environment: { variables: { TOKEN: pulumi.secret("hunter2-secret"), ...init && { INIT: init } } },
});
const pc = new ProvisionedConcurrencyConfig("warm", {
  functionName: fn.name, qualifier: qualifier ?? fn.version, provisionedConcurrentExecutions: 2,
});
const alias = new Alias("live", { name: "live", functionName: fn.name, functionVersion: fn.version }, { dependsOn: pc });
const url = new FunctionUrl("api", { functionName: fn.name, qualifier: alias.name, authorizationType: "NONE" });
module.exports = { functionName: fn.name, version: fn.version, url: url.functionUrl };
`;

describe("the stand-in for AWS under the real engine", function () {
  this.timeout(120_000);
  let aws: StandinAws;
  let project: PulumiProject;
  const settings: Record<string, unknown> = {};

  before(async () => {
    aws = await StandinAws.start();
    project = new PulumiProject("shop");
    Object.assign(project.env, aws.environment(project.env));
    project.write("index.js", program);
    settings["zip"] = (await fixtureZip("lambda")).zip;
    await project.init();
  });
  after(async () => {
    await project.dispose();
    await aws.stop();
  });
  beforeEach(() => aws.journal.clear());

  function set(changes: object): void {
    Object.assign(settings, changes);
    project.write("settings.json", JSON.stringify(settings));
  }

  async function up(changes: object = {}): Promise<CommandResult> {
    set(changes);
    return project.up();
  }

  async function outputs() {
    const found = (await project.outputs()) as unknown as {
      functionName: string;
      version: string;
      url: string;
    };
    return { ...found, localUrl: aws.localUrl(found.url) };
  }

  /** The writes, without the random part of names. */
  const writes = () => aws.writes.map((line) => line.replaceAll(/api-[0-9a-f]{7}/g, "api"));

  it("creates what the program declares", async () => {
    await working(up());
    assert.deepEqual(writes(), [
      "iam:CreateRole api",
      "lambda:CreateFunction api",
      "lambda:PutProvisionedConcurrencyConfig api:1",
      "event:ProvisionedConcurrencyReady api:1=2",
      "lambda:CreateAlias api:live",
      "lambda:CreateFunctionUrlConfig api:live",
      "lambda:AddPermission api:live FunctionURLAllowPublicAccess",
      "lambda:AddPermission api:live FunctionURLAllowInvokeAction",
    ]);
    const { localUrl, version } = await outputs();
    assert.equal(version, "1");
    assert.equal((await get(localUrl)).status, 200);
    assert.ok(!project.state().includes("hunter2-secret"));
  });

  it("calls nothing when nothing changed", async () => {
    assert.match(await working(up()), /6 unchanged/);
    assert.deepEqual(aws.calls, []);
  });

  it("calls nothing in a preview, which knows what would be replaced", async () => {
    set({ memorySize: 256 });
    const preview = await working(project.pulumi("preview", "--diff", "--stack", "dev"));
    assert.match(preview, /qualifier\s*: "1" => \[unknown\]/);
    assert.match(preview, /~ 2 to update\n\s+\+-1 to replace/);
    assert.deepEqual(aws.calls, []);
  });

  it("has a new version warm before traffic comes, and loses no call", async () => {
    const { functionName, localUrl } = await outputs();
    const load = startLoad(localUrl, 1);
    await working(up({ zip: (await fixtureZip("lambda", "2")).zip }));
    const { failures, requests } = await load.stop();
    assert.deepEqual(failures, []);
    assert.ok(requests > 0);
    assert.deepEqual(writes(), [
      "lambda:UpdateFunctionConfiguration api",
      "lambda:UpdateFunctionCode api",
      "lambda:PublishVersion api",
      "lambda:PutProvisionedConcurrencyConfig api:2",
      "event:ProvisionedConcurrencyReady api:2=2",
      "lambda:UpdateAlias api:live",
      "lambda:DeleteProvisionedConcurrencyConfig api:1",
    ]);
    assert.doesNotMatch(await aws.log(functionName), /Init Duration/);
  });

  it("leaves the alias alone when a new version does not start, and heals", async () => {
    const output = await failing(up({ init: "crash" }));
    assert.match(
      output,
      /unexpected state 'FAILED', wanted target 'READY'\. last error: FUNCTION_ERROR_INIT_FAILURE/,
    );
    assert.deepEqual(writes().slice(-2), [
      "lambda:PutProvisionedConcurrencyConfig api:3",
      "event:ProvisionedConcurrencyFailed api:3=2",
    ]);
    const { localUrl } = await outputs();
    assert.equal((await get(localUrl)).status, 200);
    await working(up({ init: undefined }));
    assert.match(writes().join("\n"), /ProvisionedConcurrencyReady api:4=2\nlambda:UpdateAlias api:live/);
  });

  it("refuses provisioned concurrency on $LATEST", async () => {
    const output = await failing(up({ qualifier: "$LATEST" }));
    assert.match(
      output,
      /InvalidParameterValueException: Provisioned Concurrency Configs cannot be applied to unpublished function versions\./,
    );
  });

  it("fails where it is told to", async () => {
    aws.journal.fail({
      type: "aws:lambda/alias:Alias",
      op: "update",
      code: "AccessDeniedException",
      message: "You may not.",
      status: 403,
    });
    assert.match(
      await failing(up({ qualifier: undefined, memorySize: 512 })),
      /AccessDeniedException: You may not\./,
    );
    await working(up());
    assert.equal(
      aws.account.function((await outputs()).functionName).aliases.get("live")?.version,
      (await outputs()).version,
    );
  });

  it("is what it was after the provider was killed in the middle", async () => {
    aws.journal.fail({ action: "lambda:PublishVersion", after: true, kill: true });
    await failing(up({ memorySize: 128 }));
    await working(up());
    const { functionName, version } = await outputs();
    const { aliases, lastVersion, config } = aws.account.function(functionName);
    assert.deepEqual([aliases.get("live")?.version, lastVersion, config.memorySize], [version, version, 128]);
  });

  it("sees and mends what was changed by hand", async () => {
    const { functionName, version } = await outputs();
    const alias = aws.account.function(functionName).aliases.get("live");
    assert.ok(alias);
    alias.version = "1";
    assert.match(await working(project.pulumi("refresh", "--yes", "--stack", "dev")), /~ 1 updated/);
    assert.deepEqual(aws.writes, []);
    await working(up());
    assert.deepEqual(writes(), ["lambda:UpdateAlias api:live"]);
    assert.equal(alias.version, version);
  });

  it("deletes first what gets a name that the program gives", async () => {
    await working(up({ name: "shop-api" }));
    const deleted = writes().indexOf("lambda:DeleteFunction api");
    assert.ok(
      deleted >= 0 && deleted < writes().indexOf("lambda:CreateFunction shop-api"),
      writes().join("\n"),
    );
    assert.equal((await get((await outputs()).localUrl)).status, 200);
  });

  it("has nothing left in the end", async () => {
    await working(project.pulumi("destroy", "--yes", "--stack", "dev"));
    assert.deepEqual(aws.account.contents, []);
  });
});
