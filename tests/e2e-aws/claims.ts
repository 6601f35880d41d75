import assert from "node:assert/strict";
import type { GoServerlessFunctionArgs } from "../../components/args.js";
import { type Caller, isFlawless } from "../e2e-account/caller.js";
import type { ProofStack } from "../e2e-account/proof-stack.js";
import type { Claim } from "../e2e-account/prove.js";

type Args = Partial<GoServerlessFunctionArgs>;

const open: Args = { http: { auth: "none" } };
const fixed: Args = { ...open, warm: { instances: 2 } };
const scaled: Args = { ...open, warm: { instances: 2, autoscale: { max: 3 } } };
const scheduled: Args = {
  ...open,
  warm: { instances: 2, schedules: [{ cron: "0 8 * * MON-FRI", timezone: "Europe/Berlin", instances: 3 }] },
};

/** What the stand-in cannot prove, in the order in which it is shown. The titles are the checklist in docs/aws.md. */
export function claimsOn(stack: ProofStack, caller: Caller): readonly Claim[] {
  let url = "";
  const version = async () => Number((await stack.outputs()).version);
  const rollout = (percent: number, previous: number): Args => ({
    ...fixed,
    aws: { rollout: { percent, previousVersion: String(previous) } },
  });

  return [
    {
      title: "A stack is created in one run: the new role can be assumed, the code's hash is accepted",
      isNeeded: true,
      check: async () => {
        stack.greet("Hello");
        await stack.up({ warm: { instances: 2 } });
        ({ url } = await stack.outputs());
      },
    },
    {
      title: "A second run changes nothing",
      check: async () =>
        assert.match(await stack.up({ warm: { instances: 2 } }), /Resources:\n\s+\d+ unchanged\n/),
    },
    {
      title: 'Auth "iam" refuses a call without a signature',
      check: async () => assert.equal((await caller.get(url)).status, 403),
    },
    {
      title: 'Auth "none" answers everybody by the two permissions that are declared',
      check: async () => {
        await stack.up(fixed);
        isFlawless(await caller.times(url, 20), ["Hello, world!\n"]);
      },
    },
    {
      title: "New code under load: no call fails, and none finds a cold instance",
      check: async () => {
        stack.greet("Servus");
        isFlawless(await caller.during(url, () => stack.up(fixed)), ["Hello, world!\n", "Servus, world!\n"]);
        assert.equal(await version(), 2);
      },
    },
    {
      title: "Another fixed number of warm instances publishes no version",
      check: async () => {
        const before = await version();
        isFlawless(await caller.during(url, () => stack.up({ ...open, warm: { instances: 3 } })));
        assert.equal(await version(), before);
      },
    },
    {
      title: "A version that does not start leaves the one before serving",
      check: async () => {
        const before = await version();
        stack.greet("Broken", 'panic("no database")');
        const { status, output } = await stack.tryUp(fixed);
        assert.notEqual(status, 0);
        assert.match(output, /The new version did not start, so traffic stays on the one before\./);
        assert.equal(await version(), before);
        isFlawless(await caller.times(url, 20), ["Servus, world!\n"]);
        stack.greet("Servus");
        await stack.up(fixed);
      },
    },
    {
      title: "A rollout splits the traffic between two versions with provisioned concurrency each",
      check: async () => {
        const before = await version();
        stack.greet("Ciao");
        isFlawless(await caller.during(url, () => stack.up(rollout(50, before))));
        isFlawless(await caller.times(url, 100), ["Ciao, world!\n", "Servus, world!\n"]);
      },
    },
    {
      title: "The end of a rollout gives the newest version all of it",
      check: async () => {
        isFlawless(await caller.during(url, () => stack.up(fixed)));
        isFlawless(await caller.times(url, 20), ["Ciao, world!\n"]);
      },
    },
    {
      title: "A rollback moves the traffic and publishes nothing",
      check: async () => {
        isFlawless(await caller.during(url, () => stack.up({ ...fixed, aws: { rollback: "2" } })));
        assert.equal(await version(), 2);
        isFlawless(await caller.times(url, 20), ["Servus, world!\n"]);
      },
    },
    {
      title: "Autoscaling takes a target on function:name:version",
      check: async () => isFlawless(await caller.during(url, () => stack.up(scaled))),
    },
    {
      title: "A scheduled action takes the portable cron and its time zone",
      check: async () => isFlawless(await caller.during(url, () => stack.up(scheduled))),
    },
    {
      title: "From scheduled to fixed there is no moment without warm instances",
      check: async () => isFlawless(await caller.during(url, () => stack.up(fixed))),
    },
  ];
}
