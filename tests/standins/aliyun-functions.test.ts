import assert from "node:assert/strict";
import * as fs from "node:fs";
import { zipSync } from "fflate";
import { call } from "../emulator/harness.js";
import { crc64 } from "./aliyun/crc64.js";
import { Customer, words } from "./aliyun-customer.js";
import { refusal } from "./customer.js";
import type { Props } from "./wire.js";

describe("functions on Aliyun", () => {
  const customer = new Customer();
  const log = { project: "logs", logstore: "api" };

  it("say errors as the provider does", async () => {
    await customer.function();
    const text = (await refusal(customer.function())).replaceAll(/[0-9a-f-]{36}/g, "<id>");
    assert.equal(
      text,
      `[ERROR] terraform-provider-alicloud/alicloud/resource_alicloud_fcv3_function.go: Resource alicloud_fcv3_function /2023-03-30/functions Failed!!! [SDK alibaba-cloud-sdk-go ERROR]:
SDKError:
   StatusCode: 409
   Code: FunctionAlreadyExists
   Message: code: 409, function 'api' already exists request id: <id>
   Data: {"Code":"FunctionAlreadyExists","Message":"function 'api' already exists","RequestId":"<id>","statusCode":409}
`,
    );
  });

  const hooks = (given: object) => ({ instanceLifecycleConfig: given });
  const refused: [title: string, changes: Props, message: string][] = [
    [
      "a name that starts with a digit",
      { functionName: "1api" },
      "function name '1api' must have 1 to 64 letters, digits, '_' and '-' and start with a letter or '_'",
    ],
    [
      "a long name",
      { functionName: "a".repeat(65) },
      `function name '${"a".repeat(65)}' must have 1 to 64 letters, digits, '_' and '-' and start with a letter or '_'`,
    ],
    ["an empty handler", { handler: "" }, "Handler is required but not provided"],
    ["memory of 100", { memorySize: 100 }, "memorySize 100 must be a multiple of 64 between 128 and 32768"],
    ["memory of 64", { memorySize: 64 }, "memorySize 64 must be a multiple of 64 between 128 and 32768"],
    ["a CPU of 0.33", { cpu: 0.33 }, "cpu 0.33 must be a multiple of 0.05 between 0.05 and 16"],
    [
      "too little CPU for the memory",
      { cpu: 0.1 },
      "the ratio of cpu 0.1 to memorySize 512 must be between 1:1 and 1:4 (vCPU to GB)",
    ],
    [
      "too much CPU for the memory",
      { cpu: 0.55 },
      "the ratio of cpu 0.55 to memorySize 512 must be between 1:1 and 1:4 (vCPU to GB)",
    ],
    ["a disk of 777", { diskSize: 777 }, "diskSize 777 must be 512 or 10240"],
    [
      "reserved variables",
      { environmentVariables: { FC_REGION: "x", A: "y" } },
      "environment variables must not start with 'FC_': FC_REGION",
    ],
    [
      "variables that are no names",
      { environmentVariables: { _A: "x" } },
      "environment variables must match ^[A-Za-z][A-Za-z0-9_]*$: _A",
    ],
    [
      "too many variables",
      { environmentVariables: { KEY: "x".repeat(4094) } },
      "environment variables have 4097 bytes, more than 4096",
    ],
    [
      "a network without a switch",
      { vpcConfig: { vpcId: "vpc-1", securityGroupId: "sg-1" } },
      "vpcConfig must have vpcId, vSwitchIds and securityGroupId",
    ],
    [
      "a long initializer",
      hooks({ initializer: { handler: "initialize", timeout: 301 } }),
      "the timeout 301 of initializer must be between 1 and 300",
    ],
    [
      "a long pre-stop",
      hooks({ preStop: { handler: "pre-stop", timeout: 91 } }),
      "the timeout 91 of preStop must be between 1 and 90",
    ],
    [
      "an initializer of two kinds",
      hooks({ initializer: { handler: "initialize", commands: ["/bin/true"] } }),
      "handler and command of initializer exclude each other",
    ],
    ["a project that is not there", { logConfig: log }, "project 'logs' does not exist"],
    [
      "a role that is not there",
      { role: "acs:ram::1234567890123456:role/nobody" },
      "role 'acs:ram::1234567890123456:role/nobody' does not exist",
    ],
    ["no code", { code: {} }, "Either ossBucketName/ossObjectName or zipFile must be set"],
    [
      "an object that is not there",
      { code: { ossBucketName: "code", ossObjectName: "a.zip" } },
      "the object 'a.zip' of the bucket 'code' does not exist",
    ],
    ["what is no zip", { code: { zipFile: "AAAA" } }, "the code is not a zip file"],
  ];
  for (const [title, changes, message] of refused) {
    it(`refuse ${title}`, async () => {
      assert.equal(await words(customer.function(changes)), `InvalidArgument: ${message}`);
      assert.deepEqual(customer.aliyun.account.contents, []);
    });
  }

  const unsent: [title: string, request: Props, message: string][] = [
    ["another runtime", { runtime: "provided.al2023" }, "runtime 'provided.al2023' is not supported"],
    ["no time", { timeout: 0 }, "timeout 0 must be between 1 and 86400"],
    [
      "too many calls at once",
      { instanceConcurrency: 201 },
      "instanceConcurrency 201 must be between 1 and 200",
    ],
  ];
  for (const [title, request, message] of unsent) {
    it(`refuse ${title}, which the provider would not send`, async () => {
      await customer.function();
      assert.throws(() => customer.api.update(request), { code: "InvalidArgument", message });
    });
  }

  it("refuse an object that is too large", async () => {
    customer.aliyun.account.limits.codeSizeZipped = 2;
    customer.aliyun.account.objects.set("code/a.zip", Buffer.from("abc"));
    assert.equal(
      await words(customer.function({ code: { ossBucketName: "code", ossObjectName: "a.zip" } })),
      "InvalidArgument: the code has more than 2 bytes",
    );
  });

  it("refuse code that is too large to be sent along", async () => {
    customer.aliyun.account.limits.codeSizeInline = 1000;
    assert.equal(await words(customer.function()), "EntityTooLarge: the code has more than 1000 bytes");
  });

  it("refuse a checksum that is not the code's", async () => {
    const { zipFile } = await customer.code();
    const checksum = crc64(Buffer.from(zipFile, "base64"));
    assert.equal(
      await words(customer.function({ code: { zipFile, checksum: "1" } })),
      `InvalidArgument: the checksum 1 of the code is not the one that it has, ${checksum}`,
    );
    await customer.function({ code: { zipFile, checksum } });
  });

  it("refuse a store that the project does not have", async () => {
    customer.aliyun.addLogs("logs", "other");
    assert.equal(
      await words(customer.function({ logConfig: log })),
      "InvalidArgument: logstore 'api' does not exist",
    );
  });

  it("refuse a role for another service", async () => {
    const role = customer.aliyun.addRole("api", "ecs.aliyuncs.com");
    assert.equal(
      await words(customer.function({ role })),
      `AccessDenied: FC has no permission to assume the role '${role}'`,
    );
  });

  it("see new logs and roles after as many attempts as the rules say", async () => {
    customer.rules = { visibleAfter: 1 };
    customer.aliyun.addLogs("logs", "api");
    const role = customer.aliyun.addRole("api");
    const create = () => customer.function({ logConfig: log, role });
    assert.equal(await words(create()), "InvalidArgument: project 'logs' does not exist");
    assert.equal(await words(create()), `InvalidArgument: role '${role}' does not exist`);
    assert.equal((await create()).id, "api");
  });

  it("refuse a change that does not fit to what stays", async () => {
    const fn = await customer.function();
    assert.equal(
      await words(customer.update("V3Function", fn, { memorySize: 2048 })),
      "InvalidArgument: the ratio of cpu 0.3 to memorySize 2048 must be between 1:1 and 1:4 (vCPU to GB)",
    );
    assert.equal(customer.api.config.memorySize, 512);
  });

  it("are made of an object, too", async () => {
    const { zipFile } = await customer.code();
    customer.aliyun.account.objects.set("code/a.zip", Buffer.from(zipFile, "base64"));
    await customer.function({ code: { ossBucketName: "code", ossObjectName: "a.zip" } });
    assert.equal((await customer.aliyun.invoke("api", undefined, { a: 1 })).functionError, undefined);
  });

  it("run the program behind a trigger, with what the configuration says", async () => {
    await customer.function({
      environmentVariables: { KEY: "value" },
      instanceLifecycleConfig: { initializer: { handler: "initialize" } },
    });
    const url = customer.localUrl(await customer.trigger());
    const { text } = await call(url, "/environment");
    for (const line of ["KEY=value", "FC_REGION=cn-hangzhou", "FC_FUNCTION_MEMORY_SIZE=512"])
      assert.ok(text.includes(line), text);
    assert.equal((await call(url, "/initialized")).text, "true");
  });

  it("use new code with the next call", async () => {
    const fn = await customer.function();
    const url = customer.localUrl(await customer.trigger());
    const before = (await call(url, "/pid")).text;
    await customer.update("V3Function", fn, { code: await customer.code("2") });
    assert.notEqual((await call(url, "/pid")).text, before);
    assert.deepEqual(await customer.coldness(2), [true, true]);
  });

  it("keep the instances when nothing changed", async () => {
    const fn = await customer.function({ description: "one" });
    const url = customer.localUrl(await customer.trigger());
    const before = (await call(url, "/pid")).text;
    await customer.update("V3Function", fn, { tags: { team: "shop" } });
    assert.equal((await call(url, "/pid")).text, before);
  });

  it("share an instance among as many calls as it takes", async () => {
    await customer.function({ instanceConcurrency: 10 });
    const url = customer.localUrl(await customer.trigger());
    await call(url, "/pid");
    const answers = await Promise.all(Array.from({ length: 5 }, () => call(url, "/pid")));
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
  });

  it("refuse more calls than are reserved", async () => {
    await customer.function();
    await customer.create("V3ConcurrencyConfig", { functionName: "api", reservedConcurrency: 0 });
    const url = customer.localUrl(await customer.trigger());
    assert.equal((await call(url, "/pid")).status, 429);
  });

  it("cannot go before their triggers", async () => {
    const fn = await customer.function();
    const trigger = await customer.trigger();
    assert.equal(await words(customer.remove("V3Function", fn)), "TriggerExist: function 'api' has triggers");
    await customer.remove("V3Trigger", trigger);
    await customer.remove("V3Function", fn);
    await customer.remove("V3Function", fn);
    assert.deepEqual(fs.readdirSync(customer.aliyun.account.folder), ["plugins.sock"]);
  });

  it("say what went wrong inside", async () => {
    const zipFile = Buffer.from(zipSync({ nothing: new Uint8Array() })).toString("base64");
    await customer.function({ code: { zipFile } });
    const url = customer.localUrl(await customer.trigger());
    assert.equal((await call(url, "/")).status, 502);
  });
});
