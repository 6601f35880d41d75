import assert from "node:assert/strict";
import type { StandinAws } from "../standins/aws/standin-aws.js";
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

/** Watches a function's calls and ready instances. */
export class WarmWatch {
  readonly #aws: StandinAws;
  readonly #functionName: string;
  readonly #url: string;

  constructor(aws: StandinAws, { functionName, localUrl }: { functionName: string; localUrl: string }) {
    this.#aws = aws;
    this.#functionName = functionName;
    this.#url = localUrl;
  }

  /** Calls the URL all the time, and looks at the ready instances whenever the account may have changed. */
  async during(asked: number, work: () => Promise<unknown>): Promise<Observed> {
    const coldBefore = await this.#coldCalls();
    const short = new Set<string>();
    const watcher = this.#aws.journal.watch(() => {
      for (const line of this.#shortages(asked)) short.add(line);
    });
    const load = startLoad(this.#url, connections, pauseMs);
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
    const { aliases, provisioned } = this.#aws.account.function(this.#functionName);
    const { version, weights } = aliases.get("live") ?? assert.fail("There is no alias.");
    const called = [version, ...Object.keys(weights)];
    return Object.fromEntries(called.map((each) => [each, provisioned.get(each)?.allocated ?? 0]));
  }

  #shortages(asked: number): string[] {
    const { action, target } = this.#aws.calls.at(-1) ?? {};
    return Object.entries(this.ready())
      .filter(([, ready]) => ready < asked)
      .map(([version, ready]) => `${action} ${target}: version ${version} has ${ready} of ${asked} ready`);
  }

  async #coldCalls(): Promise<number> {
    return (await this.#aws.log(this.#functionName)).match(/REPORT RequestId: .*Init Duration/g)?.length ?? 0;
  }
}
