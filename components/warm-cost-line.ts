import type { WarmCost } from "../providers/warm-cost.js";

/** One function that has instances ready, and what they cost. */
export interface NamedCost {
  readonly name: string;
  readonly cost: WarmCost;
}

/** More would bury what the line is about. */
const mostNamed = 10;

/** Says what a program's ready instances cost; undefined when none are ready. */
export function warmCostLine(functions: readonly NamedCost[]): string | undefined {
  const priced = functions.filter(({ cost }) => cost.prices !== undefined);
  if (priced.length === 0) return undefined;
  const sum = (amount: (cost: WarmCost) => number) =>
    priced.reduce((total, { cost }) => total + amount(cost), 0).toFixed(2);
  const idle = sum((cost) => cost.idleUsdPerMonth);
  const active = sum((cost) => cost.activeUsdPerMonth);
  const days = [...new Set(priced.flatMap(({ cost }) => cost.prices?.days ?? []))].sort();
  const inCny = priced.some(({ cost }) => cost.cny !== undefined)
    ? `; on aliyun ${sum(({ cny }) => cny?.idlePerMonth ?? 0)} and ${sum(({ cny }) => cny?.activePerMonth ?? 0)} CNY by the list of its Chinese site`
    : "";
  return `Ready instances cost about ${idle} USD a month while idle, ${active} while busy (prices of ${days.join(" and ")}${inCny}): ${each(priced)}.`;
}

/** Of many, the dearest. */
function each(functions: readonly NamedCost[]): string {
  if (functions.length <= mostNamed) return functions.map(describe).join(", ");
  const dearest = [...functions].sort((a, b) => b.cost.idleUsdPerMonth - a.cost.idleUsdPerMonth);
  const named = dearest.slice(0, mostNamed).map(describe);
  return `${named.join(", ")} and ${functions.length - mostNamed} more`;
}

function describe({ name, cost }: NamedCost): string {
  return `${name} ${cost.idleUsdPerMonth.toFixed(2)} (${toWorth(cost)})`;
}

function toWorth({ breakEvenOccupancy, unknownBreakEven, prices }: WarmCost): string {
  if (breakEvenOccupancy !== undefined)
    return `pays off above ${Number((breakEvenOccupancy * 100).toFixed(1))} % of the time busy`;
  if (unknownBreakEven !== undefined) return `when it pays off is unknown: ${unknownBreakEven}`;
  return `never cheaper than on demand ${prices?.place === "aliyun" ? "on" : "in"} ${prices?.place}`;
}

/** One function whose ready instances have no estimate, and why. */
export interface UnknownCost {
  readonly name: string;
  /** `no prices of mars-north-1 are known` */
  readonly unknownPrice: string;
}

/** Says which functions have no estimate; undefined when all have one. */
export function unknownCostLine(functions: readonly UnknownCost[]): string | undefined {
  if (functions.length === 0) return undefined;
  const names = functions.map(({ name }) => `"${name}"`).join(", ");
  const reasons = [...new Set(functions.map(({ unknownPrice }) => unknownPrice))].join("; ");
  return `The cost of ready instances is not estimated for ${names}: ${reasons}. Write the prices in a file and name it: pulumi config set goserverless:prices prices.json.`;
}
