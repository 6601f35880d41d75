import assert from "node:assert/strict";
import { facts } from "./aws/facts.js";
import { StandinAws } from "./aws/standin-aws.js";
import { previewOutputs } from "./diff.js";
import { unknown } from "./wire.js";

const types = {
  alias: "aws:lambda/alias:Alias",
  function: "aws:lambda/function:Function",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  pc: "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
  attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
} as const;
type TypeName = keyof typeof types;

const urn = (type: TypeName) => `urn:pulumi:dev::shop::${types[type]}::api`;
const code = (hash: string, path = "api.zip") => ({
  "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
  hash,
  path,
});
const zip = {
  role: "r",
  packageType: "Zip",
  runtime: "provided.al2023",
  handler: "bootstrap",
  publish: true,
};

describe("diff", () => {
  let aws: StandinAws;
  before(async () => {
    aws = await StandinAws.start();
  });
  after(() => aws.stop());

  interface Case {
    readonly title: string;
    readonly type: TypeName;
    readonly olds: object;
    readonly news: object;
    /** Paths, with `!` where the change replaces. */
    readonly changes: string[];
    readonly deletesFirst?: boolean;
  }
  const cases: Case[] = [
    { title: "nothing", type: "logGroup", olds: { name: "a" }, news: { name: "a" }, changes: [] },
    {
      title: "no default and no output",
      type: "logGroup",
      olds: {
        name: "a",
        retentionInDays: 0,
        skipDestroy: false,
        arn: "arn",
        logGroupClass: "STANDARD",
        tagsAll: {},
      },
      news: { name: "a", retentionInDays: 0, skipDestroy: false },
      changes: [],
    },
    {
      title: "a new value",
      type: "logGroup",
      olds: { retentionInDays: 7 },
      news: { retentionInDays: 30 },
      changes: ["retentionInDays"],
    },
    {
      title: "a value that goes",
      type: "logGroup",
      olds: { kmsKeyId: "k" },
      news: {},
      changes: ["kmsKeyId"],
    },
    {
      title: "a name of the program's, which cannot be had twice",
      type: "logGroup",
      olds: { name: "a" },
      news: { name: "b", __defaults: [] },
      changes: ["name!"],
      deletesFirst: true,
    },
    {
      title: "a replacement under a made-up name",
      type: "alias",
      olds: { name: "a-1", functionName: "f" },
      news: { name: "a-1", functionName: "g", __defaults: ["name"] },
      changes: ["functionName!"],
    },
    {
      title: "a replacement under a name of the program's",
      type: "alias",
      olds: { name: "live", functionName: "f" },
      news: { name: "live", functionName: "g", __defaults: [] },
      changes: ["functionName!"],
      deletesFirst: true,
    },
    {
      title: "no ARN in place of the function's name",
      type: "alias",
      olds: { functionName: "f" },
      news: { functionName: "arn:aws:lambda:us-east-1:123456789012:function:f" },
      changes: [],
    },
    {
      title: "an ARN in place of the name where the provider compares texts",
      type: "pc",
      olds: { functionName: "f" },
      news: { functionName: "arn:aws:lambda:us-east-1:123456789012:function:f" },
      changes: ["functionName!"],
    },
    {
      title: "a qualifier, which is created before the old one goes",
      type: "pc",
      olds: { qualifier: "1" },
      news: { qualifier: "2" },
      changes: ["qualifier!"],
    },
    {
      title: "a qualifier that is not known yet",
      type: "pc",
      olds: { qualifier: "1" },
      news: { qualifier: unknown },
      changes: ["qualifier!"],
    },
    {
      title: "an attachment, which always goes first",
      type: "attachment",
      olds: { role: "a" },
      news: { role: "b" },
      changes: ["role!"],
      deletesFirst: true,
    },
    {
      title: "no policy that is written differently",
      type: "rolePolicy",
      olds: { policy: '{"Version":"2012-10-17","Statement":[]}' },
      news: { policy: '{ "Statement": [], "Version": "2012-10-17" }' },
      changes: [],
    },
    {
      title: "no archive of the same content",
      type: "function",
      olds: { ...zip, code: code("1") },
      news: { ...zip, code: code("1", "b.zip") },
      changes: [],
    },
    {
      title: "an archive of other content",
      type: "function",
      olds: { ...zip, code: code("1") },
      news: { ...zip, code: code("2") },
      changes: ["code"],
    },
    {
      title: "the value inside",
      type: "function",
      olds: {
        ...zip,
        environment: { variables: { A: "1" } },
        loggingConfig: { logFormat: "JSON", logGroup: "g", systemLogLevel: "INFO" },
      },
      news: { ...zip, environment: { variables: { A: "2" } }, loggingConfig: { logFormat: "Text" } },
      changes: ["environment.variables", "loggingConfig.logFormat"],
    },
    {
      title: "a durable configuration that comes, which replaces",
      type: "function",
      olds: zip,
      news: { ...zip, durableConfig: { executionTimeout: 60 } },
      changes: ["durableConfig!"],
    },
    {
      title: "a durable configuration that changes, which does not",
      type: "function",
      olds: { ...zip, durableConfig: { executionTimeout: 30 } },
      news: { ...zip, durableConfig: { executionTimeout: 60 } },
      changes: ["durableConfig.executionTimeout"],
    },
    {
      title: "no region that is the account's own",
      type: "logGroup",
      olds: { region: "us-east-1" },
      news: { region: "us-east-1" },
      changes: [],
    },
    {
      title: "another region",
      type: "pc",
      olds: { region: "us-east-1" },
      news: { region: "eu-west-1" },
      changes: ["region!"],
    },
  ];
  for (const { title, type, olds, news, changes, deletesFirst = false } of cases) {
    it(`finds ${title}`, () => {
      const found = aws
        .provider()
        .diff(urn(type), { ...olds }, { __defaults: ["name", "statementId"], ...news });
      const paths = found.changes.map(
        ({ path, replaces }) => path + (replaces || found.replaces.includes(path) ? "!" : ""),
      );
      assert.deepEqual(paths, changes);
      assert.equal(found.deleteBeforeReplace, deletesFirst);
    });
  }

  it("refuses a zip function without a handler in the plan", () => {
    assert.throws(
      () => aws.provider().diff(urn("function"), {}, { packageType: "Zip", runtime: "provided.al2023" }),
      {
        message: "handler and runtime must be set when PackageType is Zip",
      },
    );
  });
});

describe("previewOutputs", () => {
  it("knows nothing that only a created resource has", () => {
    const found = facts[types.alias];
    assert.ok(found);
    const inputs = { name: "live", functionName: "f", functionVersion: "1", __defaults: [] };
    assert.deepEqual(previewOutputs(found, undefined, inputs), {
      name: "live",
      functionName: "f",
      functionVersion: "1",
      arn: unknown,
      invokeArn: unknown,
      region: unknown,
    });
  });
});

describe("update in a preview", () => {
  const olds = {
    ...zip,
    memorySize: 128,
    version: "1",
    qualifiedArn: "f:1",
    qualifiedInvokeArn: "i:1",
    arn: "f",
    lastModified: "then",
  };
  const cases: { title: string; news: object; unknowns: string[] }[] = [
    {
      title: "of the configuration knows no version",
      news: { memorySize: 256 },
      unknowns: ["version", "qualifiedArn", "qualifiedInvokeArn"],
    },
    {
      title: "of the code knows no time either",
      news: { code: code("2") },
      unknowns: ["version", "qualifiedArn", "lastModified", "qualifiedInvokeArn"],
    },
    { title: "of tags knows the version", news: { tags: { a: "b" } }, unknowns: [] },
    {
      title: "of the reservation knows the version",
      news: { reservedConcurrentExecutions: 10 },
      unknowns: [],
    },
    {
      title: "without publishing knows the version",
      news: { memorySize: 256, publish: false },
      unknowns: [],
    },
  ];
  for (const { title, news, unknowns } of cases) {
    it(title, async () => {
      const aws = await StandinAws.start();
      try {
        const outputs = await aws
          .provider()
          .update(urn("function"), "f", olds, { ...zip, memorySize: 128, ...news }, true);
        const found = Object.keys(outputs).filter((name) => outputs[name] === unknown);
        assert.deepEqual(found.sort(), unknowns.sort());
        assert.equal(outputs["arn"], "f");
        assert.deepEqual(aws.calls, []);
      } finally {
        await aws.stop();
      }
    });
  }
});
