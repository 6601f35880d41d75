import assert from "node:assert/strict";
import type { ProofStack } from "../e2e-account/proof-stack.js";
import type { Claim } from "../e2e-account/prove.js";

/** What would show that something is left. */
const kept = ["alicloud:fc/v3Function:V3Function", "alicloud:log/project:Project"];

/** That it ends without a rest. */
export function claimsOnTheEnd(stack: ProofStack): readonly Claim[] {
  return [
    {
      title: "One `pulumi destroy --run-program` leaves nothing, with versions and warm instances too",
      check: async () => {
        const made = (await stack.resources()).filter(({ type }) => kept.includes(type));
        assert.equal(made.length, kept.length);
        await stack.remove();
        for (const { type, id } of made)
          assert.equal(await stack.lookUp(type, id), undefined, `${type} ${id} is left.`);
      },
    },
  ];
}
