import assert from "node:assert/strict";
import { isAnswered, isFlawless } from "../e2e-account/caller.js";
import type { ProofStack } from "../e2e-account/proof-stack.js";
import type { Claim } from "../e2e-account/prove.js";
import { type Args, answer, type DeployedFunction } from "./deployed-function.js";
import { fixed } from "./settings.js";

const alias = "live";
const aliased: Args = { ...fixed, aliyun: { alias } };
const rollout = (percent: number, previousVersion: string): Args => ({
  ...aliased,
  aliyun: { alias, rollout: { percent, previousVersion } },
});

/** Versions, and what an alias does with them. */
export function claimsOnAlias(stack: ProofStack, hello: DeployedFunction): readonly Claim[] {
  return [
    {
      title: "An alias gets a version, warm instances and a URL of its own, and a second run changes nothing",
      check: async () => {
        await stack.up(aliased);
        await hello.find();
        assert.equal(await hello.version(), "1");
        isAnswered(await hello.callTimes(20), [answer("Servus")]);
        assert.equal((await hello.provision())?.target ?? 0, 0, "LATEST still has instances.");
        await hello.changesNothing(aliased);
      },
    },
    {
      title: "New code under load behind an alias: no call fails, and none finds a cold instance",
      check: async () => {
        // Nothing tells when the alias's instances are ready; this gives them the time.
        isAnswered(await hello.callTimes(100));
        stack.greet("Salut");
        isFlawless(await hello.callDuring(aliased));
        assert.equal(await hello.version(), "2");
        isAnswered(await hello.callTimes(20), [answer("Salut")]);
      },
    },
    {
      title: "Another number of warm instances behind an alias publishes no version",
      check: async () => {
        isFlawless(await hello.callDuring({ ...aliased, warm: { instances: 3 } }));
        assert.equal(await hello.version(), "2");
      },
    },
    {
      title: "A rollout splits the traffic between two versions",
      check: async (note) => {
        stack.greet("Ciao");
        const calls = await hello.callDuring(rollout(50, "2"));
        note(`${calls.cold} of ${calls.requests} calls were cold on the way.`);
        isAnswered(calls);
        isAnswered(await hello.callTimes(100), [answer("Ciao"), answer("Salut")]);
      },
    },
    {
      title: "The end of a rollout gives the newest version all of it",
      check: async () => {
        isAnswered(await hello.callDuring(aliased));
        isAnswered(await hello.callTimes(20), [answer("Ciao")]);
      },
    },
    {
      title: "A rollback moves the traffic and publishes nothing",
      check: async () => {
        isAnswered(await hello.callDuring({ ...aliased, aliyun: { alias, rollback: "2" } }));
        isAnswered(await hello.callTimes(20), [answer("Salut")]);
        assert.equal(await hello.isPublished("3"), true);
        assert.equal(await hello.isPublished("4"), false);
      },
    },
  ];
}
