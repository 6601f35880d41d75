import assert from "node:assert/strict";
import { mock } from "node:test";
import timers from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { type Readiness, untilReady } from "../../../providers/aliyun/ready.js";
import { declare } from "./declare.js";
import { waitOn } from "./wait-on.js";

const readConfig = "alicloud:fc/v3ProvisionConfig:V3ProvisionConfig shop-prod-api-ready";

const waitFor = (looks: readonly Readiness[], wanted?: number) =>
  waitOn((waiting) => untilReady({ name: "api", wanted, ...waiting }), looks);

const starting: Readiness = { current: 0, target: 2 };
const broken: Readiness = { ...starting, currentError: "the port 9000 does not answer" };
const done: Readiness = { current: 2, target: 2 };

describe("untilReady", () => {
  it("asks once where all are ready", async () => {
    assert.deepEqual(await waitFor([done], 2), {
      attempts: [1],
      pausesMs: [],
      reports: [],
      failure: undefined,
    });
  });

  const enough: [title: string, look: Readiness, wanted: number | undefined, isEnough: boolean][] = [
    ["as many as were asked for", { current: 2, target: 5 }, 2, true],
    [
      "fewer than were asked for, while Function Compute still aims for what was",
      { current: 1, target: 1 },
      2,
      false,
    ],
    ["as many as Function Compute aims for, where it decides", { current: 3, target: 3 }, undefined, true],
    ["fewer than it aims for", { current: 2, target: 3 }, undefined, false],
    ["none where it aims for none", { current: 0, target: 0 }, undefined, true],
    ["more than enough", { current: 9, target: 2 }, 2, true],
  ];
  for (const [title, look, wanted, isEnough] of enough) {
    it(`${isEnough ? "ends with" : "goes on with"} ${title}`, async () => {
      const { attempts } = await waitFor([look, { current: 9, target: 9 }], wanted);
      assert.equal(attempts.length, isEnough ? 1 : 2);
    });
  }

  it("looks at growing intervals and says how far it is", async () => {
    const looks = [starting, starting, { ...starting, current: 1 }, starting, starting, starting, done];
    const none = '"api" has 0 of 2 warm instances ready.';
    assert.deepEqual(await waitFor(looks, 2), {
      attempts: [1, 2, 3, 4, 5, 6, 7],
      pausesMs: [1_000, 2_000, 4_000, 8_000, 16_000, 30_000],
      reports: [none, none, '"api" has 1 of 2 warm instances ready.', none, none, none],
      failure: undefined,
    });
  });

  it("gives up after five minutes", async () => {
    const { pausesMs, failure } = await waitFor([starting], 2);
    assert.equal(
      failure,
      '"api" has 0 of 2 warm instances ready after 301 seconds. The log of the function has more; correct it and deploy again.',
    );
    assert.equal(
      pausesMs.reduce((sum, each) => sum + each, 0),
      301_000,
    );
  });

  it("gives up at the third error in a row, with what Function Compute says", async () => {
    const { attempts, reports, failure } = await waitFor([broken], 2);
    const said = "Function Compute says: the port 9000 does not answer.";
    assert.deepEqual(attempts, [1, 2, 3]);
    assert.deepEqual(reports, Array(2).fill(`"api" has 0 of 2 warm instances ready. ${said}`));
    assert.equal(
      failure,
      `"api" has 0 of 2 warm instances ready after 3 seconds. ${said} The log of the function has more; correct it and deploy again.`,
    );
  });

  it("ends what Function Compute says with one full stop", async () => {
    for (const currentError of ["no image", "no image.", "no image.\n"]) {
      const { reports } = await waitFor([{ ...starting, currentError }, done], 2);
      assert.deepEqual(reports, ['"api" has 0 of 2 warm instances ready. Function Compute says: no image.']);
    }
  });

  it("goes on after errors that go away, as those of the instances before do", async () => {
    const { attempts, failure } = await waitFor([broken, broken, starting, broken, broken, done], 2);
    assert.deepEqual([attempts.length, failure], [6, undefined]);
  });

  it("does not mind an error where all are ready", async () => {
    assert.deepEqual((await waitFor([{ ...broken, current: 2 }], 2)).failure, undefined);
  });
});

describe("a deployment to aliyun with ready instances", () => {
  const warm = { instances: 2 };
  let printed: string[] = [];
  let pausesMs: unknown[] = [];
  beforeEach(() => {
    printed = [];
    pausesMs = [];
    mock.method(console, "log", (line: string) => void printed.push(line));
    mock.method(timers, "setTimeout", async (milliseconds: unknown) => void pausesMs.push(milliseconds));
  });
  afterEach(() => mock.restoreAll());

  it("reads the configuration anew until they are ready, and tells of it", async () => {
    const answers = ({ name }: { name: string }) =>
      name === "shop-prod-api-ready" ? { current: 1, target: 2 } : { current: 2, target: 2 };
    const { inputs, outputs } = await declare({ warm }, { answers });
    const id = "shop-prod-api-warm-08f163e2-id";
    assert.deepEqual(
      [inputs[readConfig], inputs[`${readConfig}-2`], inputs[`${readConfig}-3`]],
      [{ id }, { id }, undefined],
    );
    assert.deepEqual(printed, ['info: [runtime] "api" has 1 of 2 warm instances ready.']);
    assert.deepEqual(pausesMs, [1_000]);
    assert.equal(outputs["version"], "LATEST");
  });

  it("waits for what Function Compute aims for where the number changes by itself", async () => {
    const answers = ({ name }: { name: string }) =>
      name === "shop-prod-api-ready" ? { current: 3, target: 4 } : { current: 4, target: 4 };
    await declare({ warm: { instances: 2, autoscale: { max: 9 } } }, { answers });
    assert.deepEqual(printed, ['info: [runtime] "api" has 3 of 4 warm instances ready.']);
  });

  it("shows no secret that the program printed when it did not start", async () => {
    const said = { current: 0, target: 2, currentError: "exit 1. Logs: no table hunter2-orders for hunter2" };
    const answers = ({ name }: { name: string }) => (name === "shop-prod-api-ready" ? said : {});
    const environment = {
      TOKEN: pulumi.secret("hunter2"),
      TABLE: pulumi.output("hunter2-orders"),
      EMPTY: pulumi.output(""),
    };
    const { outputs } = await declare({ warm, environment }, { answers });
    assert.deepEqual(printed, [
      'info: [runtime] "api" has 0 of 2 warm instances ready. Function Compute says: exit 1. Logs: no table <TABLE> for <TOKEN>.',
    ]);
    assert.equal(outputs["url"], "https://shop-prod-api-abcdef.cn-hangzhou.fcapp.run/");
  });

  for (const [title, circumstances, aliyun] of [
    ["in a preview", { preview: true }, {}],
    ["on an alias, which the provider does not read", {}, { alias: "live" }],
  ] as const) {
    it(`waits for nothing ${title}`, async () => {
      await declare({ warm, aliyun }, { ...circumstances, answers: () => ({ current: 0, target: 2 }) });
      assert.deepEqual([printed, pausesMs], [[], []]);
    });
  }
});
