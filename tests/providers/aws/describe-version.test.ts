import assert from "node:assert/strict";
import fc from "fast-check";
import type { WarmArgs } from "../../../components/args.js";
import { toSpec } from "../../../components/spec.js";
import type { AwsArgs } from "../../../providers/aws/args.js";
import { describeVersion } from "../../../providers/aws/describe-version.js";
import { aws as adapter } from "../../../providers/aws/index.js";

describe("describeVersion", () => {
  const describeWith = (warm: WarmArgs, aws: AwsArgs = {}) =>
    describeVersion(toSpec("api", { entry: ".", warm, aws }, adapter));
  const rollout = { percent: 10, previousVersion: "41" };
  const rows: [title: string, text: string | undefined, ...Parameters<typeof describeWith>][] = [
    ["says nothing without ready instances", undefined, {}],
    ["says nothing of a fixed number, which changes in place", undefined, { instances: 2 }],
    ["says nothing of a rollout without ready instances", undefined, {}, { rollout }],
    [
      "spells autoscaling",
      "goserverless: ready instances: 2, up to 5 at 0.7 utilization",
      { instances: 2, autoscale: { max: 5 } },
    ],
    [
      "spells schedules",
      "goserverless: ready instances: 0, 3 from 0 8 * * MON-FRI Asia/Shanghai, 1 from 0 20 * * * UTC",
      {
        schedules: [
          { cron: "0 8 * * MON-FRI", timezone: "Asia/Shanghai", instances: 3 },
          { cron: "0 20 * * *", instances: 1 },
        ],
      },
    ],
    [
      "mentions a rollout, whose end has to publish a version",
      "goserverless: rollout beside version 41",
      { instances: 2 },
      { rollout },
    ],
    [
      "mentions it after what is scaled",
      "goserverless: ready instances: 0, up to 5 at 0.7 utilization, rollout beside version 41",
      { autoscale: { max: 5 } },
      { rollout },
    ],
    [
      "keeps to 256 characters, told apart by a hash of all of it",
      `goserverless: ready instances: 0${Array(9).join(", 1 from 0 8 * * * Asia/Shanghai").slice(0, 212)}... 9345555a`,
      { schedules: Array(9).fill({ cron: "0 8 * * *", timezone: "Asia/Shanghai", instances: 1 }) },
    ],
  ];
  for (const [title, text, ...given] of rows) it(title, () => assert.equal(describeWith(...given), text));

  it("does not change with the share of a rollout, which needs no version of its own", () => {
    const [few, most] = [10, 90].map((percent) =>
      describeWith({ instances: 1 }, { rollout: { ...rollout, percent } }),
    );
    assert.equal(few, most);
  });

  it("gives two settings two texts, of 256 characters at most", () => {
    const scheduled = fc.record({
      cron: fc.constantFrom("0 8 * * MON-FRI", "0 20 * * *", "30 6 1 JAN,JUL *"),
      timezone: fc.constantFrom("UTC", "Asia/Shanghai", "America/Argentina/ComodRivadavia"),
      instances: fc.integer({ min: 1, max: 9 }),
    });
    const begin = fc.array(scheduled, { maxLength: 12 });
    fc.assert(
      fc.property(begin, scheduled, scheduled, (same, one, other) => {
        const [text = "", otherText = ""] = [one, other].map((last) =>
          describeWith({ schedules: [...same, last] }),
        );
        assert.ok(text.length <= 256 && text !== "", text);
        assert.equal(text === otherText, JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });
});
