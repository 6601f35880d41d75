import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { aliyun } from "../../../providers/aliyun/index.js";
import { refusalsOf } from "../refusals-of.js";
import { refusesWrongPortableTypes, refusesWrongTypes } from "../wrong-types.js";

const vpc = { vpcId: "vpc-1", vswitchIds: ["vsw-1"], securityGroupId: "sg-1" };
const rollout = { percent: 10, previousVersion: "41" };
const beside = {
  policies: [{ name: "orders" }],
  healthCheck: { path: "/healthz" },
  vpc,
  nas: { mounts: [{ server: "0a1b2c.nas.aliyuncs.com:/", folder: "/mnt/models" }] },
  dns: { nameServers: ["10.0.0.2"] },
  logs: { project: "shop", store: "api" },
  rollout,
};

/** Aliyun alone sees them. */
const texts = [
  "policies.0.name",
  "vpc.vpcId",
  "vpc.securityGroupId",
  "nas.mounts.0.server",
  "logs.project",
  "logs.store",
  "bucket",
];
const later = [...texts, "role", "inlinePolicy", "vpc.vswitchIds"];
const seconds = ["initializerTimeoutSeconds", "preStopTimeoutSeconds"];
const checks = ["initialDelaySeconds", "periodSeconds", "failureThreshold"].map(
  (key) => `healthCheck.${key}`,
);
const owners = ["nas.userId", "nas.groupId"];

describe("values of a wrong type on aliyun", () => {
  refusesWrongTypes(aliyun, {
    beside,
    always: { alias: "live", vpc },
    right: {
      null: [
        "port",
        ...seconds,
        ...checks,
        "healthCheck.timeoutSeconds",
        "internetAccess",
        ...owners,
        "dns.searches",
        "dns.options",
        "layers",
        "alwaysAllocateCpu",
      ],
      "a number": ["port", ...seconds, ...checks, ...owners, "rollout.percent"],
      "a text": [...texts, "alias"],
      true: ["initializer", "preStop", "internetAccess", "nas.mounts.0.tls", "alwaysAllocateCpu"],
      "an empty list": ["policies", "dns.searches", "layers"],
      "an empty object": ["", "dns.options"],
      "an Output": later,
      "a promise": later,
      "a list of an Output": ["vpc.vswitchIds", "layers"],
    },
  });

  refusesWrongPortableTypes(
    aliyun,
    { "a number": ["requestsPerInstance"] },
    { maxConcurrency: 100, requestsPerInstance: 2, aliyun: { alias: "live", rollout, cpu: 0.2 } },
  );

  it("are refused in the words for any section", () => {
    assert.deepEqual(refusalsOf({ entry: ".", aliyun: null }, aliyun), [
      '"aliyun" must be an object, got null.',
    ]);
    assert.deepEqual(refusalsOf({ entry: ".", aliyun: { vpc: pulumi.output({}) } }, aliyun), [
      '"aliyun.vpc" must be an object, got an Output.',
    ]);
    assert.deepEqual(refusalsOf({ entry: ".", aliyun: { policies: "orders" } }, aliyun), [
      '"aliyun.policies" must be a list, got "orders".',
    ]);
  });
});
