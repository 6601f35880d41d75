import type { Props } from "../wire.js";
import type { Account } from "./account.js";

export type ScheduledAction = {
  name: string;
  scheduleExpression: string;
  target: number;
  startTime: string;
  endTime: string;
  timeZone: string;
};

export type TargetTrackingPolicy = {
  name: string;
  metricType: string;
  metricTarget: number;
  minCapacity: number;
  maxCapacity: number;
  startTime: string;
  endTime: string;
  timeZone: string;
};

type Settings = {
  target: number;
  alwaysAllocateCPU: boolean;
  alwaysAllocateGPU: boolean;
  scheduledActions: ScheduledAction[];
  targetTrackingPolicies: TargetTrackingPolicy[];
};

const defaults: Settings = {
  target: 0,
  alwaysAllocateCPU: true,
  alwaysAllocateGPU: true,
  scheduledActions: [],
  targetTrackingPolicies: [],
};

/** How many instances a qualifier is to have, and why. */
export class Provision {
  readonly settings: Settings;
  /** What a scheduled action or the load made of the target. */
  override: number | undefined;
  /** Why the instances do not start. */
  error = "";

  constructor(settings: Settings) {
    this.settings = settings;
  }

  /** What a PUT makes of what was there. */
  static put({ rules }: Account, request: Props, old: Provision | undefined): Provision {
    const kept = rules.provisionPut === "merge" ? old?.settings : undefined;
    const { functionName: _, ...given } = request;
    return new Provision({ ...defaults, ...kept, ...given });
  }

  /** The number that holds at the moment; policies go before the target. */
  get effective(): number {
    if (this.override !== undefined) return this.override;
    const { targetTrackingPolicies: policies, target } = this.settings;
    const active = policies.filter(isActive);
    return active.length === 0 ? target : Math.max(...active.map(({ minCapacity }) => minCapacity));
  }
}

/** What GET answers where no provision config is, when it answers at all. */
export const noProvision = new Provision(defaults);

function isActive({ startTime, endTime, timeZone }: TargetTrackingPolicy): boolean {
  const now = clockIn(timeZone || "UTC");
  return startTime.replace(/Z$/, "") <= now && now <= endTime.replace(/Z$/, "");
}

/** `2030-10-10T10:10:10` */
function clockIn(timeZone: string): string {
  const parts = { dateStyle: "short", timeStyle: "medium" } as const;
  return new Intl.DateTimeFormat("sv-SE", { ...parts, timeZone }).format(new Date()).replace(" ", "T");
}
