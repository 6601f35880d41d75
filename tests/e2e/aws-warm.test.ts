import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { WarmArgs } from "../../components/args.js";
import { eventually } from "../emulator/harness.js";
import { AwsProject } from "./aws-project.js";
import { flawless, type WarmWatch } from "./warm-watch.js";

interface Mode {
  readonly warm?: WarmArgs;
  /** The least that is ever to be ready. */
  readonly asked: number;
  /** Where it begins. */
  readonly begin: number;
}

/** Of the two, the daily one fired last, whatever the day. */
const schedules = [
  { cron: "0 0 1 1 *", instances: 7 },
  { cron: "0 0 * * *", instances: 5 },
];
const modes = {
  none: { asked: 0, begin: 0 },
  fixed: { warm: { instances: 4 }, asked: 4, begin: 4 },
  autoscaled: { warm: { instances: 4, autoscale: { max: 6 } }, asked: 4, begin: 6 },
  scheduled: { warm: { schedules }, asked: 5, begin: 5 },
  both: { warm: { instances: 4, autoscale: { max: 8 }, schedules }, asked: 5, begin: 8 },
} satisfies Record<string, Mode>;
type ModeName = keyof typeof modes;

/** Each step is another ordered pair of modes. */
const walk =
  "none fixed none autoscaled none scheduled none both fixed autoscaled fixed scheduled fixed both autoscaled scheduled autoscaled both scheduled both none".split(
    " ",
  ) as ModeName[];

describe("warm instances on AWS", function () {
  this.timeout(240_000);
  let shop: AwsProject;
  let watch: WarmWatch;

  before(async () => {
    shop = await AwsProject.start();
    await shop.up({ memoryMb: 512 });
    watch = await shop.watch();
  });
  after(() => shop.stop());

  it("are missed by every instrument of this test where there are none", async () => {
    const { failures, cold, short } = await watch.during(1, () => shop.up({}));
    assert.deepEqual(failures, []);
    assert.ok(cold > 0);
    assert.ok(short.some((line) => /^lambda:UpdateAlias .*: version 2 has 0 of 1 ready$/.test(line)));
  });

  it("are priced in a preview, in one line", async () => {
    shop.declare({ memoryMb: 512, warm: { instances: 1 } });
    const preview = await shop.pulumi("preview", "--diff");
    shop.declare({});
    const line =
      process.arch === "arm64"
        ? "Ready instances cost about 4.38 USD a month while idle, 14.60 while busy (prices of 2026-09-22): api 4.38 (pays off above 60 % of the time busy)."
        : "Ready instances cost about 5.48 USD a month while idle, 18.25 while busy (prices of 2026-09-22): api 5.48 (pays off above 60 % of the time busy).";
    assert.equal(preview.split("\n").filter((each) => each.trim() === line).length, 1, preview);
  });

  describe("between two settings", () => {
    const visited = new Set<ModeName>(["none"]);

    it("are tried in every order", () => {
      const names = Object.keys(modes);
      assert.equal(new Set(walk.slice(1).map((to, at) => `${walk[at]} ${to}`)).size, names.length * 4);
    });

    for (const [at, to] of walk.slice(1).entries()) {
      const from = walk[at] ?? "none";
      it(`are never less than asked from ${from} to ${to}`, async () => {
        const { warm, begin, asked }: Mode = modes[to];
        const observed = await watch.during(Math.min(modes[from].asked, asked), () => shop.up({ warm }));
        const isWarm = from !== "none" && to !== "none";
        assert.deepEqual(observed, isWarm ? flawless : { ...flawless, cold: observed.cold });
        const { functionName, version } = await shop.outputs();
        assert.deepEqual(watch.ready(), { [version]: begin });
        assert.equal(shop.aws.account.function(functionName).provisioned.size, begin > 0 ? 1 : 0);
        const resourceId = `function:${functionName}:${version}`;
        if (to === "autoscaled" || to === "both") await scaled(asked, () => shop.aws.scale(resourceId, 1));
        if (to === "scheduled" || to === "both") await scaled(7, () => shop.aws.runScheduledAction(yearly()));
        if (!visited.has(to)) await changeNothing();
        visited.add(to);
      });
    }

    /** Lets AWS change the number, and waits until it has. */
    async function scaled(count: number, work: () => void): Promise<void> {
      work();
      const { functionName } = await shop.outputs();
      const configs = shop.aws.account.function(functionName).provisioned;
      const isDone = () =>
        [...configs.values()].every((config) =>
          isDeepStrictEqual(config, {
            requested: count,
            allocated: count,
            status: "READY",
            reason: undefined,
          }),
        );
      await eventually(isDone, "it is scaled");
    }

    /** The scheduled action that did not fire last. */
    function yearly(): string {
      const names = shop.aws.account.contents.map(
        (line) => /(\S+-warm-0\S*)-lambda-function:/.exec(line)?.[1],
      );
      return names.find((name) => name !== undefined) ?? assert.fail("There is no such action.");
    }

    async function changeNothing(): Promise<void> {
      assert.match(await shop.up(), /Resources:\n {4}\d+ unchanged\n/);
      assert.deepEqual(shop.writes, []);
      assert.match(await shop.pulumi("up", "--refresh", "--yes", "--skip-preview"), / unchanged\n/);
      assert.deepEqual(shop.writes, []);
    }
  });

  const kinds: [mode: ModeName, deploys: number, other: WarmArgs][] = [
    ["fixed", 20, { instances: 6 }],
    ["autoscaled", 6, { instances: 5, autoscale: { max: 7 } }],
    ["scheduled", 6, { schedules: [{ cron: "0 0 * * *", instances: 6 }] }],
  ];
  for (const [mode, deploys, other] of kinds) {
    it(`take every call through ${deploys} deploys when ${mode}`, async () => {
      const { warm, asked } = modes[mode] as Required<Mode>;
      await change(-1, [warm, other]);
      for (let deploy = 0; deploy < deploys; deploy++) {
        const [before = ""] = Object.keys(watch.ready());
        const observed = await watch.during(asked, () => change(deploy, [warm, other]));
        assert.deepEqual(observed, flawless, shop.writes.join("\n"));
        const [version = ""] = Object.keys(watch.ready());
        const isPublished = mode !== "fixed" || deploy % 3 !== 2;
        assert.equal(version, isPublished ? String(Number(before) + 1) : before);
        const ready = [`Put ${version}`, `Ready ${version}`];
        assert.deepEqual(turns(), isPublished ? [...ready, "Alias live", `Delete ${before}`] : ready);
      }
    });
  }

  /** Of three deploys, one changes the code, one the configuration and one what is warm. */
  async function change(deploy: number, warmth: [WarmArgs, WarmArgs]): Promise<void> {
    if (deploy % 3 === 0) shop.project.writeFunction("api", `Hello ${deploy}, %s!`);
    const edition = Math.floor((deploy + 2) / 3);
    const warm = warmth[Math.floor((deploy + 1) / 3) % 2];
    await shop.up({ warm, memoryMb: 256 + (edition % 2), environment: { EDITION: String(edition) } });
  }

  /** What became ready, what got the traffic and what was released, in order. */
  function turns(): string[] {
    const names = /(Put|Delete)ProvisionedConcurrencyConfig|ProvisionedConcurrency(Ready)|Update(Alias)/;
    return shop.writes.flatMap((line) => {
      const [, ...found] = names.exec(line) ?? [];
      const name = found.find((each) => each !== undefined);
      return name === undefined ? [] : [`${name} ${line.split(":").at(-1)?.replace(/=.*/, "")}`];
    });
  }
});
