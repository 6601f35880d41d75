import type { Caller } from "../e2e-account/caller.js";
import type { ProofStack } from "../e2e-account/proof-stack.js";
import type { Claim } from "../e2e-account/prove.js";
import { claimsOnAlias } from "./claims-on-alias.js";
import { claimsOnLatest } from "./claims-on-latest.js";
import { claimsOnTheEnd } from "./claims-on-the-end.js";
import { claimsOnWarmth } from "./claims-on-warmth.js";
import { DeployedFunction } from "./deployed-function.js";

/** What the stand-in cannot prove, in the order in which it is shown. The titles are the checklist in docs/aliyun.md. */
export function claimsOn(stack: ProofStack, caller: Caller): readonly Claim[] {
  const hello = new DeployedFunction(stack, caller);
  return [
    ...claimsOnLatest(stack, hello),
    ...claimsOnWarmth(hello),
    ...claimsOnAlias(stack, hello),
    ...claimsOnTheEnd(stack),
  ];
}
