import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { AliyunArgs } from "../../../providers/aliyun/args.js";
import { facts } from "../../standins/aliyun/facts.js";
import { toSecret } from "../../standins/wire.js";
import { declare, declareChanges } from "./declare.js";

const tags = { "goserverless:name": "api" };
const methods = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"];
const log = {
  enableInstanceMetrics: true,
  enableRequestMetrics: true,
  logBeginRule: "None",
  project: "shop-prod-api-caca1820",
  logstore: "function",
};
const named = "alicloud:fc/v3Function:V3Function shop-prod-api";
const everything: AliyunArgs = {
  policies: [{ name: "AliyunOSSReadOnlyAccess" }],
  inlinePolicy: '{"Version":"1","Statement":[]}',
  bucket: "shop-code",
  alias: "live",
};

describe("the resources of a function on aliyun", () => {
  it("are five for one that sets nothing, with no role and nothing left for the service to fill in", async () => {
    const { inputs, options, outputs } = await declare();
    assert.deepEqual(inputs, {
      "alicloud:log/project:Project shop-prod-api": {
        projectName: "shop-prod-api-caca1820",
        description: "The log of the function shop-prod-api",
        tags,
      },
      "alicloud:log/store:Store shop-prod-api": {
        projectName: "shop-prod-api-caca1820",
        logstoreName: "function",
        retentionPeriod: 30,
        shardCount: 2,
        autoSplit: true,
        maxSplitShardCount: 64,
      },
      "alicloud:log/storeIndex:StoreIndex shop-prod-api": {
        project: "shop-prod-api-caca1820",
        logstore: "function",
        fullText: { caseSensitive: false, includeChinese: true, token: ", '\";=()[]{}?@&<>/:\n\t\r" },
        maxTextLen: 2048,
      },
      [named]: {
        functionName: "shop-prod-api",
        runtime: "custom.debian12",
        handler: "bootstrap",
        customRuntimeConfig: { commands: ["/code/bootstrap"], port: 9000 },
        instanceLifecycleConfig: {
          initializer: { handler: "initialize", timeout: 60 },
          preStop: { handler: "pre-stop", timeout: 10 },
        },
        code: toSecret({ zipFile: "emlwcGVk", checksum: "crc64 of zipped" }),
        memorySize: 256,
        cpu: 0.15,
        diskSize: 512,
        timeout: 10,
        instanceConcurrency: 1,
        environmentVariables: {},
        internetAccess: true,
        logConfig: log,
        tags,
      },
      "alicloud:fc/v3Trigger:V3Trigger shop-prod-api": {
        functionName: "shop-prod-api",
        triggerName: "http",
        triggerType: "http",
        qualifier: "LATEST",
        triggerConfig: { authType: "function", methods, disableURLInternet: false },
      },
    });
    assert.deepEqual(options, {
      logProject: { after: [], deleteBeforeReplace: true },
      logStore: { after: [], deleteBeforeReplace: true },
      logIndex: { after: [], deleteBeforeReplace: true },
      function: {
        after: ["logStore", "logIndex"],
        ignoreChanges: ["idleTimeout"],
        replaceOnChanges: ["customContainerConfig"],
        deleteBeforeReplace: true,
      },
      trigger: { after: [], deleteBeforeReplace: true },
    });
    assert.deepEqual(outputs, {
      functionName: "shop-prod-api",
      functionId: "acs:fc:cn-hangzhou:1234567890123456:functions/shop-prod-api",
      version: "LATEST",
      qualifier: "LATEST",
      url: "https://shop-prod-api-abcdef.cn-hangzhou.fcapp.run/",
      warmCost: { idleUsdPerMonth: 0, activeUsdPerMonth: 0 },
    });
  });

  it("take the portable settings, the CPU with the memory", async () => {
    const changes = await declareChanges({
      memoryMb: 1024,
      timeoutSeconds: 86_400,
      tmpDiskMb: 10_240,
      environment: { TABLE: "orders" },
      requestsPerInstance: 20,
      maxConcurrency: 7,
      logs: { retentionDays: 7 },
      tags: { team: "checkout" },
    });
    const both = { team: "checkout", "goserverless:name": "api" };
    assert.deepEqual(changes, {
      "alicloud:log/project:Project shop-prod-api": { tags: both },
      "alicloud:log/store:Store shop-prod-api": { retentionPeriod: 7 },
      [named]: {
        memorySize: 1024,
        cpu: 0.6,
        timeout: 86_400,
        diskSize: 10_240,
        environmentVariables: { TABLE: "orders" },
        instanceConcurrency: 20,
        tags: both,
      },
      "alicloud:fc/v3ConcurrencyConfig:V3ConcurrencyConfig shop-prod-api": {
        functionName: "shop-prod-api",
        reservedConcurrency: 7,
      },
    });
  });

  it("take what only aliyun has, all at once", async () => {
    const changes = await declareChanges({
      aliyun: {
        role: pulumi.output("acs:ram::1234567890123456:role/shop"),
        runtime: "custom.debian11",
        port: 8080,
        cpu: 0.25,
        healthCheck: { path: "/healthz", failureThreshold: 5 },
        initializerTimeoutSeconds: 300,
        preStop: false,
        vpc: { vpcId: "vpc-1", vswitchIds: ["vsw-1", "vsw-2"], securityGroupId: "sg-1" },
        internetAccess: false,
        nas: { mounts: [{ server: "a.nas.aliyuncs.com:/models", folder: "/mnt/models" }], userId: 1000 },
        dns: { nameServers: ["10.0.0.2"], searches: ["svc.local"], options: { ndots: "2" } },
        layers: ["acs:fc:cn-hangzhou:1234567890123456:layers/certificates/versions/3"],
        logs: { project: "shop-logs", store: "functions" },
      },
    });
    assert.deepEqual(changes, {
      "alicloud:log/project:Project shop-prod-api": {
        projectName: undefined,
        description: undefined,
        tags: undefined,
      },
      "alicloud:log/store:Store shop-prod-api": {
        projectName: undefined,
        logstoreName: undefined,
        retentionPeriod: undefined,
        shardCount: undefined,
        autoSplit: undefined,
        maxSplitShardCount: undefined,
      },
      "alicloud:log/storeIndex:StoreIndex shop-prod-api": {
        project: undefined,
        logstore: undefined,
        fullText: undefined,
        maxTextLen: undefined,
      },
      [named]: {
        role: "acs:ram::1234567890123456:role/shop",
        runtime: "custom.debian11",
        cpu: 0.25,
        customRuntimeConfig: {
          commands: ["/code/bootstrap"],
          port: 8080,
          healthCheckConfig: {
            httpGetUrl: "/healthz",
            initialDelaySeconds: 0,
            periodSeconds: 3,
            timeoutSeconds: 1,
            failureThreshold: 5,
            successThreshold: 1,
          },
        },
        instanceLifecycleConfig: { initializer: { handler: "initialize", timeout: 300 } },
        vpcConfig: { vpcId: "vpc-1", vswitchIds: ["vsw-1", "vsw-2"], securityGroupId: "sg-1" },
        internetAccess: false,
        nasConfig: {
          userId: 1000,
          groupId: 0,
          mountPoints: [
            { serverAddr: "a.nas.aliyuncs.com:/models", mountDir: "/mnt/models", enableTls: false },
          ],
        },
        customDns: {
          nameServers: ["10.0.0.2"],
          searches: ["svc.local"],
          dnsOptions: [{ name: "ndots", value: "2" }],
        },
        layers: ["acs:fc:cn-hangzhou:1234567890123456:layers/certificates/versions/3"],
        logConfig: { ...log, project: "shop-logs", logstore: "functions" },
      },
    });
  });

  it("are the same in a preview, where nobody waits for instances", async () => {
    const args = { warm: { instances: 2 } };
    const waiting = { answers: () => ({ current: 0 }), preview: true };
    assert.deepEqual((await declare(args, waiting)).inputs, (await declare(args)).inputs);
  });

  it("section 8: go before another of the same name comes, each that has one", async () => {
    const { inputs, options } = await declare({
      warm: { instances: 1 },
      maxConcurrency: 5,
      aliyun: everything,
    });
    const replaced = Object.entries(options).flatMap(([key, each]) =>
      each.deleteBeforeReplace ? [key] : [],
    );
    assert.deepEqual(replaced.sort(), [
      "concurrency",
      "function",
      "logIndex",
      "logProject",
      "logStore",
      "policy",
      "role",
      "trigger",
    ]);
    // What is not, has a new name or a new content when it is replaced, and the old one is needed until then.
    assert.deepEqual(
      Object.keys(options)
        .filter((key) => !replaced.includes(key))
        .sort(),
      [
        "alias",
        "code",
        "inlinePolicy",
        "policy0",
        "version",
        "warm",
        "warmLatest",
        "warmLatestRelease",
        "warmRelease",
      ],
    );
    assert.equal(Object.keys(inputs).length, 17);
  });

  it("have nothing that the provider does not know, and all that it asks for", async () => {
    const { inputs } = await declare({
      warm: { autoscale: { max: 3 }, schedules: [{ cron: "0 8 * * *", instances: 2 }] },
      maxConcurrency: 5,
      aliyun: everything,
    });
    for (const [resource, given] of Object.entries(inputs)) {
      const { properties } = facts[resource.split(" ")[0] ?? ""] ?? assert.fail(resource);
      const known = Object.entries(properties).filter(([, property]) => property.output !== true);
      const required = known.filter(([, property]) => property.required).map(([key]) => key);
      assert.deepEqual(
        Object.keys(given).filter((key) => !known.some(([name]) => name === key)),
        [],
        resource,
      );
      assert.deepEqual(
        required.filter((key) => !(key in given)),
        [],
        resource,
      );
    }
  });
});
