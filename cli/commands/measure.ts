import { setTimeout } from "node:timers/promises";
import type { EmulatorClient } from "../../emulator/client.js";
import { connectEmulator } from "../../emulator/index.js";
import { mostCalls } from "../../evidence/calls/call-budget.js";
import { measureLocal } from "../../evidence/calls/measure-local.js";
import { measurePlatform } from "../../evidence/calls/measure-platform.js";
import type { CallPlan, CallTarget, MeasuredCalls } from "../../evidence/calls/measured-calls.js";
import type { Pause, Platform } from "../../evidence/calls/platform.js";
import { toCountText } from "../../report/count.js";
import { toMeasureDocument } from "../../report/measure-document.js";
import { toMeasureText } from "../../report/measure-text.js";
import { findTargets } from "../find-targets.js";
import { readPayload } from "../read-payload.js";
import { requireEmulator } from "../running-emulator.js";
import type { Terminal } from "../terminal.js";
import { UsageError } from "../usage-error.js";

export interface MeasureOptions {
  readonly cold: number;
  readonly warm: number;
  readonly data: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** A log that does not have a line yet is asked again after this. */
const pauseMs = 1000;
const pause: Pause = () => setTimeout(pauseMs);

type OpenPlatform = (target: CallTarget, plan: CallPlan, pause: Pause) => Promise<Platform>;

/** One line a cloud. Each loads the cloud's SDK when it is measured there. */
const platforms: Readonly<Record<"aws" | "aliyun", () => Promise<OpenPlatform>>> = {
  aws: async () => (await import("../../evidence/calls/aws-platform.js")).openAws,
  aliyun: async () => (await import("../../evidence/calls/aliyun-platform.js")).openAliyun,
};

/** `goserverless measure`: cold starts of what is deployed, as the platform sees them, and round trips from here. */
export async function measure(
  target: string,
  names: readonly string[],
  { cold, warm, data, yes, json }: MeasureOptions,
  terminal: Terminal,
): Promise<void> {
  const emulator = await connectEmulator();
  const targets = await findTargets(target, names, emulator);
  const plan: CallPlan = { cold, warm, payload: await readPayload(data, process.stdin) };
  if (yes !== true) refuseBilled(targets, plan);
  const measured: MeasuredCalls[] = [];
  for (const each of targets) {
    const work = () => measureOne(each, plan, emulator);
    measured.push(await terminal.during(`Calling ${each.name}`, work));
  }
  const document = toMeasureDocument(measured);
  await terminal.print(json ? `${JSON.stringify(document, null, 2)}\n` : toMeasureText(document, terminal));
}

async function measureOne(
  target: CallTarget,
  plan: CallPlan,
  emulator: EmulatorClient | undefined,
): Promise<MeasuredCalls> {
  if (target.cloud === "local") return measureLocal(requireEmulator(emulator), target, plan);
  const open = await platforms[target.cloud]();
  return measurePlatform(await open(target, plan, pause), target, plan);
}

/** What costs money is said before it is done. */
function refuseBilled(targets: readonly CallTarget[], plan: CallPlan): void {
  const billed = targets.filter(({ cloud }) => cloud !== "local");
  if (billed.length === 0) return;
  const lines = billed.map((target) => {
    const { functionName, cloud, region, memoryMb } = target;
    const size = memoryMb === null ? "" : ` of ${memoryMb} MB`;
    return `${functionName}${size} on ${cloud} in ${region}, up to ${toCountText(mostCalls(target, plan), "call")}`;
  });
  throw new UsageError(
    `This calls for real, with the event of "--data", and every call is billed: ${lines.join("; ")}. Add "--yes" to do it.`,
  );
}
