import { UsageError } from "./usage-error.js";

/** A parser for an option with few values: `amd64 or arm64`. */
export function toOneOf<T extends string>(option: string, values: readonly T[]): (value: string) => T {
  return (value) => {
    const found = values.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    throw new UsageError(`"${option}" must be ${values.join(" or ")}, got "${value}".`);
  };
}
