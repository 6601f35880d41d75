import assert from "node:assert/strict";
import { mock } from "node:test";
import timers from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import type { GoServerlessFunctionArgs } from "../../../components/args.js";
import type { ForeignImage } from "../../../providers/adapter.js";
import { type Preparation, untilPrepared } from "../../../providers/aliyun/prepared.js";
import { sha256 } from "../declarer.js";
import { declare } from "./declare.js";
import { waitOn } from "./wait-on.js";

async function waitFor(...looks: readonly Preparation[]) {
  const { attempts, reports, failure } = await waitOn(
    (waiting) => untilPrepared({ name: "api", ...waiting }),
    looks,
  );
  return { attempts: attempts.length, reports, failure };
}

const active: Preparation = { state: "Active", lastUpdateStatus: "Successful" };
const pending: Preparation = { state: "Pending", lastUpdateStatus: "Successful" };
const inProgress: Preparation = { state: "Active", lastUpdateStatus: "InProgress" };
const failed: Preparation = { state: "Failed", stateReason: "the image is not there" };
const notUpdated: Preparation = {
  state: "Active",
  lastUpdateStatus: "Failed",
  lastUpdateStatusReason: "platform of image is unknown/unknown",
};
const waiting = 'Function Compute has not prepared the image of "api"';
const advice =
  "Correct it and deploy again. If that changes nothing of the function, save it in the console: only a change has Function Compute try again.";

describe("untilPrepared", () => {
  const done: [title: string, look: Preparation][] = [
    ["a function that is active", active],
    ["one that was not called for weeks", { ...active, state: "Inactive" }],
    ["one of which nothing is said", {}],
    ["one of which empty texts are said", { state: "", lastUpdateStatus: "" }],
  ];
  for (const [title, look] of done) {
    it(`ends with ${title}`, async () =>
      assert.deepEqual(await waitFor(look), { attempts: 1, reports: [], failure: undefined }));
  }

  for (const [title, look] of [
    ["a new function", pending],
    ["a changed one", inProgress],
  ] as const) {
    it(`goes on as long as the image of ${title} is prepared, and says so`, async () => {
      const reports = [`${waiting}.`, `${waiting}.`];
      assert.deepEqual(await waitFor(look, look, active), { attempts: 3, reports, failure: undefined });
    });
  }

  const failing: [title: string, look: Preparation, says: string][] = [
    ["a new function", failed, "the image is not there."],
    ["a changed one", notUpdated, "platform of image is unknown/unknown."],
    ["one of which no reason is known", { state: "Failed", stateReason: "" }, "Failed."],
    ["a changed one of which no reason is known", { lastUpdateStatus: "Failed" }, "Failed."],
  ];
  for (const [title, look, says] of failing) {
    it(`fails at the third look in a row that finds ${title} failed`, async () => {
      const { attempts, failure } = await waitFor(look);
      assert.equal(attempts, 3);
      assert.equal(failure, `${waiting} after 3 seconds. Function Compute says: ${says} ${advice}`);
    });
  }

  it("goes on after a failure that goes away, as that of the image before does", async () => {
    const { attempts, failure } = await waitFor(notUpdated, notUpdated, inProgress, notUpdated, active);
    assert.deepEqual([attempts, failure], [5, undefined]);
  });

  it("gives up after ten minutes", async () => {
    assert.equal((await waitFor(pending)).failure, `${waiting} after 601 seconds. ${advice}`);
  });
});

describe("a deployment of an image to aliyun", () => {
  const uri = `registry.cn-hangzhou.aliyuncs.com/shop/api@sha256:${sha256}`;
  const foreign: ForeignImage = { kind: "foreign", uri, sha256 };
  const args: Partial<GoServerlessFunctionArgs> = {
    entry: undefined,
    packaging: "image",
    image: { uri },
    environment: { TOKEN: pulumi.secret("hunter2") },
  };
  const read = "alicloud:fc/v3Function:V3Function shop-prod-api-prepared";
  let printed: string[] = [];
  let pausesMs: unknown[] = [];
  beforeEach(() => {
    printed = [];
    pausesMs = [];
    mock.method(console, "log", (line: string) => void printed.push(line));
    mock.method(timers, "setTimeout", async (milliseconds: unknown) => void pausesMs.push(milliseconds));
  });
  afterEach(() => mock.restoreAll());

  const pendingOnce = ({ name }: { name: string }) =>
    name.endsWith("prepared") ? { state: "Pending" } : { state: "Active" };

  for (const [title, own, after] of [
    ["LATEST gets ready instances and a URL", { port: 9000 }, /V3ProvisionConfig|V3Trigger/],
    [
      "a version is published, and the alias gets a URL",
      { alias: "live" },
      /V3FunctionVersion|V3Alias|V3Trigger/,
    ],
  ] as const) {
    it(`waits before ${title}`, async () => {
      const { inputs, outputs } = await declare(
        { ...args, warm: { instances: 2 }, aliyun: own },
        { foreign, answers: (resource) => ({ current: 2, ...pendingOnce(resource) }) },
      );
      const order = Object.keys(inputs);
      const last = order.indexOf(`${read}-2`);
      assert.ok(last > order.indexOf(read));
      const early = order.slice(0, last).filter((name) => after.test(name));
      const late = order.slice(last).filter((name) => after.test(name));
      assert.deepEqual([early, late.length >= 3], [[], true]);
      assert.deepEqual([printed, pausesMs], [[`info: [runtime] ${waiting}.`], [1_000]]);
      assert.equal(outputs["url"], "https://shop-prod-api-abcdef.cn-hangzhou.fcapp.run/");
    });
  }

  it("keeps the variables of the function that is read a secret", async () => {
    const { options } = await declare(args, { foreign, answers: () => active as Record<string, unknown> });
    assert.deepEqual(options["prepared"]?.additionalSecretOutputs, ["environmentVariables"]);
  });

  it("shows no secret in what Function Compute says", async () => {
    const says = { state: "Failed", stateReason: "no image for hunter2" };
    const answers = ({ name }: { name: string }) => (name.endsWith("prepared") ? says : active) as object;
    await declare(args, { foreign, answers: answers as () => Record<string, unknown> });
    assert.deepEqual(printed, [`info: [runtime] ${waiting}. Function Compute says: no image for <TOKEN>.`]);
  });

  it("waits for nothing in a preview", async () => {
    await declare(args, { foreign, preview: true, answers: () => ({ state: "Pending" }) });
    assert.deepEqual([printed, pausesMs], [[], []]);
  });

  it("is not waited for when it is one of a zip", async () => {
    const { inputs } = await declare(
      { aliyun: { alias: "live" } },
      { answers: () => ({ state: "Pending" }) },
    );
    assert.deepEqual([inputs[read], printed, pausesMs], [undefined, [], []]);
  });
});
