const roundSteps = [1, 2, 5, 10];

/** Round numbers from 0 to `end` for an axis, about `count` of them. */
export function toTicks(end: number, count: number): readonly number[] {
  if (!(end > 0)) return [0];
  const rough = end / count;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = magnitude * (roundSteps.find((each) => each * magnitude >= rough) ?? 10);
  // The last is left out only if it is not there: a sum of steps may miss it by a rounding error.
  const steps = Math.floor(end / step + 1e-9);
  return Array.from({ length: steps + 1 }, (_, index) => index * step);
}
