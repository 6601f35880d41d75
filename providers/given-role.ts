import type { Checker } from "../components/checker.js";

/** Refuses what a section says of the role that is created, where one is given. */
export function checkGivenRole<Args extends { readonly role?: unknown }>(
  section: string,
  args: Args,
  keys: readonly (keyof Args & string)[],
  check: Checker,
): void {
  if (args.role === undefined) return;
  for (const key of keys) {
    if (args[key] === undefined) continue;
    const rule = `be left out with "${section}.role"`;
    check.refuseUnseen(`${section}.${key}`, rule, "It is for the role that is created without one.");
  }
}
