import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { tellNoise } from "../../components/measure-start.js";
import { toSpec } from "../../components/spec.js";
import { local } from "../../providers/local/index.js";
import { initMeasurement } from "../evidence/init/init-measurement.js";

describe("tellNoise", () => {
  const { info, warn } = pulumi.log;
  let lines: string[] = [];
  beforeEach(() => {
    lines = [];
    const keep = (severity: string) => async (line: string) => void lines.push(`${severity}: ${line}`);
    Object.assign(pulumi.log, { info: keep("info"), warn: keep("warn") });
  });
  afterEach(() => void Object.assign(pulumi.log, { info, warn }));

  const tell = (initMs: number, changes: Parameters<typeof initMeasurement>[0]) =>
    tellNoise(
      toSpec("api", { entry: __dirname, budgets: { initMs } }, local),
      initMeasurement({ initMs: 2.6, initIntervalMs: [2.3, 3.1], runs: 100, isPrecise: false, ...changes }),
    );
  const fact =
    '"api" is ready after 2.60 ms, but the machine was so busy that 100 starts tell it only to 2.30-3.10 ms (with a confidence of 95 %).';

  it("says nothing of what is known well enough", async () => {
    await tell(3, { isPrecise: true });
    assert.deepEqual(lines, []);
  });

  it("warns where it may be more than the budget", async () => {
    await tell(3, {});
    assert.deepEqual(lines, [
      `warn: ${fact} "budgets.initMs" is 3 ms: measure on a quieter machine to be sure that it is kept.`,
    ]);
  });

  it("informs where the budget is kept all the same", async () => {
    await tell(3.1, {});
    assert.deepEqual(lines, [`info: ${fact} "budgets.initMs" is 3.1 ms, which is kept all the same.`]);
  });
});
