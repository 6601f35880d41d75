import assert from "node:assert/strict";
import { coldTest, lifeHeader } from "./calls.js";

/** Where the instances are it is ten seconds later, and the way takes 40 ms in each direction. */
const aheadMs = 10_000;
const wayMs = 40;

describe("coldTest", () => {
  const cases = [
    { name: "an old instance", beganMs: 400, sentMs: 1_000, cold: false },
    { name: "one that begins once the call has come", beganMs: 1_060, sentMs: 1_000, cold: true },
    { name: "one that begins while the call is on its way", beganMs: 1_030, sentMs: 1_000, cold: false },
    {
      name: "a new one that is ready, and whose answer is late",
      beganMs: 980,
      sentMs: 1_000,
      lateMs: 300,
      cold: false,
    },
    { name: "an old one whose clock is ahead", beganMs: 400, sentMs: 1_000, skewMs: 5_000, cold: false },
    { name: "an old one whose answer is late", beganMs: 400, sentMs: 1_000, lateMs: 300, cold: false },
  ];
  for (const { name, cold, ...life } of cases)
    it(`says that ${name} is ${cold ? "cold" : "warm"}`, () => {
      const isCold = coldTest();
      call(isCold, { beganMs: 0, sentMs: 500 });
      assert.equal(call(isCold, life), cold);
    });

  it("says nothing of answers that are not the function's", () => {
    assert.equal(coldTest()({}, { sentAtMs: 0, tookMs: 30 }), false);
  });
});

interface Life {
  readonly beganMs: number;
  readonly sentMs: number;
  readonly lateMs?: number;
  readonly skewMs?: number;
}

function call(
  isCold: ReturnType<typeof coldTest>,
  { beganMs, sentMs, lateMs = 0, skewMs = 0 }: Life,
): boolean {
  const answeredMs = Math.max(sentMs + wayMs, beganMs + 5);
  const header = [beganMs, answeredMs].map((ms) => ms + aheadMs + skewMs).join(" ");
  const tookMs = answeredMs + wayMs + lateMs - sentMs;
  return isCold({ [lifeHeader]: header }, { sentAtMs: sentMs, tookMs });
}
