import { BuildError } from "../build-error.js";
import { messages } from "./messages.js";

/** The end of the year 9999, the last that RFC 3339 can write. */
const maxSeconds = 253402300799;

/**
 * The time that an image says it was made at, in seconds since 1970: `SOURCE_DATE_EPOCH`, or else always the same.
 *
 * https://reproducible-builds.org/specs/source-date-epoch/
 */
export function createdSeconds(env: NodeJS.ProcessEnv = process.env): number {
  const given = env["SOURCE_DATE_EPOCH"] ?? "";
  if (given === "") return 0;
  if (!/^\d{1,12}$/.test(given) || Number(given) > maxSeconds) throw new BuildError(messages.badSourceDate);
  return Number(given);
}

/** `2026-11-23T14:00:00Z` */
export function rfc3339(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(".000Z", "Z");
}
