import assert from "node:assert/strict";
import { fixtureZip } from "../emulator/fixtures.js";
import { AwsProject, withoutSuffix } from "./aws-project.js";
import { interruptedIn, resourcesOf } from "./checkpoint.js";
import { bothDone, killedAndFreed, killedUp, withoutProvider } from "./killed-up.js";
import { flawless, type WarmWatch } from "./warm-watch.js";

/** All that a deployment writes which changes the code, the configuration and what is warm. */
const writes = [
  "lambda:UpdateFunctionConfiguration api",
  "lambda:UpdateFunctionCode api",
  "lambda:PublishVersion api",
  "lambda:PutProvisionedConcurrencyConfig api:new",
  "application-autoscaling:RegisterScalableTarget function:api:new",
  "application-autoscaling:PutScalingPolicy function:api:new/api-warm",
  "application-autoscaling:PutScheduledAction api-warm-0-lambda-function:api:new",
  "lambda:UpdateAlias api:live",
  "application-autoscaling:DeleteScalingPolicy function:api:old/api-warm",
  "application-autoscaling:DeleteScheduledAction api-warm-0-lambda-function:api:old",
  "application-autoscaling:DeregisterScalableTarget function:api:old",
  "lambda:DeleteProvisionedConcurrencyConfig api:old",
];
const instances = 4;

/** A function that changes, with what is seen of it meanwhile. */
class Changing {
  readonly shop: AwsProject;
  readonly watch: WarmWatch;
  #edition: number;

  static async start(): Promise<Changing> {
    const shop = await AwsProject.start();
    await declare(shop, 0);
    await shop.up();
    return new Changing(shop, await shop.watch(), 0);
  }

  private constructor(shop: AwsProject, watch: WarmWatch, edition: number) {
    this.shop = shop;
    this.watch = watch;
    this.#edition = edition;
  }

  change(): Promise<void> {
    this.#edition += 1;
    return declare(this.shop, this.#edition);
  }

  /** The version that gets the calls. */
  get live(): string {
    return Object.keys(this.watch.ready()).join();
  }

  /** What is in the account and in the state; the live version is called so. */
  end() {
    const { account } = this.shop.aws;
    const named = (text: string) => withoutSuffix(text).replace(new RegExp(`:${this.live}(?=$|/)`), ":live");
    const [fn] = account.functions.values();
    const provisioned = [...(fn?.provisioned ?? [])].map(([version, { requested, allocated, status }]) =>
      [named(`:${version}`), requested, allocated, status].join(" "),
    );
    return {
      newest: named(`:${fn?.lastVersion}`),
      isConfigured: fn?.config.memorySize === 256 + this.#edition,
      provisioned,
      contents: account.contents.map(named),
      resources: resourcesOf(this.shop.project),
    };
  }
}

/** Each edition has other code, another configuration, and another way to be as warm. */
async function declare(shop: AwsProject, edition: number): Promise<void> {
  shop.declare({
    entry: undefined,
    artifact: (await fixtureZip("lambda", String(edition))).zip,
    memoryMb: 256 + edition,
    warm: {
      instances,
      autoscale: { max: 6, targetUtilization: edition % 2 === 0 ? 0.5 : 0.6 },
      schedules: [{ cron: "0 0 * * *", instances }],
    },
  });
}

describe("a deployment to AWS that is killed", function () {
  this.timeout(240_000);
  let undisturbed: object;
  /** Two of them, since a deployment keeps one processor busy. */
  let changing: [Changing, Changing];

  before(async () => {
    changing = await Promise.all([Changing.start(), Changing.start()]);
  });
  after(() => Promise.all(changing.map(({ shop }) => shop.stop())));

  it("is compared with one that is not", async () => {
    const [one, other] = changing;
    const old = one.live;
    await one.change();
    await one.shop.up();
    const version = new RegExp(`:(${old}|${one.live})(?=$|/)`);
    const written = one.shop.writes
      .filter((line) => !line.startsWith("event:"))
      .map((line) => line.replaceAll("shop-dev-", ""))
      .map((line) => line.replace(version, (_, at) => (at === old ? ":old" : ":new")));
    assert.deepEqual(written.sort(), [...writes].sort());
    undisturbed = one.end();
    assert.deepEqual(undisturbed, { ...other.end(), provisioned: [":live 6 6 READY"], newest: ":live" });
  });

  for (const action of writes.map((line) => line.replace(/ .*/, ""))) {
    it(`before and after ${action}, comes to the same end with the next one`, () =>
      bothDone([
        endsTheSame(changing[0], (shop) => killedAndFreed(shop, { action, isDone: false })),
        endsTheSame(changing[1], (shop) => killedAndFreed(shop, { action, isDone: true })),
      ]));
  }

  for (const action of [
    "lambda:PublishVersion",
    "lambda:PutProvisionedConcurrencyConfig",
    "lambda:UpdateAlias",
  ]) {
    it(`by the end of its provider before and after ${action}, needs nothing but the next one`, () =>
      bothDone([
        endsTheSame(changing[0], (shop) => withoutProvider(shop, { action, isDone: false })),
        endsTheSame(changing[1], (shop) => withoutProvider(shop, { action, isDone: true })),
      ]));
  }

  async function endsTheSame(it: Changing, disturb: (shop: AwsProject) => Promise<void>): Promise<void> {
    const { shop, watch } = it;
    const before = it.live;
    await it.change();
    const observed = await watch.during(instances, async () => {
      await disturb(shop);
      await shop.up();
    });
    assert.deepEqual(observed, flawless);
    assert.deepEqual(it.end(), undisturbed);
    assert.equal(it.live, String(Number(before) + 1));
  }
});

describe("a first deployment to AWS that is killed", function () {
  this.timeout(240_000);
  let shop: AwsProject;

  before(async () => {
    shop = await AwsProject.start();
    await declare(shop, 0);
  });
  after(() => shop.stop());

  it("keeps its lock until somebody cancels it", async () => {
    await killedUp(shop, { action: "iam:CreateRole", isDone: false });
    assert.match(
      await shop.failingUp(),
      /error: the stack is currently locked by 1 lock\(s\)\. .* delete the lock file with `pulumi cancel`\./,
    );
    assert.deepEqual(shop.writes, []);
    await shop.pulumi("cancel", "--yes");
    assert.match(await shop.up(), /interrupted while creating\n/);
  });

  it("is told of by every later one, until its creates are cleared", async () => {
    assert.deepEqual(interruptedIn(shop.project), ["creating aws:iam/role:Role::shop-dev-api"]);
    assert.match(
      await shop.up(),
      /warning: Attempting to deploy or update resources with 1 pending operations/,
    );
    await shop.pulumi("refresh", "--yes", "--clear-pending-creates");
    assert.deepEqual(interruptedIn(shop.project), []);
    assert.doesNotMatch(await shop.up(), /pending operations/);
    await shop.pulumi("destroy", "--yes", "--skip-preview");
    assert.deepEqual(shop.aws.account.contents, []);
  });

  const orphans: [action: string, left: string][] = [
    ["iam:CreateRole", "aws:iam/role:Role shop-dev-api"],
    ["logs:CreateLogGroup", "aws:cloudwatch/logGroup:LogGroup /aws/lambda/shop-dev-api"],
    ["lambda:CreateFunction", "aws:lambda/function:Function shop-dev-api"],
  ];
  for (const [action, left] of orphans) {
    it(`after ${action}, leaves what no deployment after it knows, nor a destroy`, async () => {
      const before = shop.aws.account.contents;
      await killedAndFreed(shop, { action, isDone: true });
      await shop.up();
      await shop.pulumi("destroy", "--yes", "--skip-preview");
      const news = shop.aws.account.contents.filter((line) => !before.includes(line));
      assert.deepEqual(news.map(withoutSuffix), [left]);
    });
  }

  const taken: [action: string, command: string, remove: (functionName: string) => unknown][] = [
    [
      "lambda:CreateAlias",
      "delete-alias --function-name NAME --name live",
      (name) => shop.aws.account.function(name).aliases.delete("live"),
    ],
    [
      "lambda:CreateFunctionUrlConfig",
      "delete-function-url-config --function-name NAME --qualifier live",
      (name) => shop.aws.account.closeUrl(`${name}:live`),
    ],
  ];
  for (const [action, command, remove] of taken) {
    it(`after ${action}, says what has to be removed first`, async () => {
      await killedAndFreed(shop, { action, isDone: true });
      const output = await shop.failingUp();
      const functionName = [...shop.aws.account.functions.keys()].at(-1) ?? assert.fail("There is none.");
      const advice = `Either an interrupted deployment made it, and the state does not know, or the function had it before. If nothing calls it, remove it with \`aws lambda ${command.replace("NAME", functionName)}\`, and deploy again; else import it.`;
      assert.ok(output.includes(advice), output);
      await remove(functionName);
      await shop.up();
      await shop.pulumi("destroy", "--yes", "--skip-preview");
      assert.equal(shop.aws.account.functions.has(functionName), false);
    });
  }

  it("leaves ready instances of a version that the next one does not deploy", async () => {
    await shop.up();
    await declare(shop, 1);
    await killedAndFreed(shop, { action: "lambda:PutProvisionedConcurrencyConfig", isDone: true });
    await declare(shop, 2);
    await shop.up();
    const { functionName } = await shop.outputs();
    assert.deepEqual([...shop.aws.account.function(functionName).provisioned.keys()], ["2", "3"]);
  });
});
