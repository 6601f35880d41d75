import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { toSpec } from "../../../components/spec.js";
import type { AliyunArgs } from "../../../providers/aliyun/args.js";
import { aliyun } from "../../../providers/aliyun/index.js";
import { refusalsOf } from "../refusals-of.js";

const accept = (own: AliyunArgs) => toSpec("api", { entry: ".", aliyun: own }, aliyun).own;
const known =
  "role, policies, inlinePolicy, runtime, port, cpu, healthCheck, initializer, initializerTimeoutSeconds, preStop, preStopTimeoutSeconds, vpc, internetAccess, nas, dns, layers, logs, bucket, alwaysAllocateCpu, alias, rollout, rollback";
const vpc = { vpcId: "vpc-1", vswitchIds: ["vsw-1"], securityGroupId: "sg-1" };
const layer = "acs:fc:cn-hangzhou:1234567890123456:layers/certificates/versions/3";
const layerRule =
  'must be the ARN of a layer version, such as "acs:fc:cn-hangzhou:1234567890123456:layers/certificates/versions/3"';
const roleRule = 'must be the ARN of a role, such as "acs:ram::1234567890123456:role/shop"';
const aliasRule =
  "must be 1-128 letters, digits, - or _, start with a letter or _, and be neither LATEST nor a version";
const aliasAdvice = 'Name it "live", for instance.';

describe("the section aliyun", () => {
  it("has defaults", () => {
    assert.deepEqual(accept({}), {
      policies: [],
      runtime: undefined,
      port: 9000,
      cpu: 0.15,
      healthCheck: undefined,
      initializer: undefined,
      initializerTimeoutSeconds: 60,
      preStop: undefined,
      preStopTimeoutSeconds: 10,
      vpc: undefined,
      internetAccess: true,
      nas: undefined,
      dns: undefined,
      layers: [],
      logs: undefined,
      alwaysAllocateCpu: false,
      alias: undefined,
      rollout: undefined,
      rollback: undefined,
    });
  });

  it("fills the defaults of its own sections", () => {
    const spec = accept({
      policies: [{ name: "AliyunOSSReadOnlyAccess" }],
      healthCheck: { path: "/healthz" },
      vpc,
      nas: { mounts: [{ server: "0a1b2c.nas.aliyuncs.com:/", folder: "/mnt/models" }] },
      dns: { nameServers: ["10.0.0.2"] },
    });
    assert.deepEqual(spec.policies, [{ name: "AliyunOSSReadOnlyAccess", type: "System" }]);
    assert.deepEqual(spec.healthCheck, {
      path: "/healthz",
      initialDelaySeconds: 0,
      periodSeconds: 3,
      timeoutSeconds: 1,
      failureThreshold: 3,
    });
    assert.deepEqual(spec.vpc, vpc);
    assert.deepEqual(spec.nas, {
      mounts: [{ server: "0a1b2c.nas.aliyuncs.com:/", folder: "/mnt/models", tls: false }],
      userId: 0,
      groupId: 0,
    });
    assert.deepEqual(spec.dns, { nameServers: ["10.0.0.2"], searches: [], options: {} });
  });

  it("takes outputs wherever only Aliyun sees the value", () => {
    const later = <T>(value: T) => pulumi.output(value);
    accept({
      policies: [{ name: later("x") }],
      inlinePolicy: later("x"),
      vpc: { vpcId: later("x"), vswitchIds: later(["x"]), securityGroupId: Promise.resolve("x") },
      nas: { mounts: [{ server: later("x"), folder: "/mnt" }] },
      layers: [later("x")],
      logs: { project: later("x"), store: later("x") },
      bucket: later("x"),
    });
    accept({ role: later("x"), vpc: { ...vpc, vswitchIds: [later("x")] } });
  });

  const accepted: [title: string, own: AliyunArgs][] = [
    ["a role", { role: "acs:ram::1234567890123456:role/shop" }],
    ["a policy of the account", { policies: [{ name: "orders", type: "Custom" }] }],
    ["the older system", { runtime: "custom.debian11" }],
    [
      "five layers, one of Aliyun's",
      { layers: [...Array(4).fill(layer), layer.replace(/\d{16}/, "official")] },
    ],
    ["the least of every range", { port: 1, initializerTimeoutSeconds: 1, preStopTimeoutSeconds: 1 }],
    ["the most of every range", { port: 65_535, initializerTimeoutSeconds: 300, preStopTimeoutSeconds: 90 }],
    ["an alias that begins with _", { alias: "_live-2" }],
    ["an alias of 128 characters", { alias: "a".repeat(128) }],
    ["a rollout behind an alias", { alias: "live", rollout: { percent: 0, previousVersion: "1" } }],
    ["a rollback behind an alias", { alias: "live", rollback: "41" }],
  ];
  for (const [title, own] of accepted) it(`accepts ${title}`, () => void accept(own));

  const refused: [title: string, own: object, ...sentences: string[]][] = [
    ["an unknown argument", { memory: 1 }, `"aliyun.memory" is not an argument. Known here: ${known}.`],
    [
      "a qualifier",
      { qualifier: "LATEST" },
      '"aliyun.qualifier" is not an argument: traffic and ready instances are on LATEST, or on the alias that "aliyun.alias" names.',
    ],
    [
      "an unknown argument of its sections",
      { vpc: { ...vpc, subnetIds: [] } },
      '"aliyun.vpc.subnetIds" is not an argument. Known here: vpcId, vswitchIds, securityGroupId.',
    ],
    ["a role that is no ARN", { role: "shop" }, `"aliyun.role" ${roleRule}, got "shop".`],
    [
      "the ARN of something else as a role",
      { role: "acs:ram::1234567890123456:user/shop" },
      `"aliyun.role" ${roleRule}, got "acs:ram::1234567890123456:user/shop".`,
    ],
    [
      "policies and a document for a role that is given, without showing them",
      {
        role: "acs:ram::1234567890123456:role/shop",
        policies: [{ name: "AliyunOSSReadOnlyAccess" }],
        inlinePolicy: "{}",
      },
      '"aliyun.policies" must be left out with "aliyun.role". It is for the role that is created without one.',
      '"aliyun.inlinePolicy" must be left out with "aliyun.role". It is for the role that is created without one.',
    ],
    [
      "a policy that is a name alone",
      { policies: ["AliyunOSSReadOnlyAccess"] },
      '"aliyun.policies[0]" must be an object, got "AliyunOSSReadOnlyAccess".',
    ],
    [
      "a policy of nobody, and one without a name",
      { policies: [{ name: "orders", type: "custom" }, {}] },
      '"aliyun.policies[0].type" must be "System" or "Custom" on aliyun, got "custom".',
      '"aliyun.policies[1].name" must be a non-empty string or an Output, got undefined.',
    ],
    [
      "a policy document that is no JSON, without showing it",
      { inlinePolicy: "{" },
      '"aliyun.inlinePolicy" must be JSON.',
    ],
    [
      "a system that Go does not need",
      { runtime: "nodejs20" },
      '"aliyun.runtime" must be "custom.debian12" or "custom.debian11" on aliyun, got "nodejs20".',
    ],
    [
      "a system without a name",
      { runtime: "" },
      '"aliyun.runtime" must be "custom.debian12" or "custom.debian11" on aliyun, got "".',
    ],
    ["port 0", { port: 0 }, '"aliyun.port" must be 1-65535 on aliyun, got 0.'],
    [
      "health checks out of range",
      {
        healthCheck: {
          path: "healthz",
          initialDelaySeconds: 121,
          periodSeconds: 0,
          timeoutSeconds: 4,
          failureThreshold: 0,
        },
      },
      '"aliyun.healthCheck.path" must be a path such as "/healthz", got "healthz".',
      '"aliyun.healthCheck.initialDelaySeconds" must be 0-120 on aliyun, got 121.',
      '"aliyun.healthCheck.periodSeconds" must be 1-120 on aliyun, got 0.',
      '"aliyun.healthCheck.timeoutSeconds" must be 1-3 on aliyun, got 4.',
      '"aliyun.healthCheck.failureThreshold" must be 1-120 on aliyun, got 0.',
    ],
    [
      "hooks that take too long, or are no flags",
      { initializer: "initialize", initializerTimeoutSeconds: 301, preStop: 1, preStopTimeoutSeconds: 91 },
      '"aliyun.initializer" must be true or false, got "initialize".',
      '"aliyun.initializerTimeoutSeconds" must be 1-300 on aliyun, got 301.',
      '"aliyun.preStop" must be true or false, got 1.',
      '"aliyun.preStopTimeoutSeconds" must be 1-90 on aliyun, got 91.',
    ],
    [
      "a VPC without anything",
      { vpc: {} },
      '"aliyun.vpc.vpcId" must be a non-empty string or an Output, got undefined.',
      '"aliyun.vpc.vswitchIds" must be a list that names at least one, got undefined.',
      '"aliyun.vpc.securityGroupId" must be a non-empty string or an Output, got undefined.',
    ],
    [
      "switches that are no list, or no texts",
      { vpc: { ...vpc, vswitchIds: ["vsw-1", 2, ""] } },
      '"aliyun.vpc.vswitchIds[1]" must be a non-empty string or an Output, got 2.',
      '"aliyun.vpc.vswitchIds[2]" must be a non-empty string or an Output, got "".',
    ],
    [
      "a switch alone",
      { vpc: { ...vpc, vswitchIds: "vsw-1" } },
      '"aliyun.vpc.vswitchIds" must be a list that names at least one, got "vsw-1".',
    ],
    [
      "more than one security group",
      { vpc: { ...vpc, securityGroupId: ["sg-1", "sg-2"] } },
      '"aliyun.vpc.securityGroupId" must be one security group, got a list. A function has no more.',
    ],
    [
      "security groups by their name on AWS",
      { vpc: { ...vpc, securityGroupIds: ["sg-1", "sg-2"] } },
      '"aliyun.vpc.securityGroupIds" is not an argument: a function has one security group, "aliyun.vpc.securityGroupId".',
    ],
    [
      "file systems without a VPC",
      { nas: { mounts: [{ server: "0a1b2c.nas.aliyuncs.com:/", folder: "/mnt/models" }] } },
      '"aliyun.nas" must come with "aliyun.vpc". File systems are reached through it.',
    ],
    [
      "file systems out of range",
      {
        vpc,
        nas: { mounts: [{}, { server: "", folder: "models", tls: "yes" }], userId: -1, groupId: 65_535 },
      },
      '"aliyun.nas.mounts[0].server" must be a non-empty string or an Output, got undefined.',
      '"aliyun.nas.mounts[0].folder" must be a folder such as "/mnt/models", got undefined.',
      '"aliyun.nas.mounts[1].server" must be a non-empty string or an Output, got "".',
      '"aliyun.nas.mounts[1].folder" must be a folder such as "/mnt/models", got "models".',
      '"aliyun.nas.mounts[1].tls" must be true or false, got "yes".',
      '"aliyun.nas.userId" must be 0-65534 on aliyun, got -1.',
      '"aliyun.nas.groupId" must be 0-65534 on aliyun, got 65535.',
    ],
    [
      "no file systems",
      { vpc, nas: {} },
      '"aliyun.nas.mounts" must be a list that names at least one, got undefined.',
    ],
    [
      "an empty list of file systems",
      { vpc, nas: { mounts: [] } },
      '"aliyun.nas.mounts" must be a list that names at least one, got an empty list.',
    ],
    [
      "name servers that are none, without showing options",
      { dns: { nameServers: [], searches: "internal", options: { ndots: 2 } } },
      '"aliyun.dns.nameServers" must name at least one, got an empty list.',
      '"aliyun.dns.searches" must be a list of strings, got "internal".',
      '"aliyun.dns.options.ndots" must be a string known when the program starts.',
    ],
    ["six layers", { layers: Array(6).fill(layer) }, '"aliyun.layers" must name at most 5, got 6.'],
    [
      "layers without an account or a version",
      { layers: ["certificates:3", layer.replace("/versions/3", "")] },
      `"aliyun.layers[0]" ${layerRule}, got "certificates:3".`,
      `"aliyun.layers[1]" ${layerRule}, got "acs:fc:cn-hangzhou:1234567890123456:layers/certificates".`,
    ],
    [
      "a log without a project or a store",
      { logs: { project: "" } },
      '"aliyun.logs.project" must be a non-empty string or an Output, got "".',
      '"aliyun.logs.store" must be a non-empty string or an Output, got undefined.',
    ],
    [
      "a bucket without a name",
      { bucket: "" },
      '"aliyun.bucket" must be a non-empty string or an Output, got "".',
    ],
    [
      "CPU time that is no flag",
      { alwaysAllocateCpu: "false", internetAccess: 0 },
      '"aliyun.internetAccess" must be true or false, got 0.',
      '"aliyun.alwaysAllocateCpu" must be true or false, got "false".',
    ],
    ...["LATEST", "42", "4live", "-live", "live!", "", "a".repeat(129)].map(
      (alias): [string, object, string] => [
        `"${alias.slice(0, 10)}" as an alias`,
        { alias },
        `"aliyun.alias" ${aliasRule}, got "${alias}". ${aliasAdvice}`,
      ],
    ),
    [
      "a version that is a number as an alias",
      { alias: 42 },
      `"aliyun.alias" ${aliasRule}, got 42. ${aliasAdvice}`,
    ],
    [
      "a rollout and a rollback without an alias",
      { rollout: { percent: 10, previousVersion: "41" }, rollback: "41" },
      '"aliyun.rollout" must come with "aliyun.alias", since LATEST has no versions to choose from. Set it, to "live" for instance; the URL changes once.',
      '"aliyun.rollback" must come with "aliyun.alias", since LATEST has no versions to choose from. Set it, to "live" for instance; the URL changes once.',
    ],
    [
      "a rollout out of range, from a version that is an alias",
      { alias: "live", rollout: { percent: 101, previousVersion: "live" } },
      '"aliyun.rollout.percent" must be 0-100 on aliyun, got 101.',
      '"aliyun.rollout.previousVersion" must be the number of a published version, such as "41", got "live".',
    ],
    [
      "a rollback to what is not published",
      { alias: "live", rollback: "LATEST" },
      '"aliyun.rollback" must be the number of a published version, such as "41", got "LATEST".',
    ],
  ];
  for (const [title, own, ...sentences] of refused) {
    it(`refuses ${title}`, () => {
      assert.deepEqual(refusalsOf({ entry: ".", aliyun: own }, aliyun), sentences);
    });
  }
});
