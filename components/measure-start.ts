import * as pulumi from "@pulumi/pulumi";
import type { OnTurn } from "../evidence/init/starts.js";
import type { AllocationMeasurement, InitMeasurement } from "../evidence/init/to-profile.js";
import { explainNoise, progressLine } from "./budget-sentences.js";
import type { Budgeted } from "./budgets.js";
import type { Spec } from "./spec.js";

/** What is measured where a start is budgeted: its time only where `initMs` is. */
export type MeasuredInit = InitMeasurement | AllocationMeasurement;

/** Measures what the budgets of a start need, if there are any, and tells how far it is. */
export async function measureStart({
  spec,
  artifact,
  contract,
}: Budgeted): Promise<MeasuredInit | undefined> {
  const { initMs, initAllocations } = spec.budgets;
  if (initMs === undefined && initAllocations === undefined) return undefined;
  const { measureAllocations, measureInit } = await import("../evidence/init/measure-init.js");
  const { name, build: request } = spec;
  const subject = { name, request, artifact, contract, onTurn: tellProgress(name) };
  const isLess = ({ allocations }: MeasuredInit) => allocations <= (initAllocations ?? allocations);
  if (initMs === undefined) return measureAllocations({ ...subject, accepts: isLess });
  return measureInit({ ...subject, accepts: (init) => init.initMs <= initMs && isLess(init) });
}

/** Says how little is known of a start's time where the machine was too busy to know more. */
export async function tellNoise({ name, budgets }: Spec, init: MeasuredInit | undefined): Promise<void> {
  if (budgets.initMs === undefined || init === undefined || !("initMs" in init) || init.isPrecise) return;
  const [, high] = init.initIntervalMs;
  const say = high > budgets.initMs ? pulumi.log.warn : pulumi.log.info;
  await say(explainNoise(name, budgets.initMs, init));
}

const turnsBetweenLines = 10;

/** Functions wait for each other, so that a stack of many would be silent for minutes. */
function tellProgress(name: string): OnTurn {
  return (turns, mostTurns) => {
    if (turns % turnsBetweenLines !== 0) return;
    // Ephemeral: each takes the place of the one before, and none is in the summary.
    void pulumi.log.info(progressLine(name, turns, mostTurns), undefined, undefined, true);
  };
}
