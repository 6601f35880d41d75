import { getSystemErrorMap } from "node:util";

/** What the operating system said, without the call and the path: `no such file or directory`. */
export function toSystemErrorText(error: unknown): string {
  const number = error instanceof Error && "errno" in error ? error.errno : undefined;
  const entry = typeof number === "number" ? getSystemErrorMap().get(number) : undefined;
  return entry?.[1] ?? String(error);
}
