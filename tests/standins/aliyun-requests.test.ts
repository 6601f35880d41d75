import assert from "node:assert/strict";
import { Customer } from "./aliyun-customer.js";
import { refusal } from "./customer.js";
import { NotReady } from "./provider.js";
import type { Props } from "./wire.js";

/** What was seen with the real provider in front of stubs of the service. */
describe("the requests of Aliyun's provider", () => {
  const customer = new Customer();
  /** Without the zip in them. */
  const requests = () => customer.requests().map((each) => each.replace(/<\d+ characters>/, "zip"));
  const fixed = `"functionName":"api","handler":"bootstrap"`;
  const server = `"customRuntimeConfig":{"args":[],"command":["/code/bootstrap"],"port":9000}`;

  it("creates a function with POST, PUT and GET", async () => {
    await customer.function({ environmentVariables: { KEY: "value" }, instanceConcurrency: 1 });
    assert.deepEqual(requests(), [
      `POST  {"code":{"zipFile":"zip"},"cpu":0.3,${server},"diskSize":512,"environmentVariables":{"KEY":"value"},${fixed},"instanceConcurrency":1,"memorySize":512,"runtime":"custom.debian12","timeout":10}`,
      `PUT /api {${server},${fixed},"runtime":"custom.debian12"}`,
      "GET /api",
    ]);
  });

  it("creates a function without a server or hooks with POST and GET", async () => {
    await customer.function({ customRuntimeConfig: undefined });
    assert.deepEqual(
      requests().map((each) => each.split(" {", 1)[0]),
      ["POST ", "GET /api"],
    );
  });

  it("repeats hooks, and sends mounts and name servers only after a create", async () => {
    await customer.function({
      customRuntimeConfig: undefined,
      instanceLifecycleConfig: {
        initializer: { handler: "initialize", timeout: 30 },
        preStop: { handler: "pre-stop" },
      },
      customDns: { nameServers: ["192.0.2.1"] },
    });
    const hooks = `"instanceLifecycleConfig":{"initializer":{"command":[],"handler":"initialize","timeout":30},"preStop":{"handler":"pre-stop"}}`;
    const [created, repeated] = requests();
    assert.ok(created?.includes(hooks));
    assert.doesNotMatch(String(created), /customDNS/);
    assert.equal(
      repeated,
      `PUT /api {"customDNS":{"dnsOptions":[],"nameServers":["192.0.2.1"],"searches":[]},${fixed},${hooks},"runtime":"custom.debian12"}`,
    );
  });

  it("tags a function twice", async () => {
    await customer.function({ tags: { team: "shop" } });
    const [created, , ...rest] = requests();
    assert.match(String(created), /"Tags":\[\{"Key":"team","Value":"shop"\}\]/);
    assert.deepEqual(rest, [
      "GET /api",
      `POST /2023-03-30/tags-v2 {"ResourceId":["acs:fc:cn-hangzhou:1234567890123456:functions/api"],"ResourceType":"function","Tag":[{"Key":"team","Value":"shop"}]}`,
      "GET /api",
    ]);
  });

  const updates: [title: string, from: Props, to: () => Promise<Props> | Props, sent: string[]][] = [
    ["nothing when nothing changed", {}, () => ({}), ["GET /api"]],
    [
      "code, memory and CPU",
      {},
      async () => ({ code: await customer.code("2"), memorySize: 1024, cpu: 0.6 }),
      [
        `PUT /api {"code":{"zipFile":"zip"},"cpu":0.6,${fixed},"memorySize":1024,"runtime":"custom.debian12"}`,
        "GET /api",
      ],
    ],
    [
      "memory without CPU",
      {},
      () => ({ memorySize: 640 }),
      [`PUT /api {${fixed},"memorySize":640,"runtime":"custom.debian12"}`, "GET /api"],
    ],
    [
      "an environment that was removed",
      { environmentVariables: { KEY: "value" } },
      () => ({ environmentVariables: undefined }),
      [`PUT /api {"environmentVariables":{},${fixed},"runtime":"custom.debian12"}`, "GET /api"],
    ],
    ["nothing for a removed value that the service computes", {}, () => ({ cpu: undefined }), ["GET /api"]],
    [
      "only the tags",
      { tags: { team: "shop", stage: "dev" } },
      () => ({ tags: { team: "cart" } }),
      [
        "GET /api",
        `DELETE /2023-03-30/tags-v2?TagKey=["stage"]&ResourceId=["acs:fc:cn-hangzhou:1234567890123456:functions/api"]&ResourceType=function`,
        `POST /2023-03-30/tags-v2 {"ResourceId":["acs:fc:cn-hangzhou:1234567890123456:functions/api"],"ResourceType":"function","Tag":[{"Key":"team","Value":"cart"}]}`,
        "GET /api",
      ],
    ],
  ];
  for (const [title, from, to, sent] of updates) {
    it(`updates a function with ${title}`, async () => {
      customer.rules = { defaultLogConfig: false };
      const fn = await customer.function(from);
      requests();
      await customer.update("V3Function", fn, await to());
      assert.deepEqual(requests(), sent);
    });
  }

  it("takes a default block of logs away that the service adds", async () => {
    const fn = await customer.function();
    requests();
    await customer.update("V3Function", fn, {});
    assert.deepEqual(requests(), [
      `PUT /api {${fixed},"logConfig":{},"runtime":"custom.debian12"}`,
      "GET /api",
    ]);
  });

  it("leaves a block of logs alone that the program gives", async () => {
    const fn = await customer.function({ logConfig: { logBeginRule: "None" } });
    assert.ok(
      requests()[0]?.includes(
        `"logConfig":{"enableInstanceMetrics":false,"enableRequestMetrics":false,"logBeginRule":"None"}`,
      ),
    );
    await customer.update("V3Function", fn, {});
    assert.deepEqual(requests(), ["GET /api"]);
  });

  it("keeps what the state says of code, which is never read", async () => {
    const fn = await customer.function();
    const { ossBucketName, ossObjectName } = fn.outputs["code"] as Props;
    assert.deepEqual([ossBucketName, ossObjectName], ["", ""]);
    assert.deepEqual((await customer.refresh("V3Function", fn))?.["code"], fn.outputs["code"]);
    const { outputs } = (await customer.aliyun.provider().read(customer.urn("V3Function"), "api", {})) ?? {};
    assert.equal(outputs?.["code"], undefined);
  });

  it("leaves an ID and nothing else when the PUT after the POST fails", async () => {
    customer.aliyun.journal.fail({ action: "fc:UpdateFunction" });
    const failure = await customer.function().catch((error: unknown) => error);
    assert.ok(failure instanceof NotReady);
    assert.deepEqual([failure.id, failure.properties], ["api", {}]);
    const { replaces } = customer.aliyun.provider().diff(customer.urn("V3Function"), {}, customer.base);
    assert.deepEqual(replaces, ["functionName"]);
    assert.match(await refusal(customer.function()), /StatusCode: 409\n {3}Code: FunctionAlreadyExists\n/);
  });

  it("leaves a function's state as it was when an update fails", async () => {
    const fn = await customer.function();
    customer.aliyun.journal.fail({ action: "fc:UpdateFunction" });
    const failure = await customer
      .update("V3Function", fn, { memorySize: 1024, cpu: 1 })
      .catch((error) => error);
    assert.ok(failure instanceof NotReady);
    assert.deepEqual(failure.properties, fn.outputs);
  });

  it("leaves an alias's state as it should be when an update fails", async () => {
    await customer.function();
    await customer.version();
    await customer.version("second");
    const alias = await customer.alias();
    customer.aliyun.journal.fail({ action: "fc:UpdateAlias" });
    const failure = await customer.update("V3Alias", alias, { versionId: "2" }).catch((error) => error);
    assert.ok(failure instanceof NotReady);
    assert.equal(failure.properties["versionId"], "2");
  });

  it("publishes with POST and GET, and deletes the version by its number", async () => {
    await customer.function();
    requests();
    const version = await customer.version("abc");
    await customer.remove("V3FunctionVersion", version);
    assert.deepEqual(requests(), [
      'POST /api/versions {"description":"abc"}',
      "GET /api?qualifier=1",
      "DELETE /api/versions/1",
    ]);
    assert.deepEqual([version.id, version.outputs["description"]], ["api:1", "abc"]);
  });

  it("moves an alias and its weights in one PUT of what changed", async () => {
    await customer.function();
    await customer.version();
    await customer.version("second");
    requests();
    const alias = await customer.alias();
    const weighted = { versionId: "2", additionalVersionWeight: { 1: 0.5 } };
    const moved = await customer.update("V3Alias", alias, weighted);
    const cleared = await customer.update("V3Alias", moved, { additionalVersionWeight: undefined });
    await customer.remove("V3Alias", cleared);
    assert.deepEqual(requests(), [
      'POST /api/aliases {"aliasName":"live","versionId":"1"}',
      "GET /api/aliases/live",
      'PUT /api/aliases/live {"additionalVersionWeight":{"1":0.5},"versionId":"2"}',
      "GET /api/aliases/live",
      'PUT /api/aliases/live {"additionalVersionWeight":{}}',
      "GET /api/aliases/live",
      "DELETE /api/aliases/live",
    ]);
    assert.equal(cleared.outputs["additionalVersionWeight"], undefined);
  });

  it("opens a trigger with POST and two GETs", async () => {
    await customer.function();
    requests();
    const trigger = await customer.trigger();
    const reordered = JSON.stringify({ disableURLInternet: false, authType: "anonymous" });
    assert.deepEqual(
      customer.aliyun
        .provider()
        .diff(customer.urn("V3Trigger"), trigger.outputs, { ...trigger.inputs, triggerConfig: reordered })
        .changes,
      [],
    );
    const closed = JSON.stringify({ authType: "function", disableURLInternet: false });
    await customer.remove(
      "V3Trigger",
      await customer.update("V3Trigger", trigger, { triggerConfig: closed }),
    );
    assert.deepEqual(requests(), [
      `POST /api/triggers {"qualifier":"LATEST","triggerConfig":${JSON.stringify(JSON.stringify({ authType: "anonymous", disableURLInternet: false }))},"triggerName":"http","triggerType":"http"}`,
      "GET /api/triggers/http",
      "GET /api/triggers/http",
      `PUT /api/triggers/http {"triggerConfig":${JSON.stringify(closed)}}`,
      "GET /api/triggers/http",
      "DELETE /api/triggers/http",
    ]);
  });

  it("reserves concurrency with PUT and GET", async () => {
    await customer.function();
    requests();
    const reserved = await customer.create("V3ConcurrencyConfig", {
      functionName: "api",
      reservedConcurrency: 5,
    });
    await customer.remove("V3ConcurrencyConfig", reserved);
    assert.deepEqual(requests(), [
      'PUT /api/concurrency {"functionName":"api","reservedConcurrency":5}',
      "GET /api/concurrency",
      "DELETE /api/concurrency",
    ]);
  });

  it("finds no asynchronous config of an alias", async () => {
    await customer.function();
    await customer.version();
    await customer.alias();
    requests();
    const props = { functionName: "api", qualifier: "live", maxAsyncRetryAttempts: 0 };
    assert.match(await refusal(customer.create("V3AsyncInvokeConfig", props)), /AsyncConfigNotExists/);
    assert.deepEqual(requests(), [
      'PUT /api/async-invoke-config?qualifier=live {"functionName":"api","maxAsyncRetryAttempts":0}',
      "GET /api/async-invoke-config",
    ]);
  });
});
