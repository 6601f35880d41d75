import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import * as path from "node:path";
import { Call } from "./call.js";
import { CallGate } from "./call-gate.js";
import type { CallJournal } from "./call-journal.js";
import type { InvokeResult } from "./client.js";
import type { Clock } from "./clock.js";
import type { Member } from "./fleet.js";
import type { FunctionConfig } from "./function-config.js";
import { InitError } from "./init-error.js";
import type { Instance } from "./instance.js";
import { InstancePool } from "./instance-pool.js";
import { type Code, isolationLine, isolationOf } from "./launch.js";
import type { LogFile } from "./log-file.js";
import type { Orphans } from "./orphans.js";
import type { Isolation } from "./own-root.js";
import { checkPayload } from "./payload-limits.js";
import type { Grant } from "./pool-options.js";
import { initReportLine } from "./report-line.js";
import { WarmSchedule } from "./schedule.js";
import type { Timings } from "./timings.js";
import { TooManyCalls } from "./too-many-calls.js";
import type { CallIds, CallSite, Driver, Version } from "./version.js";
import { warmTarget } from "./warm-target.js";

export interface VersionOptions extends Code {
  readonly version: string;
  readonly sha256: string;
  readonly config: FunctionConfig;
  /** Holds the temporary folder of each instance. */
  readonly temporaryFolder: string;
  readonly gate: CallGate;
  readonly log: LogFile;
  readonly journal: CallJournal;
  readonly orphans: Orphans;
  readonly timings: Timings;
  readonly clock: Clock;
}

/** A version whose calls go through one contract's driver. */
export class FunctionVersion<I extends Instance> implements Version, CallSite<I> {
  readonly version: string;
  readonly sha256: string;
  readonly #driver: Driver<I>;
  readonly #options: VersionOptions;
  readonly #pool: InstancePool<I>;
  /** Requests that this version was chosen for. */
  readonly #served = new CallGate(undefined);
  #successor: FunctionVersion<I> | undefined;
  #config: FunctionConfig;
  #schedule: WarmSchedule;

  constructor(driver: Driver<I>, options: VersionOptions) {
    this.version = options.version;
    this.sha256 = options.sha256;
    this.#driver = driver;
    this.#options = options;
    this.#config = options.config;
    if (options.image !== undefined) this.log(isolationLine(this.version, this.isolation));
    this.#schedule = this.#follow(options.config);
    this.#pool = new InstancePool({
      start: (provisioned) => this.#start(provisioned),
      callsPerInstance: options.config.requestsPerInstance,
      warmTarget: (busy) => warmTarget(this.#config.warm, this.#schedule.minimum, busy),
      idleMs: () => this.#config.idleSeconds * 1000,
      settleMs: options.timings.settleMs,
      clock: options.clock,
    });
  }

  get config(): FunctionConfig {
    return this.#config;
  }

  get isolation(): Isolation {
    return isolationOf(this.#options);
  }

  get counts(): Version["counts"] {
    return this.#pool.counts;
  }

  get recentlyUsed(): number {
    return this.#pool.recentlyUsed;
  }

  get warmTarget(): number {
    return warmTarget(this.#config.warm, this.#schedule.minimum, this.counts.busy);
  }

  serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.#count(this.#driver.serve(this, request, response));
  }

  async invoke(payload: Uint8Array): Promise<InvokeResult> {
    checkPayload(this.config, payload);
    return this.#count(this.#driver.invoke(this, payload));
  }

  log(line: string): void {
    this.#options.log.write(line);
  }

  async perform<T>(ids: CallIds, work: (instance: I, call: Call) => Promise<T>): Promise<T> {
    // The traffic may have moved on while the request was read.
    if (this.#successor !== undefined) return this.#successor.perform(ids, work);
    const { gate, journal, clock } = this.#options;
    const { name, contract, memoryMb, timeoutSeconds } = this.#config;
    if (!gate.enter()) throw new TooManyCalls(name, gate.max);
    const { member, cold } = this.#pool.take() ?? (await this.#wait(ids));
    const { instance } = member;
    const initMs = cold ? { initMs: instance.initMs } : undefined;
    const facts = { ...ids, version: this.version, memoryMb, timeoutSeconds, now: clock.now(), ...initMs };
    const call = new Call(facts, {
      onTimeout: () => instance.timeOut(call),
      onAnswered: () => {
        gate.leave();
        this.#pool.answered(member);
      },
      onSettled: () => this.#onSettled(member, call),
    });
    journal.started(contract, call);
    return work(instance, call);
  }

  reconfigure(config: FunctionConfig): void {
    this.#config = config;
    this.#schedule.stop();
    this.#schedule = this.#follow(config);
    this.#pool.retune();
  }

  prewarm(count: number): Promise<void> {
    return this.#pool.prewarm(count);
  }

  open(keep: number): void {
    this.#pool.open(keep);
  }

  cool(): Promise<void> {
    return this.#pool.cool();
  }

  async retire(successor: Version): Promise<void> {
    this.#schedule.stop();
    if (this.#isOfSameKind(successor)) this.#successor = successor;
    await this.#pool.retire();
    await this.#served.empty();
    // For what came in before and was read after all instances had ended.
    await this.#pool.retire();
  }

  close(): Promise<void> {
    this.#schedule.stop();
    return this.#pool.close();
  }

  #isOfSameKind(other: Version): other is FunctionVersion<I> {
    return other instanceof FunctionVersion && other.#driver === this.#driver;
  }

  async #count<T>(work: Promise<T>): Promise<T> {
    this.#served.enter();
    try {
      return await work;
    } finally {
      this.#served.leave();
    }
  }

  #follow({ warm }: FunctionConfig): WarmSchedule {
    return new WarmSchedule(warm, this.#options.clock, () => this.#pool.retune());
  }

  #start(provisioned: boolean): I {
    const { version, codeFolder, image, temporaryFolder, orphans, timings, log } = this.#options;
    const startedAt = performance.now();
    const instance = this.#driver.start({
      config: this.#config,
      version,
      codeFolder,
      image,
      temporaryFolder: path.join(temporaryFolder, randomBytes(8).toString("hex")),
      provisioned,
      onLine: (line) => log.write(line),
      orphans,
      timings,
    });
    instance.ready.catch((error) => {
      if (error instanceof InitError) this.log(initReportLine(performance.now() - startedAt, error.document));
    });
    return instance;
  }

  async #wait({ requestId }: CallIds): Promise<Grant<I>> {
    const { gate, journal, clock } = this.#options;
    const startedAt = clock.now();
    try {
      return await this.#pool.wait();
    } catch (error) {
      gate.leave();
      journal.notStarted(requestId, this.version, startedAt);
      throw error;
    }
  }

  #onSettled(member: Member<I>, call: Call): void {
    const { contract, memoryMb } = this.#config;
    const { instance } = member;
    const usedMb = instance.peakMemoryMb;
    const tooMuch = usedMb > memoryMb && instance.alive;
    if (tooMuch) {
      const { requestId } = call.facts;
      this.log(
        `RequestId: ${requestId} Error: Runtime exited with error: signal: killed\nRuntime.OutOfMemory`,
      );
      instance.kill();
    }
    this.#options.journal.ended(contract, call, usedMb, tooMuch ? "Runtime.OutOfMemory" : undefined);
    this.#pool.release(member);
  }
}
