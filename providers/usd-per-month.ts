const secondsPerMonth = 730 * 3600;

/** What instances cost in USD a month, to the cent. */
export function usdPerMonth(instances: number, usdPerSecond: number): number {
  return Math.round(instances * usdPerSecond * secondsPerMonth * 100) / 100;
}
