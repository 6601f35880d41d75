import { isDeepStrictEqual } from "node:util";

/** The properties of a resource as they travel between the engine and a provider. */
export type Props = Record<string, unknown>;

/** What stands in for a value that is known only after the update. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
const signature = "4dabf18193072939515e22adb298388d";
const secret = "1b47061264138c4ac30d75fd1eb44270";
const archive = "0def7320c3a5731c473e5ecbe6d01bc7";
const asset = "c44067f5952c0a294b673a41bacd8c17";

/** A file, or an archive that is one. */
export type FileValue = { readonly hash: string; readonly path?: string; readonly text?: string };

export function isObject(value: unknown): value is Props {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What `Archive` and `Asset` values arrive as; undefined when it is something else. */
export function toFile(value: unknown, type: "archive" | "asset"): FileValue | undefined {
  if (!isObject(value) || value[signature] !== (type === "archive" ? archive : asset)) return undefined;
  return value as FileValue;
}

export function toSecret(value: unknown): Props {
  return { [signature]: secret, value };
}

/** Without secrets' wrapping, nulls and what the engine adds for itself. */
export function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isObject(value)) return value;
  if (value[signature] === secret) return unwrap(value["value"]);
  const entries = Object.entries(value).filter(([, each]) => each !== null && each !== undefined);
  return Object.fromEntries(entries.map(([key, each]) => [key, unwrap(each)]));
}

/** Unknown itself, or with something unknown inside. */
export function hasUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) ? Object.values(value).some(hasUnknown) : value === unknown;
}

/** Archives and assets are what their content is, wherever it lies. */
export function isSame(one: unknown, other: unknown): boolean {
  for (const type of ["archive", "asset"] as const) {
    const [first, second] = [toFile(one, type), toFile(other, type)];
    if (first !== undefined && second !== undefined) return first.hash === second.hash;
  }
  return isDeepStrictEqual(one, other);
}
