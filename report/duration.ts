/** Three digits say enough of a measured time. */
const precisions = [
  { fromMs: 99.95, decimals: 0 },
  { fromMs: 9.995, decimals: 1 },
];

/** Milliseconds as people read them: `0.52 ms`, `12.1 ms`, `123 ms`. */
export function toDurationText(milliseconds: number): string {
  const decimals = precisions.find(({ fromMs }) => milliseconds >= fromMs)?.decimals ?? 2;
  return `${milliseconds.toFixed(decimals)} ms`;
}
