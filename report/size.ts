/** From where a unit is used: the first number that it does not round up to a thousand of the smaller one. */
const units = [
  { name: "MB", fromBytes: 999_950, bytes: 1_000_000, decimals: 2 },
  { name: "kB", fromBytes: 1_000, bytes: 1_000, decimals: 1 },
];

/** Bytes as people read them, in powers of ten: `6.29 MB`. */
export function toSizeText(bytes: number): string {
  const unit = units.find(({ fromBytes }) => bytes >= fromBytes);
  return unit === undefined ? `${bytes} B` : `${(bytes / unit.bytes).toFixed(unit.decimals)} ${unit.name}`;
}
