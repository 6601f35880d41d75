import * as pulumi from "@pulumi/pulumi";
import type { Checker } from "../components/checker.js";
import { withoutStack } from "../components/without-stack.js";

/** Traffic between the newest version and the one before. */
export interface Rollout {
  /** Share of the calls that the newest version gets, in percent. */
  readonly percent: number;
  readonly previousVersion: string;
}

/** The part of a cloud's section that says who gets the calls. */
export interface TrafficArgs {
  readonly rollout?: Rollout;
  readonly rollback?: string;
}

/** Where the calls go. */
export interface Shares {
  readonly main: pulumi.Input<string>;
  /** The newest version's share of the calls, from 0 to 1, when it is not the main one. */
  readonly share?: number;
}

/** Fills and checks `rollout` of a cloud's section. */
export function toRollout(section: string, args: Rollout | undefined, check: Checker): Rollout | undefined {
  if (args === undefined) return undefined;
  return {
    percent: check.number(`${section}.rollout.percent`, args.percent, { min: 0, max: 100 }),
    previousVersion: toVersion(`${section}.rollout.previousVersion`, args.previousVersion, check),
  };
}

/** Refuses what cannot be the number of a version. */
export function toVersion(property: string, version: string, check: Checker): string {
  if (typeof version !== "string" || !/^[1-9]\d*$/.test(version))
    check.refuse(property, 'be the number of a published version, such as "41"', version);
  return version;
}

/** Who gets the calls. */
export function toShares({ rollout, rollback }: TrafficArgs, newest: pulumi.Output<string>): Shares {
  if (rollback !== undefined) return { main: rollback };
  if (rollout === undefined || rollout.percent === 100) return { main: newest };
  if (rollout.percent === 0) return { main: rollout.previousVersion };
  return { main: rollout.previousVersion, share: rollout.percent / 100 };
}

/** Two shares of one version would be none. */
export function checkOlder(section: string, previous: string, newest: string): string {
  if (Number(previous) < Number(newest)) return newest;
  const rule = `"${section}.rollout.previousVersion" must be older than the newest version, ${newest}, got "${previous}".`;
  throw withoutStack(new pulumi.RunError(`${rule} The output "version" named it before.`));
}
