import { UsageError } from "./usage-error.js";

/** A parser for an option that counts something: a whole number from 0 to `maximum`. */
export function toWholeNumber(option: string, maximum: number): (value: string) => number {
  return (value) => {
    const count = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (count <= maximum) return count;
    throw new UsageError(`"${option}" must be a whole number from 0 to ${maximum}, got "${value}".`);
  };
}
