import type { DeploymentRecord } from "../evidence/history/deployment-record.js";
import type { InitMeasurement } from "../evidence/init/to-profile.js";

/** A budget that was exceeded, with all that its sentences say. */
export interface Excess {
  /** `binaryMb` */
  readonly budget: string;
  readonly limit: number;
  readonly value: number;
  /** What has the value, `the binary of "api" has`, and what else there is to say of it. */
  readonly subject: string;
  readonly aside?: string;
  readonly unit: Unit;
  /** Of a Go program that does nothing; unset where that is not known. */
  readonly least?: number;
  /** What has most of the value, the largest first. */
  readonly parts: readonly Part[];
  /** What it was when it was deployed last. */
  readonly before?: { readonly record: DeploymentRecord; readonly value: number };
}

export interface Part {
  readonly name: string;
  readonly value: number;
}

type Unit = keyof typeof units;

/** How values are written: a budget as it was given, what was measured as exactly as it is worth. */
const units = {
  MB: (value: number) => `${value.toFixed(2)} MB`,
  ms: (value: number) => `${value.toFixed(2)} ms`,
  allocations: (value: number) => `${value} ${value === 1 ? "allocation" : "allocations"}`,
};

/** Package inits are the part of a start that a program has in hand. */
const partsAre: Readonly<Record<Unit, string>> = {
  MB: "The largest parts",
  ms: "The longest package inits",
  allocations: "Most of them",
};

const mostParts = 3;

/** Says which budgets a function exceeds, by how much, what it is made of, and what has changed. */
export function explainExcess(excesses: readonly Excess[]): string {
  return [...excesses.map(explain), adviceOn(excesses)].join("\n");
}

/** How a start's time was come by, in brackets. */
export function explainSpread({ runs, initSpreadMs, initIntervalMs, isPrecise }: InitMeasurement): string {
  const noise = isPrecise
    ? ""
    : `; the machine was so busy that they tell it only to ${toRange(initIntervalMs)}`;
  return `(the median of ${runs} starts, half of them ${toRange(initSpreadMs)}${noise})`;
}

/** Says that a start's time keeps its budget, but is not known as exactly as it should be. */
export function explainNoise(name: string, limit: number, init: InitMeasurement): string {
  const { runs, initMs, initIntervalMs } = init;
  const fact = `"${name}" is ready after ${units.ms(initMs)}, but the machine was so busy that ${runs} starts tell it only to ${toRange(initIntervalMs)} (with a confidence of 95 %).`;
  if (initIntervalMs[1] <= limit)
    return `${fact} "budgets.initMs" is ${limit} ms, which is kept all the same.`;
  return `${fact} "budgets.initMs" is ${limit} ms: measure on a quieter machine to be sure that it is kept.`;
}

/** Says how far the measuring of a function's start is. */
export function progressLine(name: string, turns: number, mostTurns: number): string {
  return `Measuring the start of "${name}": ${turns} of at most ${mostTurns} turns.`;
}

function toRange([low, high]: readonly [number, number]): string {
  return `${low.toFixed(2)}-${high.toFixed(2)} ms`;
}

function explain(excess: Excess): string {
  const { budget, limit, value, subject, aside, unit } = excess;
  const isCount = unit === "allocations";
  const given = isCount ? units.allocations(limit) : `${limit} ${unit}`;
  const found = isCount ? units.allocations(value) : `${toMoreThan(limit, value)} ${unit}`;
  const fact = `"budgets.${budget}" is ${given}, but ${subject} ${found}${aside ?? ""}.`;
  return [fact, ...explainLeast(excess), ...explainParts(excess), ...explainChange(excess)].join(" ");
}

/** With as many digits as it takes to see that it is more. */
function toMoreThan(limit: number, value: number): string {
  const digits = [2, 3, 4, 5].find((each) => Number(value.toFixed(each)) > limit) ?? 6;
  return value.toFixed(digits);
}

function explainLeast({ limit, least, unit }: Excess): string[] {
  if (!isOutOfReach({ limit, least })) return [];
  return [`A Go program that does nothing comes to ${units[unit](least ?? 0)}.`];
}

function explainParts({ parts, unit }: Excess): string[] {
  const shown = parts.slice(0, mostParts).map(({ name, value }) => `${name} ${units[unit](value)}`);
  return shown.length === 0 ? [] : [`${partsAre[unit]}: ${shown.join(", ")}.`];
}

function explainChange({ before, value, unit }: Excess): string[] {
  if (before === undefined) return [];
  const { version, at } = before.record;
  const change = value - before.value;
  const words = units[unit](Math.abs(change));
  const comparison =
    words === units[unit](0) ? "as much as" : `${words} ${change > 0 ? "more than" : "less than"}`;
  return [`That is ${comparison} in version ${version}, deployed on ${at.slice(0, 10)}.`];
}

function adviceOn(excesses: readonly Excess[]): string {
  if (excesses.every(isOutOfReach)) return "Raise the budget.";
  return 'Make it smaller or raise the budget; "goserverless inspect" tells what it is made of.';
}

function isOutOfReach({ limit, least }: Pick<Excess, "limit" | "least">): boolean {
  return least !== undefined && limit < least;
}
