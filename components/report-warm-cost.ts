import * as pulumi from "@pulumi/pulumi";
import type { NoWarmCost, WarmCost } from "../providers/warm-cost.js";
import { whenPublic } from "./when-public.js";

type Cost = WarmCost | NoWarmCost;

interface Asked {
  readonly name: string;
  readonly cost: Promise<Cost | undefined>;
}

/** The functions of this tick, by the run of a program: Pulumi's Automation API has several in one process. */
const open = new Map<unknown, Asked[]>();

/** Logs what ready instances cost, one line for all functions that are declared in the same tick. */
export function reportWarmCost(name: string, cost: pulumi.Output<Cost>): void {
  const run = pulumi.runtime.getMonitor();
  const asked = open.get(run) ?? [];
  asked.push({ name, cost: whenPublic(cost) });
  if (open.has(run)) return;
  open.set(run, asked);
  const tickEnd = new Promise<void>((resolve) => setImmediate(resolve));
  const reported = tickEnd.then(() => {
    open.delete(run);
    return report(asked);
  });
  // The engine waits for outputs, so that the line is heard.
  pulumi.output(reported);
}

async function report(asked: readonly Asked[]): Promise<void> {
  const costs = await Promise.all(asked.map(async ({ name, cost }) => ({ name, cost: await cost })));
  const known = costs.flatMap(({ name, cost }) =>
    cost === undefined || "unknownPrice" in cost ? [] : [{ name, cost }],
  );
  const unknown = costs.flatMap(({ name, cost }) =>
    cost !== undefined && "unknownPrice" in cost ? [{ name, ...cost }] : [],
  );
  const { unknownCostLine, warmCostLine } = await import("./warm-cost-line.js");
  const line = warmCostLine(known);
  if (line !== undefined) await pulumi.log.info(line);
  const warning = unknownCostLine(unknown);
  if (warning !== undefined) await pulumi.log.warn(warning);
}
