import type { Clock } from "../../../../build/oci/registry/retry.js";

/** A clock that passes its pauses at once, and remembers them. */
export function pausedClock(): Clock & { readonly pausesMs: number[]; advance(ms: number): void } {
  const pausesMs: number[] = [];
  let nowMs = Date.UTC(2026, 0, 1);
  return {
    pausesMs,
    advance(ms) {
      nowMs += ms;
    },
    nowMs: () => nowMs,
    pause: async (ms) => {
      pausesMs.push(ms);
      nowMs += ms;
    },
  };
}
