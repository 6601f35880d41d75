import type { Advice } from "./source-facts.js";

const most = 5;
const leastShare = 0.01;

/** What is worth reading: at most five pieces of advice, the largest first, each worth 1 % of the binary or more. */
export function shortList(advice: readonly Advice[], binaryBytes: number): Advice[] {
  const saves = ({ savesBytes = 0 }: Advice) => savesBytes;
  return advice
    .filter((one) => saves(one) > 0 && saves(one) >= leastShare * binaryBytes)
    .sort((a, b) => saves(b) - saves(a) || (a.what < b.what ? -1 : 1))
    .slice(0, most);
}
