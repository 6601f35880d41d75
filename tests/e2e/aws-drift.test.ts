import assert from "node:assert/strict";
import * as fs from "node:fs";
import { fixtureZip } from "../emulator/fixtures.js";
import { zipCode } from "../standins/aws/lambda-code.js";
import type { LambdaFunction } from "../standins/aws/lambda-function.js";
import { deleteProvisioned } from "../standins/aws/provisioned-concurrency.js";
import { AwsProject } from "./aws-project.js";
import { get } from "./load.js";

const name = "shop-dev-api";
const logGroupType = "aws:cloudwatch/logGroup:LogGroup";

/** What follows when a new version has to be published. */
const newVersion = (from: string, to: string) => [
  `lambda:PublishVersion ${name}`,
  `lambda:PutProvisionedConcurrencyConfig ${name}:${to}`,
  `event:ProvisionedConcurrencyReady ${name}:${to}=1`,
  `lambda:UpdateAlias ${name}:live`,
  `lambda:DeleteProvisionedConcurrencyConfig ${name}:${from}`,
];

interface Case {
  readonly title: string;
  readonly change: (fn: LambdaFunction) => unknown;
  /** What a deployment does about it. */
  readonly writes: readonly string[];
}

describe("what was changed by hand on AWS is seen by a refresh and undone by a deployment:", function () {
  this.timeout(240_000);
  let shop: AwsProject;
  let asDeployed: object;

  before(async () => {
    shop = await AwsProject.start();
    await shop.up({ environment: { MODE: "slow" } });
    await shop.up({ environment: { MODE: "fast" }, warm: { instances: 1 } });
    asDeployed = await state();
  });
  after(() => shop.stop());
  beforeEach(() => shop.aws.journal.clear());

  /** What the service has, but for the number of the version. */
  async function state(): Promise<object> {
    const { functionName, version } = await shop.outputs();
    const fn = shop.aws.account.function(functionName);
    const { version: served, weights } = fn.alias("live");
    assert.deepEqual([served, fn.lastVersion], [version, version]);
    const { memorySize, environment } = fn.version(version).config;
    const [logGroup] = shop.aws.account.table(logGroupType).values();
    return {
      functionName,
      weights,
      memorySize,
      environment,
      latest: fn.config.memorySize,
      code: fn.codeSha256,
      retention: logGroup?.["retentionInDays"],
      warm: fn.provisioned.get(version)?.allocated,
    };
  }

  const cases: Case[] = [
    {
      title: "an alias that was moved to another version",
      change: (fn) => {
        fn.alias("live").version = "1";
      },
      writes: [`lambda:UpdateAlias ${name}:live`],
    },
    {
      title: "ready instances that were removed",
      change: (fn) => deleteProvisioned(fn, fn.lastVersion),
      writes: [
        `lambda:PutProvisionedConcurrencyConfig ${name}:2`,
        `event:ProvisionedConcurrencyReady ${name}:2=1`,
      ],
    },
    {
      title: "another retention of the log",
      change: ({ account }) => {
        for (const group of account.table(logGroupType).values()) group["retentionInDays"] = 1;
      },
      writes: [`logs:PutRetentionPolicy /aws/lambda/${name}`],
    },
    {
      title: "another memory size",
      change: (fn) => fn.configure({ ...fn.config, memorySize: 1024 }),
      writes: [`lambda:UpdateFunctionConfiguration ${name}`, ...newVersion("2", "3")],
    },
    {
      title: "another environment",
      change: (fn) => fn.configure({ ...fn.config, environment: { variables: { MODE: "broken" } } }),
      writes: [`lambda:UpdateFunctionConfiguration ${name}`, ...newVersion("3", "4")],
    },
    {
      title: "other code",
      change: async (fn) =>
        fn.replaceCode(zipCode(fs.readFileSync((await fixtureZip("lambda")).zip)), fn.config.architectures),
      writes: [`lambda:UpdateFunctionCode ${name}`, ...newVersion("4", "5")],
    },
  ];
  for (const { title, change, writes } of cases) {
    it(title, async () => {
      const { functionName, url } = await shop.outputs();
      await change(shop.aws.account.function(functionName));
      await shop.pulumi("up", "--yes", "--skip-preview", "--refresh");
      assert.deepEqual(shop.writes, writes);
      assert.deepEqual(await state(), asDeployed);
      assert.equal((await shop.outputs()).url, url);
    });
  }

  it("a URL that was deleted, which comes back as another", async () => {
    const { functionName, url } = await shop.outputs();
    await shop.aws.account.closeUrl(`${functionName}:live`);
    await shop.pulumi("refresh", "--yes");
    assert.deepEqual(shop.writes, []);
    await shop.up();
    assert.equal(shop.writes[0], `lambda:CreateFunctionUrlConfig ${name}:live`);
    const { localUrl, url: after } = await shop.outputs();
    assert.notEqual(after, url);
    assert.deepEqual(await get(localUrl), { status: 200, body: "Hello, world!\n" });
  });

  it("nothing, when nothing was changed", async () => {
    await shop.pulumi("up", "--yes", "--skip-preview", "--refresh");
    assert.deepEqual(shop.writes, []);
  });
});
