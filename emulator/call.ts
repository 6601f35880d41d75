import type { CallRecord } from "./function-config.js";

export type Outcome = CallRecord["outcome"];

/** What a call is told about when it begins. */
export interface CallFacts {
  readonly requestId: string;
  readonly traceId: string;
  readonly version: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Milliseconds from process start until ready, when the call had to wait for that. */
  readonly initMs?: number;
  readonly now: number;
}

/** One call, from its dispatch to an instance until the instance is free again. */
export class Call {
  readonly facts: CallFacts;
  readonly deadlineMs: number;
  readonly #startedAt = performance.now();
  readonly #timer: NodeJS.Timeout;
  #onAnswered: () => void;
  #onSettled: () => void;
  #durationMs: number | undefined;
  #outcome: Outcome = "ok";
  #errorType: string | undefined;
  #settled = false;

  constructor(facts: CallFacts, events: { onTimeout(): void; onAnswered(): void; onSettled(): void }) {
    this.facts = facts;
    this.deadlineMs = facts.now + facts.timeoutSeconds * 1000;
    this.#onAnswered = events.onAnswered;
    this.#onSettled = events.onSettled;
    this.#timer = setTimeout(events.onTimeout, facts.timeoutSeconds * 1000);
  }

  /** The caller has its answer, whole; the first word on the outcome counts. */
  answered(outcome: Outcome, errorType?: string): void {
    if (this.#durationMs !== undefined) return;
    this.#durationMs = performance.now() - this.#startedAt;
    this.#outcome = outcome;
    this.#errorType = errorType;
    this.#onAnswered();
  }

  /** The instance is free for the next call, or has ended. */
  settled(): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.answered("crash", "Runtime.ExitError");
    this.#onSettled();
  }

  get durationMs(): number {
    return this.#durationMs ?? performance.now() - this.#startedAt;
  }

  get outcome(): Outcome {
    return this.#outcome;
  }

  get errorType(): string | undefined {
    return this.#errorType;
  }
}
