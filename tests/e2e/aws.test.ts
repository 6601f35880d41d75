import assert from "node:assert/strict";
import { AwsProject, withoutSuffix } from "./aws-project.js";
import { get } from "./load.js";

const name = "shop-dev-api";

describe("a function on AWS", function () {
  this.timeout(240_000);
  let shop: AwsProject;
  let first: { functionName: string; url: string };

  before(async () => {
    shop = await AwsProject.start();
  });
  after(() => shop.stop());

  const reads = () =>
    shop.aws.calls
      .filter(({ kind }) => kind === "call")
      .map(({ action, target }) => withoutSuffix(`${action} ${target}`));

  async function assertSame(): Promise<void> {
    const { functionName, url } = await shop.outputs();
    assert.deepEqual({ functionName, url }, first);
  }

  it("is created with what it needs, each part after those that it hangs on", async () => {
    await shop.up();
    const { writes } = shop;
    const [fn, alias] = ["lambda:CreateFunction", "lambda:CreateAlias"].map((action) =>
      writes.findIndex((line) => line.startsWith(`${action} `)),
    ) as [number, number];
    assert.deepEqual(writes.slice(0, fn).sort(), [
      `iam:CreateRole ${name}`,
      `iam:PutRolePolicy ${name}:${name}-own`,
      `logs:CreateLogGroup /aws/lambda/${name}`,
      `logs:PutRetentionPolicy /aws/lambda/${name}`,
    ]);
    assert.deepEqual(writes.slice(fn, alias + 1), [
      `lambda:CreateFunction ${name}`,
      `lambda:CreateAlias ${name}:live`,
    ]);
    assert.deepEqual(writes.slice(alias + 1).sort(), [
      `lambda:AddPermission ${name}:live FunctionURLAllowInvokeAction`,
      `lambda:AddPermission ${name}:live FunctionURLAllowPublicAccess`,
      `lambda:AddPermission ${name}:live ${name}-invoke`,
      `lambda:AddPermission ${name}:live ${name}-url`,
      `lambda:CreateFunctionUrlConfig ${name}:live`,
    ]);
  });

  it("answers everybody at its URL when told to", async () => {
    const { localUrl, functionName, url, version } = await shop.outputs();
    first = { functionName, url };
    assert.equal(version, "1");
    assert.match(functionName, /^shop-dev-api-[0-9a-f]{7}$/);
    assert.deepEqual(await get(`${localUrl}?name=Gopher`), { status: 200, body: "Hello, Gopher!\n" });
  });

  it("calls nothing when nothing changed", async () => {
    assert.match(await shop.up(), /Resources:\n {4}10 unchanged\n/);
    assert.deepEqual(shop.aws.calls, []);
  });

  it("calls nothing in a preview, which shows what would change", async () => {
    shop.project.writeFunction("api", "Ciao, %s!");
    const preview = await shop.pulumi("preview", "--diff");
    assert.match(preview, /~ code {6}: archive\(file:\w+->\w+\)/);
    assert.match(preview, /~ functionVersion: "1" => \[unknown\]/);
    assert.match(preview, /Resources:\n {4}~ 2 to update\n {4}8 unchanged\n/);
    assert.deepEqual(shop.aws.calls, []);
  });

  it("is updated with the fewest calls that publish the code and move the traffic", async () => {
    await shop.up();
    assert.deepEqual(reads(), [
      `lambda:UpdateFunctionCode ${name}`,
      `lambda:GetFunctionConfiguration ${name}`,
      `lambda:PublishVersion ${name}`,
      `lambda:GetFunctionConfiguration ${name}`,
      `lambda:GetFunction ${name}`,
      `lambda:ListVersionsByFunction ${name}`,
      `lambda:GetFunctionCodeSigningConfig ${name}`,
      `lambda:UpdateAlias ${name}:live`,
      `lambda:GetAlias ${name}:live`,
      `lambda:GetAlias ${name}:live`,
    ]);
    const { localUrl } = await shop.outputs();
    assert.equal((await get(localUrl)).body, "Ciao, world!\n");
    await assertSame();
  });

  it("refuses unsigned calls under the URL that was public, and takes them again", async () => {
    await shop.up({ http: {} });
    assert.deepEqual(shop.writes.sort(), [
      `lambda:RemovePermission ${name}:live ${name}-invoke`,
      `lambda:RemovePermission ${name}:live ${name}-url`,
      `lambda:UpdateFunctionUrlConfig ${name}:live`,
    ]);
    const { localUrl } = await shop.outputs();
    assert.equal((await get(localUrl)).status, 403);
    await assertSame();
    await shop.up({});
    assert.deepEqual(await get(localUrl), { status: 200, body: "Ciao, world!\n" });
    await assertSame();
  });

  it("changes its URL's rules in place", async () => {
    await shop.up({ http: { auth: "none", cors: { allowOrigins: ["https://example.com"] } } });
    assert.deepEqual(shop.writes, [`lambda:UpdateFunctionUrlConfig ${name}:live`]);
    const { localUrl } = await shop.outputs();
    const headers = { origin: "https://example.com", "access-control-request-method": "GET" };
    const preflight = await fetch(localUrl, { method: "OPTIONS", headers });
    assert.equal(preflight.headers.get("access-control-allow-origin"), "https://example.com");
    await assertSame();
  });

  it("streams with a version that is told so", async () => {
    await shop.up({ http: { auth: "none", stream: true } });
    assert.deepEqual(shop.writes.sort(), [
      `lambda:PublishVersion ${name}`,
      `lambda:UpdateAlias ${name}:live`,
      `lambda:UpdateFunctionConfiguration ${name}`,
      `lambda:UpdateFunctionUrlConfig ${name}:live`,
    ]);
    const [url] = [...shop.aws.account.urls.values()];
    assert.equal(url?.props.invokeMode, "RESPONSE_STREAM");
    await assertSame();
  });

  const version = {
    "~ lambda:Function": 1,
    "~ lambda:Alias": 1,
    "+- lambda:ProvisionedConcurrencyConfig": 1,
  };
  const changes = [
    { args: { memoryMb: 512 }, plan: version },
    { args: { timeoutSeconds: 20 }, plan: version },
    { args: { tmpDiskMb: 1024 }, plan: version },
    { args: { environment: { MODE: "fast" } }, plan: version },
    { args: { architecture: "arm64" }, plan: version },
    { args: { aws: { logs: { format: "text" } } }, plan: version },
    { args: { aws: { tracing: true } }, plan: { ...version, "+- iam:RolePolicy": 1 } },
    {
      args: { aws: { role: "arn:aws:iam::123456789012:role/mine" } },
      plan: { ...version, "- iam:Role": 1, "- iam:RolePolicy": 1 },
    },
    {
      args: { aws: { rollback: "1" } },
      plan: { "~ lambda:Alias": 1, "+- lambda:ProvisionedConcurrencyConfig": 1 },
    },
    { args: { logs: { retentionDays: 7 } }, plan: { "~ cloudwatch:LogGroup": 1 } },
    { args: { maxConcurrency: 10 }, plan: { "~ lambda:Function": 1 } },
    {
      args: { tags: { team: "checkout" } },
      plan: { "~ lambda:Function": 1, "~ iam:Role": 1, "~ cloudwatch:LogGroup": 1 },
    },
    { args: { warm: { instances: 2 } }, plan: { "~ lambda:ProvisionedConcurrencyConfig": 1 } },
  ] as const;

  it("is warm for what follows", () => shop.up({ warm: { instances: 1 } }));

  for (const { args, plan } of changes) {
    it(`has nothing replaced that a caller meets by ${JSON.stringify(args)}`, async () => {
      shop.declare({ warm: { instances: 1 }, ...args } as Parameters<typeof shop.declare>[0]);
      const preview = await shop.pulumi("preview");
      const found: Record<string, number> = {};
      for (const [, sign, type] of preview.matchAll(/^ (\+-|[+~-]) +aws:(\w+:\w+) /gm))
        found[`${sign} ${type}`] = (found[`${sign} ${type}`] ?? 0) + 1;
      assert.deepEqual(found, plan, preview);
    });
  }

  it("keeps name and URL over changes of everything", async () => {
    await shop.up({
      warm: { instances: 2 },
      memoryMb: 512,
      timeoutSeconds: 20,
      environment: { MODE: "fast" },
      tags: { team: "checkout" },
      maxConcurrency: 10,
      logs: { retentionDays: 7 },
      aws: { role: shop.aws.addRole("mine") },
    });
    await assertSame();
    const { localUrl } = await shop.outputs();
    assert.deepEqual(await get(localUrl), { status: 200, body: "Ciao, world!\n" });
    assert.match(await shop.up(), /Resources:\n {4}9 unchanged\n/);
    assert.deepEqual(shop.aws.calls, []);
  });

  it("leaves nothing behind", async () => {
    await shop.pulumi("destroy", "--yes");
    assert.deepEqual(shop.aws.account.contents, ["aws:iam/role:Role mine"]);
  });
});
