import assert from "node:assert/strict";
import { isAnswered, isFlawless } from "../e2e-account/caller.js";
import type { Claim } from "../e2e-account/prove.js";
import type { Args, DeployedFunction, Provision } from "./deployed-function.js";
import { fixed, open } from "./settings.js";

const scaled: Args = { ...open, warm: { instances: 1, autoscale: { max: 3, targetUtilization: 0.7 } } };
const scheduled = (instances: number): Args => ({
  ...open,
  warm: { instances, schedules: [{ cron: "30 8 * * MON-FRI", timezone: "Asia/Shanghai", instances: 3 }] },
});

/** How the setting of warm instances changes. */
export function claimsOnWarmth(hello: DeployedFunction): readonly Claim[] {
  return [
    {
      title: "Another fixed number of warm instances is ready at the end of the run",
      check: async () => {
        isFlawless(await hello.callDuring({ ...open, warm: { instances: 3 } }));
        assert.equal((await hello.provision())?.current, 3);
      },
    },
    {
      title: "A scheduled action takes the portable cron, its time zone and names of days",
      check: async () => {
        isFlawless(await hello.callDuring(scheduled(2)));
        hasSchedule(await hello.provision());
      },
    },
    {
      title: "Another number of warm instances keeps the schedules, and gives idle instances no CPU time",
      check: async () => {
        isFlawless(await hello.callDuring(scheduled(1)));
        hasSchedule(await hello.provision());
      },
    },
    {
      title: "Target tracking takes the policy, and no schedule is left",
      check: async () => {
        isFlawless(await hello.callDuring(scaled));
        const provision = await hello.provision();
        const policies = provision?.targetTrackingPolicies ?? [];
        assert.deepEqual(
          policies.map(({ metricTarget, minCapacity, maxCapacity }) => [
            metricTarget,
            minCapacity,
            maxCapacity,
          ]),
          [[0.7, 1, 3]],
        );
        assert.deepEqual(provision?.scheduledActions ?? [], []);
      },
    },
    {
      title: "From target tracking to a fixed number no policy is left",
      check: async () => {
        isFlawless(await hello.callDuring(fixed));
        const provision = await hello.provision();
        assert.deepEqual(provision?.targetTrackingPolicies ?? [], []);
        assert.equal(provision?.current, 2);
      },
    },
    {
      title: "From warm instances to none and back: no call fails, and none is left in between",
      check: async (note) => {
        const calls = await hello.callDuring(open);
        assert.equal((await hello.provision())?.target ?? 0, 0);
        isAnswered(calls);
        isAnswered(await hello.callDuring(fixed));
        assert.equal((await hello.provision())?.current, 2);
        note(`${calls.cold} of ${calls.requests} calls were cold on the way to none.`);
      },
    },
  ];
}

function hasSchedule(provision: Provision | undefined): void {
  const actions = provision?.scheduledActions ?? [];
  assert.deepEqual(
    actions.map(({ scheduleExpression, timeZone, target }) => [scheduleExpression, timeZone, target]),
    [["cron(0 30 8 * * MON-FRI)", "Asia/Shanghai", 3]],
  );
  assert.equal(provision?.alwaysAllocateCpu, false);
}
