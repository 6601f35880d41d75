import assert from "node:assert/strict";
import { type PoolState, toStart } from "../../emulator/pool-demand.js";

const quiet: PoolState = {
  ...{
    waitingCalls: 0,
    comingCalls: 0,
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
      state: { waitingCalls: 3, comingCalls: 2 },
      forCalls: 1,
      forWarmth: 0,
    },
    {
      title: "none when more are coming than wait",
      state: { waitingCalls: 1, comingCalls: 4 },
      forCalls: 0,
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
      forCalls: 6,
      forWarmth: 1,
    },
    {
      title: "none while enough are being started",
      state: { waitingCalls: 20, comingCalls: 8, starting: 8 },
      forCalls: 0,
      forWarmth: 0,
    },
  ];
  for (const { title, state, forCalls, forWarmth } of cases) {
    it(`starts ${title}`, () => assert.deepEqual(toStart({ ...quiet, ...state }), { forCalls, forWarmth }));
  }
});
