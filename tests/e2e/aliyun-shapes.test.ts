import assert from "node:assert/strict";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import type { AliyunArgs } from "../../providers/aliyun/args.js";
import { fixtureZip } from "../emulator/fixtures.js";
import { AliyunProject } from "./aliyun-project.js";
import type { Args } from "./cloud-project.js";
import { get } from "./load.js";

const name = "shop-dev-api";
const layer = "acs:fc:cn-hangzhou:1234567890123456:layers/certificates/versions/3";
const types = {
  role: "alicloud:ram/role:Role",
  policy: "alicloud:ram/policy:Policy",
  attachment: "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment",
  project: "alicloud:log/project:Project",
  bucket: "alicloud:oss/bucket:Bucket",
};
const inlinePolicy = JSON.stringify({
  Version: "1",
  Statement: [{ Effect: "Allow", Action: "oss:GetObject", Resource: "acs:oss:*:*:pictures/*" }],
});

describe("a function on Aliyun", function () {
  this.timeout(240_000);
  let shop: AliyunProject;

  beforeEach(async () => {
    shop = await AliyunProject.start();
  });
  afterEach(() => shop.stop());

  const table = (type: keyof typeof types) => shop.aliyun.account.table(types[type]);
  const fn = () => shop.aliyun.account.function(name);
  async function declared(aliyun: AliyunArgs = {}, more: Args = {}): Promise<Args> {
    return { entry: undefined, artifact: (await fixtureZip("fc")).zip, aliyun, ...more };
  }

  it("is given all that it asks for", async () => {
    const { contents } = shop.aliyun.account;
    await shop.up(
      await declared(
        {
          policies: [{ name: "AliyunOSSReadOnlyAccess" }],
          inlinePolicy,
          runtime: "custom.debian11",
          port: 8080,
          cpu: 0.25,
          healthCheck: { path: "/pid", periodSeconds: 5 },
          initializer: true,
          preStop: true,
          vpc: { vpcId: "vpc-1", vswitchIds: ["vsw-1", "vsw-2"], securityGroupId: "sg-1" },
          internetAccess: false,
          nas: {
            mounts: [
              { server: "0a1b2c.cn-hangzhou.nas.aliyuncs.com:/models", folder: "/mnt/models", tls: true },
            ],
          },
          dns: { nameServers: ["10.0.0.2"], searches: ["shop.internal"], options: { ndots: "2" } },
          layers: [layer],
        },
        { memoryMb: 512, timeoutSeconds: 20, tmpDiskMb: 10_240, requestsPerInstance: 10 },
      ),
    );
    const { environmentVariables: _, logConfig, role, ...config } = fn().config;
    assert.deepEqual(config, {
      functionName: name,
      description: "",
      runtime: "custom.debian11",
      handler: "bootstrap",
      memorySize: 512,
      cpu: 0.25,
      diskSize: 10_240,
      timeout: 20,
      instanceConcurrency: 10,
      internetAccess: false,
      customRuntimeConfig: {
        args: [],
        command: ["/code/bootstrap"],
        port: 8080,
        healthCheckConfig: {
          httpGetUrl: "/pid",
          initialDelaySeconds: 0,
          periodSeconds: 5,
          timeoutSeconds: 1,
          failureThreshold: 3,
          successThreshold: 1,
        },
      },
      instanceLifecycleConfig: {
        initializer: { command: [], handler: "initialize", timeout: 60 },
        preStop: { handler: "pre-stop", timeout: 10 },
      },
      vpcConfig: { vpcId: "vpc-1", vSwitchIds: ["vsw-1", "vsw-2"], securityGroupId: "sg-1" },
      nasConfig: {
        userId: 0,
        groupId: 0,
        mountPoints: [
          {
            serverAddr: "0a1b2c.cn-hangzhou.nas.aliyuncs.com:/models",
            mountDir: "/mnt/models",
            enableTLS: true,
          },
        ],
      },
      customDNS: {
        nameServers: ["10.0.0.2"],
        searches: ["shop.internal"],
        dnsOptions: [{ name: "ndots", value: "2" }],
      },
      layers: [layer],
    });
    const [project] = table("project").keys();
    assert.match(String(project), /^shop-dev-api-[0-9a-f]{8}$/);
    assert.deepEqual(logConfig, {
      project,
      logstore: "function",
      enableInstanceMetrics: true,
      enableRequestMetrics: true,
      logBeginRule: "None",
    });
    assert.equal(role, `acs:ram::1234567890123456:role/${name}`);
    await shop.up();
    assert.deepEqual(shop.writes, []);
    await shop.pulumi("destroy", "--yes");
    assert.deepEqual(shop.aliyun.account.contents, contents);
  });

  it("has a role of its own where it has policies, with those and no more", async () => {
    await shop.up(await declared({ policies: [{ name: "AliyunOSSReadOnlyAccess" }], inlinePolicy }));
    const attached = () =>
      [...table("attachment").values()].map(({ policyName, policyType }) => [policyType, policyName]).sort();
    assert.deepEqual(attached(), [
      ["Custom", name],
      ["System", "AliyunOSSReadOnlyAccess"],
    ]);
    assert.equal(table("policy").get(name)?.["policyDocument"], inlinePolicy);
    await shop.up(await declared());
    assert.deepEqual([...attached(), ...table("policy").keys(), ...table("role").keys()], []);
    assert.equal(fn().config.role, "");
  });

  it("uses the role, the log and the bucket that it is given, which stay", async () => {
    const role = shop.aliyun.addRole("mine");
    shop.aliyun.addLogs("company", "functions");
    table("bucket").set("artifacts", { bucket: "artifacts" });
    const { contents } = shop.aliyun.account;
    const logs = { project: "company", store: "functions" };
    await shop.up(await declared({ role, logs, bucket: "artifacts" }));
    assert.deepEqual(
      shop.calls.filter((line) => /^(log|ram):/.test(line)),
      [],
    );
    const { logConfig } = fn().config;
    assert.deepEqual(
      [fn().config.role, logConfig?.project, logConfig?.logstore],
      [role, "company", "functions"],
    );
    await shop.pulumi("destroy", "--yes");
    assert.deepEqual(shop.aliyun.account.contents, contents);
    assert.equal(shop.aliyun.account.objects.size, 0);
  });

  it("trap 9: is uploaded to its bucket under a key that holds the hash, so that new code is seen", async () => {
    table("bucket").set("artifacts", { bucket: "artifacts" });
    const [first, second] = [await fixtureZip("fc", "1"), await fixtureZip("fc", "2")];
    const object = ({ sha256 }: typeof first) => `artifacts/${name}/${sha256}.zip`;
    const bucket = { bucket: "artifacts" };
    await shop.up(await declared(bucket));
    assert.deepEqual([...shop.aliyun.account.objects.keys()], [object(first)]);
    assert.equal(fn().codeSha256, first.sha256);
    await shop.up();
    assert.deepEqual(shop.writes, []);
    await shop.up(await declared(bucket, { artifact: second.zip }));
    assert.deepEqual(shop.calls, [
      `oss:PutObject ${object(second)}`,
      `fc:UpdateFunction ${name}`,
      `oss:DeleteObject ${object(first)}`,
    ]);
    assert.equal(fn().codeSha256, second.sha256);
    assert.ok(!shop.project.state().includes("zipFile"));
    // And back to code in the call itself.
    await shop.up(await declared({}, { artifact: second.zip }));
    assert.deepEqual(shop.calls, [`fc:UpdateFunction ${name}`, `oss:DeleteObject ${object(second)}`]);
    assert.equal(fn().codeSha256, second.sha256);
  });

  it("runs on go1 when its binary is built on Aliyun's own SDK", async () => {
    shop.project.write(
      "asking/go.mod",
      "module example.com/asking\n\ngo 1.24\n\nrequire github.com/aliyun/fc-runtime-go-sdk v0.0.0\n\nreplace github.com/aliyun/fc-runtime-go-sdk => ./sdk\n",
    );
    shop.project.write(
      "asking/main.go",
      'package main\n\nimport "github.com/aliyun/fc-runtime-go-sdk/fc"\n\nfunc main() { fc.Start(nil) }\n',
    );
    shop.project.write("asking/sdk/go.mod", "module github.com/aliyun/fc-runtime-go-sdk\n\ngo 1.24\n");
    shop.project.write("asking/sdk/fc/fc.go", "package fc\n\nfunc Start(any) { select {} }\n");
    await shop.up({ entry: "asking" });
    const { runtime, handler, customRuntimeConfig, instanceLifecycleConfig } = fn().config;
    assert.deepEqual(
      { runtime, handler, customRuntimeConfig, instanceLifecycleConfig },
      {
        runtime: "go1",
        handler: "bootstrap",
        customRuntimeConfig: undefined,
        instanceLifecycleConfig: undefined,
      },
    );
  });

  it("has its hooks called when it is on the goserverless runtime, unless told not to", async () => {
    const artifact = (await fixtureZip("webFc")).zip;
    const args: Args = { entry: undefined, artifact, warm: { instances: 1 } };
    await shop.up(args);
    await logged("FC Initialize Start");
    await shop.up({ ...args, aliyun: { initializer: false, preStop: false } });
    const log = await logged("FC PreStop Start");
    // The instances before had both, those of now have none.
    assert.deepEqual(log.match(/FC \w+ Start/g), ["FC Initialize Start", "FC PreStop Start"]);
  });

  /** Waits until the function's log has a text. */
  async function logged(text: string): Promise<string> {
    const reading = new AbortController();
    let log = "";
    for await (const part of fn().host.log.read(true, reading.signal)) {
      log += part;
      if (log.includes(text)) reading.abort();
    }
    return log;
  }

  it("answers several calls at once in one instance when it is told so", async () => {
    const calls = 5;
    await shop.up(await declared({}, { requestsPerInstance: calls, warm: { instances: 1 } }));
    const { localUrl } = await shop.outputs();
    const waiting: http.ServerResponse[] = [];
    const gate = http.createServer((_request, response) => {
      waiting.push(response);
      if (waiting.length === calls) for (const each of waiting) each.end();
    });
    await new Promise<void>((resolve) => gate.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(gate.address() as AddressInfo).port}`;
    try {
      const answers = await Promise.all(
        Array.from({ length: calls }, () => get(`${localUrl}pid?gate=${encodeURIComponent(url)}`)),
      );
      assert.equal(new Set(answers.map(({ body }) => body)).size, 1);
      assert.match(answers[0]?.body ?? "", /^\d+$/);
    } finally {
      gate.close();
    }
  });

  it("trap 8: is refused for arm64, which Function Compute does not have", async () => {
    const output = await shop.failingUp(await declared({}, { architecture: "arm64" }));
    assert.match(output, /\n +"architecture" must be "amd64" on aliyun, got "arm64"\.\n/);
    assert.deepEqual(shop.writes, []);
  });
});
