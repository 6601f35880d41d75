import type { Call, Figures } from "./measured-calls.js";
import type { Pause } from "./platform.js";

/** A look at a cloud's log: what it says by now, by request id. */
export type Look = () => Promise<ReadonlyMap<string, Figures>>;

/** Lines arrive seconds after their call; what is not there after so many looks does not come any more. */
const looks = 30;

/** Looks at a log until it tells of every call that was answered, or is given up; says of whom it told. */
export async function awaitFigures(
  calls: readonly Call[],
  look: Look,
  pause: Pause,
): Promise<ReadonlyMap<string, Figures>> {
  const awaited = calls.flatMap(({ requestId, outcome }) => (outcome === "throttled" ? [] : [requestId]));
  let found: ReadonlyMap<string, Figures> = new Map();
  for (let count = 1; awaited.length > 0; count++) {
    found = await look();
    if (count === looks || awaited.every((id) => found.has(id))) break;
    await pause();
  }
  return found;
}
