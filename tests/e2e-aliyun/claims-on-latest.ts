import assert from "node:assert/strict";
import { isAnswered, isFlawless } from "../e2e-account/caller.js";
import type { ProofStack } from "../e2e-account/proof-stack.js";
import type { Claim } from "../e2e-account/prove.js";
import { answer, type DeployedFunction } from "./deployed-function.js";
import { fixed, open } from "./settings.js";

/** Where traffic goes by default: to the code of the last deployment. */
export function claimsOnLatest(stack: ProofStack, hello: DeployedFunction): readonly Claim[] {
  return [
    {
      title: "A stack is created in one run: the new log project is seen, the code's checksum is accepted",
      isNeeded: true,
      check: async () => {
        stack.greet("Hello");
        await stack.up({});
        await hello.find();
      },
    },
    {
      title: 'Auth "iam" refuses a call without a signature',
      check: async (note) => {
        const { status, body } = await hello.call();
        assert.ok([400, 401, 403].includes(status), `It answers ${status}: ${body}`);
        note(`It answers ${status}.`);
      },
    },
    {
      title: 'Auth "none" answers everybody, at the same URL',
      check: async () => {
        await stack.up(open);
        isAnswered(await hello.callTimes(20), [answer("Hello")]);
      },
    },
    {
      title:
        "GetProvisionConfig answers for a qualifier without configuration: that there is none, or 0 instances",
      check: async (note) => {
        const provision = await hello.provision();
        assert.equal(provision?.target ?? 0, 0);
        note(provision === undefined ? "It says that there is none." : "It says 0 instances.");
      },
    },
    {
      title: "From none to warm instances, which are ready at the end of the run",
      check: async () => {
        isAnswered(await hello.callDuring(fixed));
        assert.equal((await hello.provision())?.current, 2);
        isFlawless(await hello.callTimes(20));
      },
    },
    {
      title: "A second run changes nothing, also after a refresh",
      check: () => hello.changesNothing(fixed),
    },
    {
      title: "New code under load on LATEST: no call fails, and at the end of the run the new code answers",
      check: async (note) => {
        stack.greet("Servus");
        const calls = await hello.callDuring(fixed);
        note(`${calls.cold} of ${calls.requests} calls were cold.`);
        isAnswered(calls, [answer("Hello"), answer("Servus")]);
        isAnswered(await hello.callTimes(20), [answer("Servus")]);
      },
    },
    {
      title: "New code that does not start is reported at the end of the run, in Function Compute's words",
      check: async (note) => {
        stack.greet("Broken", 'panic("no database")');
        const { status, output } = await stack.tryUp(fixed);
        assert.notEqual(status, 0);
        const [report] =
          /"hello" has \d+ of 2 warm instances ready after .*Function Compute says: .+/.exec(output) ?? [];
        assert.ok(report, output);
        note(report);
        stack.greet("Servus");
        await stack.up(fixed);
        isAnswered(await hello.callTimes(20), [answer("Servus")]);
      },
    },
  ];
}
