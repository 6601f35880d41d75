import { BuildError } from "../../build-error.js";
import { messages } from "./messages.js";
import type { Clock } from "./retry.js";
import type { Answer } from "./transport.js";

/** Longer than this, nobody wants to watch a push do nothing. */
const maxSeconds = 120;

/** How long a registry wants to be left alone: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
export function retryAfterMs({ headers }: Answer, clock: Clock, registry: string): number {
  const text = headers["retry-after"] ?? "";
  const untilMs = Date.parse(text);
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((untilMs - clock.nowMs()) / 1000);
  if (seconds > maxSeconds) throw new BuildError(messages.waitTooLong(registry, seconds));
  return seconds > 0 ? seconds * 1000 : 0;
}
