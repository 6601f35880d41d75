import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "./api-error.js";
import type { Dialect } from "./dialect.js";
import { type Entry, type Journal, type Request, toError } from "./journal.js";

/** When the provider gives up: after minutes in reality. */
export interface Patience {
  /** Attempts while the service does not agree with itself yet, as with a new role. */
  attempts: number;
  /** For something to become ready. */
  waitMs: number;
}

/** A plugin process, as its resources see it. */
export interface Caller {
  /** Where the program runs: relative paths start there. */
  readonly folder: string;
  readonly journal: Journal;
  readonly dialect: Dialect;
  /** True once the process is gone: from then on nothing is called. */
  readonly isGone: () => boolean;
  readonly die: () => void;
  readonly patience: Patience;
}

const attempts = 25;
const pauseMs = 10;

/** One create, read, update or delete by the provider, and the calls that it makes. */
export class Operation {
  /** What the resource is known as, from when it exists. */
  id: string | undefined;
  /** Properties of which the service would not tell that they have not reached it: a failed update leaves them as they were. */
  unsent: readonly string[] = [];
  /** While it is set, a failure leaves the state as it was: Terraform's `d.Partial(true)`. */
  partial = false;
  readonly #caller: Caller;
  readonly #about: Pick<Entry, "type" | "name" | "op">;

  constructor(caller: Caller, about: Pick<Entry, "type" | "name" | "op">) {
    this.#caller = caller;
    this.#about = about;
  }

  /** The resource was not there before. */
  get isNew(): boolean {
    return this.#about.op === "create";
  }

  resolve(file: string): string {
    return path.resolve(this.#caller.folder, file);
  }

  /** Calls the service, again while it is overloaded or broken, as every client does. */
  async call<T = void>(
    action: string,
    target: string,
    work?: () => T | Promise<T>,
    request?: Request,
  ): Promise<T> {
    const { dialect } = this.#caller;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once({ action, target, ...(request && { request }) }, work);
      } catch (cause) {
        if (!(cause instanceof ApiError)) throw cause;
        if (!dialect.isTransient(cause) || attempt === attempts) {
          const { type } = this.#about;
          throw new Error(dialect.refused({ action, request, type, id: this.id, cause }), { cause });
        }
        await sleep(pauseMs);
      }
    }
  }

  /** Repeats what fails in a way that time heals. */
  async retry<T>(isHealing: (error: ApiError) => boolean, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        const cause = error instanceof Error ? error.cause : undefined;
        if (!(cause instanceof ApiError) || !isHealing(cause) || attempt >= this.#caller.patience.attempts)
          throw error;
        await sleep(pauseMs);
      }
    }
  }

  /** Asks until the answer is there; undefined when it took too long. */
  async poll<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
    const end = Date.now() + this.#caller.patience.waitMs;
    for (;;) {
      const answer = await ask();
      if (answer !== undefined || Date.now() > end) return answer;
      await sleep(pauseMs);
    }
  }

  async #once<T>(
    call: Pick<Entry, "action" | "target" | "request">,
    work?: () => T | Promise<T>,
  ): Promise<T> {
    const { journal, dialect, isGone, die } = this.#caller;
    if (isGone()) throw new Error("The provider has ended.");
    const entry = journal.add({ ...call, kind: "call", ...this.#about });
    await journal.waitFor(entry);
    const fault = journal.takeFault(entry);
    try {
      if (fault !== undefined && !fault.after && !fault.kill) throw toError(fault, dialect.denied);
      const done = fault?.kill && !fault.after ? undefined : work?.();
      journal.changed();
      const result = await done;
      if (fault?.kill) {
        die();
        throw new Error("The provider was killed.");
      }
      if (fault?.after) throw toError(fault, dialect.denied);
      return result as T;
    } catch (error) {
      entry.error = error instanceof ApiError ? error.code : String(error);
      throw error;
    }
  }
}
