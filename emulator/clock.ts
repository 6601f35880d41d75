/** Time as the emulator sees it, so that a test can be the one who lets it pass. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after some time, and returns what calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** setTimeout fires at once above it: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const longestDelayMs = 2 ** 31 - 1;

/** The machine's clock. Its timers keep no process alive: the listeners do. */
export const systemClock: Clock = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, longestDelayMs)).unref();
    return () => clearTimeout(timer);
  },
};
