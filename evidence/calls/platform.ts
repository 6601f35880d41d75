import type { Call } from "./measured-calls.js";

/** A function where it is deployed: it can be called, and asked what the platform says of the calls. */
export interface Platform {
  /** One call; rejects when there is no use in another one. */
  call(): Promise<Call>;
  /** The same calls, each with the platform's figures as far as there are any. */
  withFigures(calls: readonly Call[]): Promise<readonly Call[]>;
  /** What to know of the figures, a sentence each; complete after the last of them. */
  readonly notes: readonly string[];
  close(): void;
}

/** Waits before a log is asked again. */
export type Pause = () => Promise<unknown>;
