import assert from "node:assert/strict";
import { largestBurst, mostCalls } from "../../../evidence/calls/call-budget.js";
import { forceColdStarts } from "../../../evidence/calls/force-cold-starts.js";
import type { Call, CallTarget } from "../../../evidence/calls/measured-calls.js";
import type { Platform } from "../../../evidence/calls/platform.js";

const target = { cloud: "aws", requestsPerInstance: 1 } as CallTarget;
const planOf = (cold: number) => ({ cold, warm: 7, payload: Buffer.alloc(0) });

/** A platform that answers each burst with so many cold calls; the last number counts for all bursts that follow. */
function pretend(coldOfBursts: readonly number[]): Platform & { readonly bursts: number[] } {
  const bursts: number[] = [];
  return {
    bursts,
    notes: [],
    call: async () => ({ requestId: "id", roundTripMs: 1, outcome: "ok" }),
    withFigures: async (calls): Promise<readonly Call[]> => {
      const cold = coldOfBursts[Math.min(bursts.length, coldOfBursts.length - 1)] ?? 0;
      bursts.push(calls.length);
      return calls.map((call, index) => ({ ...call, figures: { cold: index < cold, durationMs: 1 } }));
    },
    close: () => {},
  };
}

const cases = [
  { what: "one burst when all of it is cold", wanted: 10, cold: [10], bursts: [10], found: 10 },
  { what: "one more by what is missing", wanted: 10, cold: [4, 6], bursts: [10, 16], found: 10 },
  { what: "twice as many after none was cold", wanted: 4, cold: [0, 0, 4], bursts: [4, 8, 16], found: 4 },
  { what: "none when none is wanted", wanted: 0, cold: [0], bursts: [], found: 0 },
];

describe("forceColdStarts", () => {
  for (const { what, wanted, cold, bursts, found } of cases) {
    it(`sends ${what}`, async () => {
      const platform = pretend(cold);
      const { calls, notes } = await forceColdStarts(platform, target, planOf(wanted));
      assert.deepEqual(platform.bursts, bursts);
      assert.equal(calls.filter(({ figures }) => figures?.cold).length, found);
      assert.deepEqual(notes, []);
    });
  }

  it("gives up at eight calls for each cold start, and makes no more than was said", async () => {
    const platform = pretend([0]);
    const { calls, notes } = await forceColdStarts(platform, target, planOf(10));
    assert.deepEqual(platform.bursts, [10, 20, 40]);
    assert.deepEqual(notes, [
      "Only 0 of 10 cold starts could be forced: more than 80 calls would be needed.",
    ]);
    assert.ok(calls.length <= mostCalls(target, planOf(10)));
  });

  it("never sends more than 500 calls at the same time", async () => {
    const platform = pretend([500, 0]);
    const { notes } = await forceColdStarts(platform, target, planOf(600));
    assert.deepEqual(platform.bursts, [largestBurst, largestBurst]);
    assert.deepEqual(notes, [
      "Only 500 of 600 cold starts could be forced: 500 calls at the same time, the most that are made, start no more.",
    ]);
  });

  it("waits for the whole burst before it passes an error on", async () => {
    let open = 0;
    const failing: Platform = {
      ...pretend([0]),
      call: async () => {
        const turn = ++open;
        if (turn > 1) await new Promise(setImmediate);
        open--;
        if (turn === 1) throw new Error("denied");
        return { requestId: "id", roundTripMs: 1, outcome: "ok" };
      },
    };
    await assert.rejects(forceColdStarts(failing, target, planOf(3)), { message: "denied" });
    assert.equal(open, 0);
  });
});

describe("mostCalls", () => {
  const local = { ...target, cloud: "local" } as const;
  const shared = { ...target, requestsPerInstance: 5 };
  for (const [which, whom, calls] of [
    ["on a cloud", target, 87],
    ["of instances that take several at a time", shared, 407],
    ["on the local cloud", local, 17],
  ] as const) {
    it(`counts the calls ${which}`, () => assert.equal(mostCalls(whom, planOf(10)), calls));
  }
});
