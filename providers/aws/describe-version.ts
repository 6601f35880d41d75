import type { Spec } from "../../components/spec.js";
import { isScaled, isWarm } from "../../components/warm-timetable.js";
import { shortDigest } from "../short-digest.js";
import type { AwsSpec } from "./own.js";

const maxLength = 256;

/**
 * What a version is described by; undefined without ready instances that need it. A new description publishes a new
 * version, and two settings need that:
 *
 * - Where autoscaling owns the number of ready instances, nobody else knows it. A version of its own begins with what
 *   the changed setting asks for, while the one before stays ready.
 * - The end of a rollout: its instances belong to the version beside, and go with it.
 */
export function describeVersion({ warm, own }: Spec<AwsSpec>): string | undefined {
  if (!isWarm(warm)) return undefined;
  const parts = [];
  if (isScaled(warm)) {
    parts.push(`ready instances: ${warm.instances}`);
    if (warm.autoscale !== undefined)
      parts.push(`up to ${warm.autoscale.max} at ${warm.autoscale.targetUtilization} utilization`);
    for (const { instances, cron, timezone } of warm.schedules)
      parts.push(`${instances} from ${cron} ${timezone}`);
  }
  if (own.rollout !== undefined) parts.push(`rollout beside version ${own.rollout.previousVersion}`);
  return parts.length === 0 ? undefined : shorten(`goserverless: ${parts.join(", ")}`);
}

function shorten(text: string): string {
  if (text.length <= maxLength) return text;
  const digest = shortDigest(text);
  return `${text.slice(0, maxLength - digest.length - 4)}... ${digest}`;
}
