import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { CallGate } from "./call-gate.js";
import { CallJournal } from "./call-journal.js";
import type { InvokeResult } from "./client.js";
import type { Clock } from "./clock.js";
import { createVersion } from "./create-version.js";
import { EmulatorError } from "./emulator-error.js";
import type {
  CallRecord,
  CodeSource,
  DeployedFunction,
  FunctionConfig,
  FunctionStatus,
} from "./function-config.js";
import type { FunctionStore, StoredFunction } from "./function-store.js";
import { Gateway } from "./gateway.js";
import { LogFile } from "./log-file.js";
import type { Orphans } from "./orphans.js";
import { type ReadyCode, readyCode } from "./ready-code.js";
import { refuse } from "./refusal.js";
import { isSameProcess } from "./same-process.js";
import { serveRequest } from "./serve-request.js";
import type { Timings } from "./timings.js";
import { kindOf } from "./unpack-code.js";
import type { Version } from "./version.js";

export interface HostOptions {
  readonly store: FunctionStore;
  readonly orphans: Orphans;
  readonly timings: Timings;
  readonly clock: Clock;
  /** The command that runs a program in a root directory of its own, where there is one. */
  findUnshare(): Promise<string | undefined>;
}

/** One function over all its versions: its URL, the version behind it, and the step from one to the next. */
export class FunctionHost {
  readonly log: LogFile;
  readonly #name: string;
  readonly #options: HostOptions;
  readonly #gate: CallGate;
  readonly #journal: CallJournal;
  /** Versions that finish their last calls. */
  readonly #retiring = new Set<Version>();
  #stored: StoredFunction | undefined;
  #gateway: Gateway | undefined;
  #live: Version | undefined;
  #problem: string | undefined;
  /** The code of a deployment under way, and its version from when its instances are started. */
  #arriving = "";
  #next: Version | undefined;
  /** The last step that changes the code on disk: one must not remove what the next one finds there. */
  #codeStep: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(config: FunctionConfig, options: HostOptions) {
    this.#name = config.name;
    this.#options = options;
    this.#gate = new CallGate(config.maxConcurrency);
    this.log = new LogFile(options.store.logFolder(config.name), config.logRetentionDays, options.clock);
    this.#journal = new CallJournal(this.log);
  }

  get calls(): readonly CallRecord[] {
    return this.#journal.records;
  }

  /** Undefined as long as it was never deployed. */
  get status(): FunctionStatus | undefined {
    if (this.#stored === undefined || this.#live === undefined) return undefined;
    const { version, kind, sha256, port, config } = this.#stored;
    return {
      ...{ name: config.name, version, url: toUrl(port), contract: config.contract, kind, sha256 },
      isolation: this.#live.isolation,
      warmTarget: this.#live.warmTarget,
      instances: this.#live.counts,
      tags: config.tags,
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  /** Brings back what is on disk. A port that is taken leaves the function deployed, with a problem. */
  async restore(stored: StoredFunction): Promise<void> {
    const code = await readyCode(this.#name, stored, this.#options);
    await rm(code.temporaryFolder, { recursive: true, force: true });
    this.#stored = stored;
    this.#live = this.#createVersion(stored.version, code, stored.config);
    try {
      this.#gateway = await this.#listen(stored.port);
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
      this.log.write(this.#problem);
    }
    this.#live.open(0);
    await this.#prune();
  }

  /** Puts code and configuration live, or changes nothing and rejects. */
  async deploy(config: FunctionConfig, code: CodeSource): Promise<DeployedFunction> {
    const { store } = this.#options;
    const before = this.#stored;
    const same = before?.sha256 === code.sha256 && isDeepStrictEqual(before.config, config);
    if (same && this.#gateway !== undefined) return toDeployed(before);
    const gateway = await this.#gatewayFor(config);
    this.#arriving = code.sha256;
    let next: Version | undefined;
    let stored: StoredFunction;
    try {
      next = await this.#prepare(config, code);
      const version = next?.version ?? before?.version ?? "";
      const { sha256 } = code;
      stored = { schema: 1, version, kind: kindOf(code), sha256, port: gateway.port, config };
      await store.save(stored);
    } catch (error) {
      if (gateway !== this.#gateway) await gateway.close(0);
      await next?.close();
      this.#arriving = "";
      if (before !== undefined) await this.#prune();
      throw error;
    }
    this.#switchTo(stored, gateway, next);
    return toDeployed(stored);
  }

  async invoke(payload: Uint8Array): Promise<InvokeResult> {
    if (this.#live === undefined) throw new EmulatorError(`Function "${this.#name}" is not deployed yet.`);
    return this.#live.invoke(payload);
  }

  async cool(): Promise<void> {
    await this.#live?.cool();
  }

  /** Stops answering, after the calls in flight if they end soon. What is deployed stays on disk. */
  async close(): Promise<void> {
    const { drainMs } = this.#options.timings;
    const drained = Promise.race([this.#gate.empty(), sleep(drainMs, undefined, { ref: false })]);
    this.#closed = true;
    await this.#next?.close();
    await Promise.all([this.#gateway?.close(drainMs), drained]);
    await Promise.all(this.#versions().map((version) => version.close()));
    await this.log.close();
  }

  /** The gateway for a configuration: the one there is, unless the port changes. */
  #gatewayFor({ port }: FunctionConfig): Promise<Gateway> {
    const current = this.#gateway;
    if (current !== undefined && (port ?? current.port) === current.port) return Promise.resolve(current);
    if (port !== undefined) return this.#listen(port);
    // The port it had may be taken since the emulator was away.
    return this.#listen(this.#stored?.port ?? 0).catch(() => this.#listen(0));
  }

  #listen(port: number): Promise<Gateway> {
    return Gateway.listen(this.#name, port, (request, response) => {
      if (this.#live === undefined) refuse(response, "lambda", 502);
      else serveRequest(this.#live, request, response, (line) => this.log.write(line));
    });
  }

  /** The next version with its instances ready; undefined when the one there is serves as well. */
  async #prepare(config: FunctionConfig, code: CodeSource): Promise<Version | undefined> {
    const live = this.#live;
    if (live?.sha256 === code.sha256 && isSameProcess(live.config, config)) return undefined;
    await this.#inTurn(() => this.#options.store.unpack(config.name, code));
    const ready = await readyCode(config.name, { kind: kindOf(code), sha256: code.sha256 }, this.#options);
    const next = this.#createVersion(String(Number(live?.version ?? 0) + 1), ready, config);
    this.#next = next;
    try {
      if (this.#closed) throw new EmulatorError("The emulator is stopping.");
      // With nothing to keep warm, one instance shows that the new version starts.
      await next.prewarm(Math.max(1, next.warmTarget, live?.recentlyUsed ?? 0));
      // Load may have grown meanwhile.
      await next.prewarm(live?.recentlyUsed ?? 0);
      return next;
    } catch (cause) {
      await next.close();
      const old = live === undefined ? "" : `; version ${live.version} keeps serving`;
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `Function "${config.name}" was not deployed${old}. Its program did not start: ${reason}`;
      throw new EmulatorError(message, { cause });
    } finally {
      this.#next = undefined;
    }
  }

  #createVersion(version: string, code: ReadyCode, config: FunctionConfig): Version {
    const { orphans, timings, clock } = this.#options;
    return createVersion[config.contract]({
      ...code,
      ...{ version, config, orphans, timings, clock },
      gate: this.#gate,
      log: this.log,
      journal: this.#journal,
    });
  }

  /** All at once: there is no moment at which a request finds nothing. */
  #switchTo(stored: StoredFunction, gateway: Gateway, next: Version | undefined): void {
    const old = this.#live;
    this.#stored = stored;
    this.#gate.max = stored.config.maxConcurrency;
    this.log.retain(stored.config.logRetentionDays);
    if (gateway !== this.#gateway) void this.#gateway?.close(this.#options.timings.drainMs);
    this.#gateway = gateway;
    this.#problem = undefined;
    if (next === undefined) {
      old?.reconfigure(stored.config);
      return;
    }
    this.#live = next;
    next.open(old?.recentlyUsed ?? 0);
    if (old !== undefined) void this.#retire(old, next);
  }

  async #retire(version: Version, successor: Version): Promise<void> {
    this.#retiring.add(version);
    await version.retire(successor);
    this.#retiring.delete(version);
    await this.#prune();
  }

  #prune(): Promise<void> {
    return this.#inTurn(() => {
      const used = new Set(this.#versions().map(({ sha256 }) => sha256)).add(this.#arriving);
      return this.#options.store.prune(this.#name, used);
    });
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#codeStep.then(step);
    this.#codeStep = result.catch(() => {});
    return result;
  }

  #versions(): Version[] {
    return this.#live === undefined ? [...this.#retiring] : [this.#live, ...this.#retiring];
  }
}

function toUrl(port: number): string {
  return `http://127.0.0.1:${port}/`;
}

function toDeployed({ version, port, config }: StoredFunction): DeployedFunction {
  return { name: config.name, version, url: toUrl(port) };
}
