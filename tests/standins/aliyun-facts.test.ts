import assert from "node:assert/strict";
import { facts } from "./aliyun/facts.js";
import { check } from "./check.js";
import { deletesBeforeReplace, diff } from "./diff.js";
import { unknown } from "./wire.js";

const types = {
  function: "alicloud:fc/v3Function:V3Function",
  version: "alicloud:fc/v3FunctionVersion:V3FunctionVersion",
  warm: "alicloud:fc/v3ProvisionConfig:V3ProvisionConfig",
  trigger: "alicloud:fc/v3Trigger:V3Trigger",
  bucket: "alicloud:oss/bucket:Bucket",
  object: "alicloud:oss/bucketObject:BucketObject",
  role: "alicloud:ram/role:Role",
  policy: "alicloud:ram/policy:Policy",
  attachment: "alicloud:ram/rolePolicyAttachment:RolePolicyAttachment",
  project: "alicloud:log/project:Project",
  store: "alicloud:log/store:Store",
  index: "alicloud:log/storeIndex:StoreIndex",
} as const;
type TypeName = keyof typeof types;

function factsOf(type: TypeName) {
  const found = facts[types[type]];
  assert.ok(found);
  return found;
}

const checked = (type: TypeName, news: object) => check(factsOf(type), "api", {}, { ...news });
const fn = { handler: "bootstrap", runtime: "custom.debian12" };
const trust = '{"Version":"1","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole"}]}';

describe("the facts of alicloud", () => {
  const refused: [title: string, type: TypeName, news: object, ...reasons: string[]][] = [
    [
      "too little memory",
      "function",
      { ...fn, memorySize: 32 },
      "expected memory_size to be in the range (64 - 32768), got 32. Examine values at 'api.memorySize'.",
    ],
    [
      "too little of a processor",
      "function",
      { ...fn, cpu: 0.01 },
      "expected cpu to be in the range (0.050000 - 16.000000), got 0.010000. Examine values at 'api.cpu'.",
    ],
    [
      "too small a disk",
      "function",
      { ...fn, diskSize: 511 },
      "expected disk_size to be at least (512), got 511. Examine values at 'api.diskSize'.",
    ],
    [
      "too many requests at once",
      "function",
      { ...fn, instanceConcurrency: 201 },
      "expected instance_concurrency to be in the range (0 - 200), got 201. Examine values at 'api.instanceConcurrency'.",
    ],
    [
      "another cloud's runtime",
      "function",
      { ...fn, runtime: "provided.al2023" },
      'expected runtime to be one of ["python3.10","python3.9","python3","nodejs20","nodejs18","nodejs16","nodejs14","java11","java8","php7.2","dotnetcore3.1","go1","custom.debian10","custom","custom-container","python3.12","custom.debian11","custom.debian12"], got provided.al2023. Examine values at \'api.runtime\'.',
    ],
    [
      "a name with a space",
      "function",
      { ...fn, functionName: "a b" },
      "invalid value for function_name (must match ^[0-9a-zA-Z_-]+$), got a b. Examine values at 'api.functionName'.",
    ],
    [
      "a rule for logs that does not exist",
      "function",
      { ...fn, logConfig: { logBeginRule: "x" } },
      `expected log_begin_rule to be one of ["None","DefaultRegex"], got x. Examine values at 'api.logConfig.logBeginRule'.`,
    ],
    [
      "an output",
      "function",
      { ...fn, functionArn: "a" },
      `Computed attributes cannot be set, but a value was set for "functionArn". Examine values at 'api.functionArn'.`,
    ],
    [
      "a function without a runtime",
      "function",
      { handler: "bootstrap" },
      `Missing required argument. The argument "runtime" is required, but no definition was found. Examine values at 'api.runtime'.`,
    ],
    [
      "too many warm instances",
      "warm",
      { functionName: "api", target: 10_001 },
      "expected target to be in the range (0 - 10000), got 10001. Examine values at 'api.target'.",
    ],
    [
      "a role with both names",
      "role",
      { roleName: "a", name: "a" },
      `Conflicting configuration arguments. "name": conflicts with role_name. Examine values at 'api.name'.`,
      `Conflicting configuration arguments. "role_name": conflicts with name. Examine values at 'api.roleName'.`,
    ],
    [
      "a trust policy that is no JSON",
      "role",
      { roleName: "a", assumeRolePolicyDocument: "trust" },
      `"assume_role_policy_document" (trust) is not a valid JSON. Examine values at 'api.assumeRolePolicyDocument'.`,
    ],
    [
      "a trust policy that is no text",
      "role",
      { roleName: "a", assumeRolePolicyDocument: { Version: "1" } },
      "expected assume_role_policy_document to be of type string. Examine values at 'api.assumeRolePolicyDocument'.",
    ],
    [
      "a policy with both names",
      "policy",
      { policyName: "a", name: "a", policyDocument: trust },
      `Conflicting configuration arguments. "name": conflicts with policy_name. Examine values at 'api.name'.`,
      `Conflicting configuration arguments. "policy_name": conflicts with name. Examine values at 'api.policyName'.`,
    ],
    [
      "a policy's statements beside its text",
      "policy",
      { policyDocument: trust, statements: [{ effect: "Allow", actions: ["*"], resources: ["*"] }] },
      `Conflicting configuration arguments. "policy_document": conflicts with statement. Examine values at 'api.policyDocument'.`,
    ],
    [
      "a policy's type in lower case",
      "attachment",
      { roleName: "a", policyName: "b", policyType: "system" },
      `expected policy_type to be one of ["System","Custom"], got system. Examine values at 'api.policyType'.`,
    ],
    [
      "a project with both names",
      "project",
      { projectName: "a", name: "a" },
      `Invalid combination of arguments. "project_name": only one of \`name,project_name\` can be specified, but \`name,project_name\` were specified.. Examine values at 'api.projectName'.`,
    ],
    [
      "a project without a name",
      "project",
      {},
      `Invalid combination of arguments. "project_name": one of \`name,project_name\` must be specified. Examine values at 'api.projectName'.`,
    ],
    [
      "a store without a project",
      "store",
      { logstoreName: "a" },
      `Invalid combination of arguments. "project_name": one of \`project,project_name\` must be specified. Examine values at 'api.projectName'.`,
    ],
    [
      "an object from two sources",
      "object",
      { bucket: "b", key: "k", source: "a.zip", content: "a" },
      `Conflicting configuration arguments. "content": conflicts with source. Examine values at 'api.content'.`,
      `Conflicting configuration arguments. "source": conflicts with content. Examine values at 'api.source'.`,
    ],
    [
      "an object that is kept without an end",
      "object",
      { bucket: "b", key: "k", content: "a", objectWormMode: "COMPLIANCE" },
      `Missing required argument. "object_worm_mode": all of \`object_worm_mode,object_worm_retain_until_date\` must be specified. Examine values at 'api.objectWormMode'.`,
    ],
    [
      "a bucket whose name is too short",
      "bucket",
      { bucket: "ab" },
      "expected length of bucket to be in the range (3 - 63), got ab. Examine values at 'api.bucket'.",
    ],
  ];
  for (const [title, type, news, ...reasons] of refused) {
    it(`refuse ${title}`, () => {
      const { failures } = checked(type, news);
      assert.deepEqual(
        failures.map(({ reason }) => reason),
        reasons,
      );
    });
  }

  const accepted: [title: string, type: TypeName, news: object][] = [
    ["a share of a processor that the service refuses", "function", { ...fn, cpu: 0.33, memorySize: 100 }],
    ["a disk that the service refuses", "function", { ...fn, diskSize: 777 }],
    ["a role without a name", "role", { assumeRolePolicyDocument: trust }],
    ["a project whose name the service refuses", "project", { projectName: "My_Project" }],
    ["a project whose name is not known yet", "project", { projectName: unknown, name: unknown }],
    ["an object of nothing", "object", { bucket: "b", key: "k" }],
    ["warm instances of anything", "warm", { functionName: "api", qualifier: "3", scheduledActions: [{}] }],
    ["a trigger whose settings are no JSON", "trigger", { ...trigger("http"), triggerConfig: "x" }],
  ];
  for (const [title, type, news] of accepted) {
    it(`accept ${title}`, () => assert.deepEqual(checked(type, news).failures, []));
  }

  const defaults: [title: string, type: TypeName, news: object, names: string[]][] = [
    ["a function", "function", fn, []],
    ["an object", "object", { bucket: "b", key: "k" }, ["acl", "serverSideEncryption"]],
    [
      "a store",
      "store",
      { projectName: "p", logstoreName: "l" },
      ["appendMeta", "retentionPeriod", "shardCount"],
    ],
    ["a role with a document", "role", { assumeRolePolicyDocument: trust }, []],
    ["a policy with a document", "policy", { policyDocument: trust }, []],
    ["a role of services", "role", { services: ["fc.aliyuncs.com"] }, ["version"]],
  ];
  for (const [title, type, news, names] of defaults) {
    it(`fill in what ${title} leaves out, and no name`, () =>
      assert.deepEqual(checked(type, news).inputs["__defaults"], names));
  }

  const document = { assumeRolePolicyDocument: trust };
  const rewritten = JSON.stringify(JSON.parse(trust), undefined, 2);
  const changes: [title: string, type: TypeName, olds: object, news: object, ...paths: string[]][] = [
    ["nothing in what is left out", "function", { ...fn, memorySize: 512, cpu: 0.5 }, fn],
    [
      "variables that go",
      "function",
      { ...fn, environmentVariables: { A: "1" } },
      fn,
      "environmentVariables",
    ],
    ["an idle time that only the service knows", "function", { ...fn, idleTimeout: 60 }, fn, "idleTimeout!"],
    [
      "logs that only the service knows",
      "function",
      { ...fn, logConfig: { logBeginRule: "None", enableInstanceMetrics: false } },
      fn,
      "logConfig",
    ],
    ["another name", "function", { ...fn, functionName: "a" }, { ...fn, functionName: "b" }, "functionName!"],
    [
      "another checksum",
      "function",
      { ...fn, code: { zipFile: "UEs=", checksum: "1" } },
      { ...fn, code: { zipFile: "UEs=", checksum: "2" } },
      "code.checksum",
    ],
    [
      "another description of a version",
      "version",
      { functionName: "a", description: "1" },
      { functionName: "a", description: "2" },
      "description!",
    ],
    [
      "another qualifier, in place",
      "warm",
      { functionName: "a", qualifier: "LATEST" },
      { functionName: "a", qualifier: "live" },
      "qualifier",
    ],
    [
      "processors that the service allots unasked",
      "warm",
      { functionName: "a", alwaysAllocateCpu: true, alwaysAllocateGpu: true },
      { functionName: "a" },
      "alwaysAllocateCpu",
      "alwaysAllocateGpu",
    ],
    [
      "nothing in settings written differently",
      "trigger",
      trigger("http", { authType: "anonymous", methods: ["GET"] }),
      trigger("http", { methods: ["GET"], authType: "anonymous" }),
    ],
    [
      "a setting that the service adds",
      "trigger",
      trigger("http", { authType: "anonymous", disableURLInternet: false }),
      trigger("http", { authType: "anonymous" }),
      "triggerConfig",
    ],
    [
      "settings that are no JSON",
      "trigger",
      { ...trigger("http"), triggerConfig: "a" },
      { ...trigger("http"), triggerConfig: "b" },
      "triggerConfig",
    ],
    ["nothing in a document written differently", "role", document, { assumeRolePolicyDocument: rewritten }],
    [
      "nothing in what a role's document says",
      "role",
      { ...document, document: trust, version: "1", services: ["fc.aliyuncs.com"], name: "a" },
      document,
    ],
    ["the path of a file, not what is in it", "object", { source: "a.zip" }, { source: "a.zip" }],
    ["another path", "object", { source: "a.zip" }, { source: "b.zip" }, "source"],
    ["another key", "object", { key: "a" }, { key: "b" }, "key!"],
    ["no number of shards but the first", "store", { shardCount: 2 }, { shardCount: 4 }],
    ["another retention", "store", { retentionPeriod: 30 }, { retentionPeriod: 7 }, "retentionPeriod"],
    ["a length that only the service knows", "index", { maxTextLen: 2048 }, {}, "maxTextLen"],
  ];
  for (const [title, type, olds, news, ...paths] of changes) {
    it(`find ${title}`, () => {
      const found = diff(factsOf(type), { ...olds }, { ...news });
      assert.deepEqual(
        found.map(({ path, replaces }) => (replaces ? `${path}!` : path)),
        paths,
      );
    });
  }

  it("have every replacement created first", () => {
    const first = Object.values(types).filter((type) =>
      deletesBeforeReplace(facts[type] ?? { properties: {} }, { __defaults: [] }),
    );
    assert.deepEqual(first, []);
  });
});

function trigger(triggerType: string, config: object = {}) {
  return {
    functionName: "api",
    qualifier: "LATEST",
    triggerType,
    triggerConfig: JSON.stringify(config),
  };
}
