import type { Call } from "./call.js";
import type { CallRecord, Contract } from "./function-config.js";
import type { LogFile } from "./log-file.js";
import { endLine, reportLine, startLine } from "./report-line.js";

const keptCalls = 1000;

/** The last calls of a function, in memory, and the lines about each in its log. */
export class CallJournal {
  readonly #log: LogFile;
  readonly #records: CallRecord[] = [];
  /** Where the oldest record is, once there are as many as are kept. */
  #oldest = 0;

  constructor(log: LogFile) {
    this.#log = log;
  }

  /** Oldest first. */
  get records(): readonly CallRecord[] {
    return [...this.#records.slice(this.#oldest), ...this.#records.slice(0, this.#oldest)];
  }

  started(contract: Contract, { facts }: Call): void {
    this.#log.write(startLine[contract](facts.requestId, facts.version));
  }

  ended(contract: Contract, call: Call, maxMemoryMb: number, errorType = call.errorType): void {
    const { requestId, version, initMs, memoryMb, now } = call.facts;
    const cold = initMs === undefined ? { cold: false } : { cold: true, initMs };
    const { durationMs, outcome } = call;
    const at = new Date(now).toISOString();
    const record: CallRecord = { requestId, version, ...cold, durationMs, maxMemoryMb, outcome, at };
    this.#keep(record);
    this.#log.write(endLine[contract](requestId));
    this.#log.write(reportLine({ ...record, memoryMb, errorType }));
  }

  /** A call that found no instance, because none would start. */
  notStarted(record: CallRecord): void {
    this.#keep(record);
  }

  #keep(record: CallRecord): void {
    if (this.#records.length < keptCalls) {
      this.#records.push(record);
      return;
    }
    this.#records[this.#oldest] = record;
    this.#oldest = (this.#oldest + 1) % keptCalls;
  }
}
