import assert from "node:assert/strict";
import { type PoolState, toStart } from "../../emulator/pool-demand.js";

const quiet: PoolState = {
  ...{
    waitingCalls: 0,
    overdueCalls: 0,
    settlingCalls: 0,
    callsPerInstance: 1,
    warmTarget: 0,
    alive: 0,
    starting: 0,
    maxStarting: 8,
  },
};

describe("toStart", () => {
  const cases: { title: string; state: Partial<PoolState>; forCalls: number; forWarmth: number }[] = [
    { title: "nothing for nothing", state: {}, forCalls: 0, forWarmth: 0 },
    { title: "one for each call that waits", state: { waitingCalls: 3 }, forCalls: 3, forWarmth: 0 },
    {
      title: "none for calls that others will take",
      state: { waitingCalls: 4, settlingCalls: 1, starting: 2 },
      forCalls: 1,
      forWarmth: 0,
    },
    {
      title: "none when more get free than wait",
      state: { waitingCalls: 1, settlingCalls: 4 },
      forCalls: 0,
      forWarmth: 0,
    },
    {
      title: "one for each call that has waited too long for that",
      state: { waitingCalls: 4, settlingCalls: 4, overdueCalls: 3, starting: 1 },
      forCalls: 2,
      forWarmth: 0,
    },
    {
      title: "one for as many calls as it takes",
      state: { waitingCalls: 11, callsPerInstance: 10 },
      forCalls: 2,
      forWarmth: 0,
    },
    {
      title: "the warm ones that are lacking",
      state: { warmTarget: 5, alive: 2 },
      forCalls: 0,
      forWarmth: 3,
    },
    {
      title: "those for calls count as warm",
      state: { warmTarget: 5, alive: 2, waitingCalls: 2 },
      forCalls: 2,
      forWarmth: 1,
    },
    {
      title: "calls before warmth, no more than may start",
      state: { waitingCalls: 6, warmTarget: 9, starting: 1 },
      forCalls: 5,
      forWarmth: 2,
    },
    {
      title: "none while enough are being started",
      state: { waitingCalls: 20, starting: 8 },
      forCalls: 0,
      forWarmth: 0,
    },
  ];
  for (const { title, state, forCalls, forWarmth } of cases) {
    it(`starts ${title}`, () => assert.deepEqual(toStart({ ...quiet, ...state }), { forCalls, forWarmth }));
  }
});
