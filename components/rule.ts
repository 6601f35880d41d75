import type { Range } from "../providers/adapter.js";

/** Says a numeric rule in words: `128-10240`, `a multiple of 64 from 128 to 32768`, `512 or 10240`. */
export function describeRange(range: Range): string {
  if (range.oneOf !== undefined) return listOf(range.oneOf.map(String));
  if (range.multipleOf !== undefined)
    return `a multiple of ${range.multipleOf} from ${range.min} to ${range.max}`;
  if (range.min === range.max) return String(range.min);
  if (range.max === Number.MAX_SAFE_INTEGER) return `a whole number of at least ${range.min}`;
  return `${range.min}-${range.max}`;
}

/** Tells whether a value is a whole number that the range holds. */
export function isInRange(value: unknown, range: Range): value is number {
  if (typeof value !== "number" || !Number.isInteger(value)) return false;
  if (range.oneOf !== undefined) return range.oneOf.includes(value);
  return value >= range.min && value <= range.max && value % (range.multipleOf ?? 1) === 0;
}

/** `a`, `a or b`, `a, b or c`. */
export function listOf(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} or ${last}`;
}

/** Tells whether a value is known only later: an Output, or a promise. */
export function isLater(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && ("__pulumiOutput" in value || value instanceof Promise)
  );
}

/** Tells whether a value is an object with names, as a section of the arguments is. */
export function isSection(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isLater(value);
}

/** A section to read on; undefined for what is none, which was refused already. */
export function asSection<Section extends object>(value: Section | undefined): Section | undefined {
  return isSection(value) ? value : undefined;
}

/** Says what is wrong with an environment that is too large, without showing it; undefined if it fits. */
export function environmentExcess(
  subject: string,
  values: Readonly<Record<string, string>>,
  maxBytes: number,
  cloud: string,
): string | undefined {
  const bytes = Buffer.byteLength(JSON.stringify(values));
  if (bytes <= maxBytes) return undefined;
  const rule = `${subject} must hold at most ${maxBytes} bytes in JSON on ${cloud}`;
  return `${rule}, got ${bytes}. Keep large values in a file ("build.include") or a store.`;
}

/** Shows a value that was refused. Objects only by their kind, since they may hold secrets. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "function") return "a function";
  return isLater(value) ? "an Output" : "an object";
}
