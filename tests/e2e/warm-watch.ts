import assert from "node:assert/strict";
import type { Journal } from "../standins/journal.js";
import { startLoad } from "./load.js";

/** Fewer than the instances that are ever ready, so that no call is cold for want of one. */
const connections = 2;
/** Leaves the machine to what is deployed. */
const pauseMs = 20;

/** What went wrong while something was done under load. */
export interface Observed {
  readonly failures: readonly string[];
  /** Calls that waited for an instance to start. */
  readonly cold: number;
  /** Moments at which a version with traffic had less ready instances than asked. */
  readonly short: readonly string[];
}

export const flawless: Observed = { failures: [], cold: 0, short: [] };

/** A function in a stand-in's account. */
export interface Watched {
  /** Where it is called. */
  readonly url: string;
  readonly journal: Journal;
  /** What the service wrote of its calls. */
  log(): Promise<string>;
  /** The versions that get calls now, and how many instances of each are ready. */
  ready(): Record<string, number>;
}

/** Watches a function's calls and ready instances. */
export class WarmWatch {
  readonly #watched: Watched;

  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** Calls the URL all the time, and looks at the ready instances whenever the account may have changed. */
  async during(asked: number, work: () => Promise<unknown>): Promise<Observed> {
    const coldBefore = await this.#coldCalls();
    const short = new Set<string>();
    const watcher = this.#watched.journal.watch(() => {
      for (const line of this.#shortages(asked)) short.add(line);
    });
    const load = startLoad(this.#watched.url, connections, pauseMs);
    const { requests, failures } = await work()
      .then(load.stop, async (error: unknown) => {
        await load.stop();
        throw error;
      })
      .finally(() => watcher.end());
    assert.ok(requests > connections, "There was no load.");
    return { failures, cold: (await this.#coldCalls()) - coldBefore, short: [...short] };
  }

  /** The versions that get calls now, and how many instances of each are ready. */
  ready(): Record<string, number> {
    return this.#watched.ready();
  }

  #shortages(asked: number): string[] {
    const { action, target } = this.#watched.journal.entries.at(-1) ?? {};
    return Object.entries(this.ready())
      .filter(([, ready]) => ready < asked)
      .map(([version, ready]) => `${action} ${target}: version ${version} has ${ready} of ${asked} ready`);
  }

  async #coldCalls(): Promise<number> {
    return (await this.#watched.log()).match(/REPORT RequestId: .*Init Duration/g)?.length ?? 0;
  }
}
