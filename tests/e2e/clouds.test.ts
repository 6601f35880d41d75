import assert from "node:assert/strict";
import type { CloudName } from "../../components/names.js";
import { StandinAliyun } from "../standins/aliyun/standin-aliyun.js";
import { StandinAws } from "../standins/aws/standin-aws.js";
import { get } from "./load.js";
import { type CommandResult, PulumiProject } from "./pulumi-project.js";

const architecture = process.arch === "arm64" ? "arm64" : "amd64";
describe("one program on every cloud, by one configuration value", function () {
  this.timeout(240_000);
  let aws: StandinAws;
  let aliyun: StandinAliyun;
  let project: PulumiProject;
  const stacks = ["local", "aws", "aliyun"] as const satisfies CloudName[];

  before(async () => {
    [aws, aliyun] = await Promise.all([
      StandinAws.start(),
      StandinAliyun.start({ rules: { refusedDeletes: 0 } }),
    ]);
    project = new PulumiProject("shop");
    Object.assign(project.env, aws.environment(project.env));
    Object.assign(project.env, aliyun.environment(project.env));
    project.writeServer("api", "Hello");
    project.declare({ api: { entry: "api", architecture, http: { auth: "none" }, warm: { instances: 1 } } });
    for (const stack of stacks) await project.init(stack, stack);
  });
  after(async () => {
    await project.dispose();
    await Promise.all([aws.stop(), aliyun.stop()]);
  });

  const urls = {
    local: /^http:\/\/127\.0\.0\.1:\d+\//,
    aws: /^https:\/\/\w+\.lambda-url\.us-east-1\.on\.aws\/$/,
    aliyun: /^https:\/\/shop-aliyun-api-\w+\.cn-hangzhou\.fcapp\.run\/$/,
  };

  async function onAll(run: (stack: (typeof stacks)[number]) => Promise<CommandResult>): Promise<void> {
    for (const { status, output } of await Promise.all(stacks.map(run))) assert.equal(status, 0, output);
  }

  /** What each of them has, and where it answers here. */
  async function deployed() {
    const found = [];
    for (const stack of stacks) {
      const { api } = await project.outputs(stack);
      assert.ok(api);
      const { functionName, url } = api;
      const localUrl = { local: () => url, aws: () => aws.localUrl(url), aliyun: () => aliyun.localUrl(url) }[
        stack
      ]();
      found.push({ stack, functionName, url, localUrl });
    }
    return found;
  }

  it("is deployed to all of them at once, and answers the same", async () => {
    await onAll((stack) => project.up(stack));
    for (const { stack, functionName, url, localUrl } of await deployed()) {
      assert.match(url, urls[stack]);
      assert.match(functionName, new RegExp(`^shop-${stack}-api`));
      assert.deepEqual(await get(`${localUrl}hello/Gopher`), {
        status: 200,
        body: '{"greeting":"Hello, Gopher!"}\n',
      });
    }
  });

  it("is left alone everywhere by another deployment", async () => {
    aws.journal.clear();
    aliyun.journal.clear();
    await onAll((stack) => project.up(stack));
    assert.deepEqual([aws.writes, aliyun.writes], [[], []]);
  });

  it("changes everywhere under the same URLs", async () => {
    const before = await deployed();
    project.writeServer("api", "Ciao");
    await onAll((stack) => project.up(stack));
    const after = await deployed();
    assert.deepEqual(
      after.map(({ functionName, url }) => [functionName, url]),
      before.map(({ functionName, url }) => [functionName, url]),
    );
    for (const { localUrl } of after)
      assert.deepEqual(await get(`${localUrl}hello/Gopher`), {
        status: 200,
        body: '{"greeting":"Ciao, Gopher!"}\n',
      });
  });

  it("leaves nothing anywhere when it goes", async () => {
    const [here] = await deployed();
    await onAll((stack) => project.pulumi("destroy", "--yes", "--stack", stack));
    assert.deepEqual([aws.account.contents, aliyun.account.contents], [[], []]);
    await assert.rejects(get(here?.localUrl ?? ""), { code: "ECONNREFUSED" });
  });
});
