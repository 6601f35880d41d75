import type { Call } from "./call.js";
import type { CallRecord, Contract } from "./function-config.js";
import type { LogFile } from "./log-file.js";
import { endLine, reportLine, startLine } from "./report-line.js";

const keptCalls = 1000;

/** A record with its time as a number: most are never read. */
type KeptCall = Omit<CallRecord, "at"> & { readonly startedAt: number };

/** The last calls of a function, in memory, and the lines about each in its log. */
export class CallJournal {
  readonly #log: LogFile;
  readonly #calls: KeptCall[] = [];
  /** Where the oldest call is, once there are as many as are kept. */
  #oldest = 0;

  constructor(log: LogFile) {
    this.#log = log;
  }

  /** Oldest first. */
  get records(): readonly CallRecord[] {
    const inOrder = [...this.#calls.slice(this.#oldest), ...this.#calls.slice(0, this.#oldest)];
    return inOrder.map(({ startedAt, ...call }) => ({ ...call, at: new Date(startedAt).toISOString() }));
  }

  started(contract: Contract, { facts }: Call): void {
    this.#log.write(startLine[contract](facts.requestId, facts.version));
  }

  ended(contract: Contract, call: Call, maxMemoryMb: number, errorType = call.errorType): void {
    const { durationMs, outcome } = call;
    const { requestId, version, initMs, memoryMb, now } = call.facts;
    const ended = { requestId, durationMs, maxMemoryMb, outcome };
    const init = initMs === undefined ? undefined : { initMs };
    this.#keep({ ...ended, ...init, version, cold: init !== undefined, startedAt: now });
    this.#log.write(endLine[contract](requestId));
    this.#log.write(reportLine({ ...ended, ...init, memoryMb, errorType }));
  }

  /** A call that found no instance, because none would start. */
  notStarted(requestId: string, version: string, startedAt: number): void {
    const nothing = { durationMs: 0, maxMemoryMb: 0, outcome: "crash" } as const;
    this.#keep({ requestId, version, cold: true, ...nothing, startedAt });
  }

  #keep(call: KeptCall): void {
    if (this.#calls.length < keptCalls) {
      this.#calls.push(call);
      return;
    }
    this.#calls[this.#oldest] = call;
    this.#oldest = (this.#oldest + 1) % keptCalls;
  }
}
