import assert from "node:assert/strict";
import { StandinAws } from "../standins/aws/standin-aws.js";
import { withoutSuffix } from "./aws-project.js";
import { working } from "./command-outcome.js";
import { get } from "./load.js";
import { PulumiProject } from "./pulumi-project.js";

const architecture = process.arch === "arm64" ? "arm64" : "amd64";
const args = { entry: "api", architecture, http: { auth: "none" } } as const;

/** The same function with options that Pulumi has for all resources. */
const program = (name: string, options: string) => `
const { GoServerlessFunction } = require("goserverless");
const { Provider } = require("@pulumi/aws/provider.js");
const eu = new Provider("eu", { region: "eu-west-1" });
const { functionName, url, version } = new GoServerlessFunction("${name}", ${JSON.stringify(args)}, { provider: eu, ${options} });
exports.api = { functionName, url, version };
`;

describe("stacks on AWS", function () {
  this.timeout(240_000);
  let aws: StandinAws;
  let project: PulumiProject;

  beforeEach(async () => {
    aws = await StandinAws.start({ region: "eu-west-1" });
    project = new PulumiProject("shop");
    Object.assign(project.env, aws.environment(project.env));
    project.writeFunction("api", "Hello, %s!");
  });
  afterEach(async () => {
    await project.dispose();
    await aws.stop();
  });

  const destroy = (stack: string) => project.pulumi("destroy", "--yes", "--stack", stack);

  async function outputs(name: string, stack = "dev") {
    const found = (await project.outputs(stack))[name];
    assert.ok(found);
    return found;
  }

  it("live side by side in one account, under names that AWS accepts", async () => {
    const name = `api-${"x".repeat(60)}`;
    const stacks = ["dev", "review-".padEnd(60, "y")];
    project.declare({ [name]: args });
    const names = [];
    for (const stack of stacks) {
      await project.init(stack, "aws");
      await working(project.up(stack));
      const { functionName } = await outputs(name, stack);
      assert.match(functionName, new RegExp(`^shop-${stack.slice(0, 20)}[\\w-]*-[0-9a-f]{8}-[0-9a-f]{7}$`));
      names.push(functionName);
    }
    const [first = "", second = ""] = names;
    const roles = aws.account.table("aws:iam/role:Role").keys();
    assert.deepEqual(
      [...names, ...roles].filter(({ length }) => length > 64),
      [],
    );
    assert.notEqual(first, second);

    const ofSecond = aws.account.contents.filter((line) => line.includes("-review-"));
    await working(destroy("dev"));
    assert.deepEqual(aws.account.contents, ofSecond);
    const { url } = await outputs(name, stacks[1]);
    assert.equal((await get(aws.localUrl(url))).body, "Hello, world!\n");
    await working(destroy(stacks[1] ?? ""));
    assert.deepEqual(aws.account.contents, []);
  });

  it("take Pulumi's options for every part of a function: provider, transforms and protect", async () => {
    await project.init("dev", "aws");
    const transform = `transforms: [({ type, props, opts }) =>
      ({ opts, props: type === "aws:lambda/function:Function" ? { ...props, memorySize: 333 } : props })]`;
    project.write("index.js", program("api", `${transform}, protect: true`));
    await working(project.up());
    const { functionName } = await outputs("api");
    assert.equal(aws.account.function(functionName).config.memorySize, 333);
    const { checkpoint } = JSON.parse(project.state()) as {
      checkpoint: { latest: { resources: { type: string; provider?: string; protect?: boolean }[] } };
    };
    const parts = checkpoint.latest.resources.filter(({ type }) => type.startsWith("aws:"));
    assert.equal(parts.length, 8);
    assert.deepEqual(
      parts.filter(({ provider, protect }) => !protect || !provider?.includes("::eu::")),
      [],
    );
    aws.journal.clear();
    const destroyed = await destroy("dev");
    assert.match(destroyed.output, /is protected/);
    assert.notEqual(destroyed.status, 0);
    assert.deepEqual(aws.writes, []);
    project.write("index.js", program("api", transform));
    await working(project.up());
    await working(destroy("dev"));
    assert.deepEqual(aws.account.contents, []);
  });

  it("get a renamed function before the old one goes, and the old one itself when its parts have aliases", async () => {
    await project.init("dev", "aws");
    project.write("index.js", program("api", ""));
    await working(project.up());
    const before = await outputs("api");

    const byAlias = `aliases: [{ name: "api" }], transforms: [({ name, props, opts }) =>
      ({ props, opts: { ...opts, aliases: [...(opts.aliases ?? []), { name: name.replace("shop-dev-store", "shop-dev-api") }] } })]`;
    project.write("index.js", program("store", byAlias));
    aws.journal.clear();
    await working(project.up());
    assert.deepEqual(await outputs("api"), before);
    assert.deepEqual(aws.writes.map(withoutSuffix).sort(), [
      "iam:TagRole shop-dev-api",
      "lambda:TagResource shop-dev-api",
      "logs:TagResource /aws/lambda/shop-dev-api",
    ]);

    project.write("index.js", program("market", ""));
    aws.journal.clear();
    await working(project.up());
    const writes = aws.writes.map(withoutSuffix);
    const [created, deleted] = [
      writes.lastIndexOf("lambda:CreateFunctionUrlConfig shop-dev-market:live"),
      writes.findIndex((line) => /^\S+:(Delete|Remove)/.test(line)),
    ];
    assert.ok(0 < created && created < deleted, writes.join("\n"));
    const { functionName, url } = await outputs("api");
    assert.match(functionName, /^shop-dev-market-/);
    assert.equal((await get(aws.localUrl(url))).status, 200);
  });
});
