import { ApiError } from "./api-error.js";
import type { Props } from "./wire.js";

/** A call as it goes over the wire. */
export interface Request {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body?: Props;
}

/** A call to the service, or something that happened in it by itself. */
export interface Entry {
  readonly sequence: number;
  /** The cloud's name, which is also the permission's: `lambda:CreateAlias`. Of an event, what happened. */
  readonly action: string;
  readonly kind: "call" | "event";
  /** What it was about: `api:live`. */
  readonly target: string;
  /** The Pulumi resource that it was made for. */
  readonly type?: string;
  readonly name?: string;
  readonly op?: string;
  /** Kept by the kinds whose provider is known by what it sends. */
  readonly request?: Request;
  /** The service's code, when it failed. */
  error?: string;
}

/** The calls that something concerns. A target may also be a pattern. */
export type Match = Partial<Pick<Entry, "action" | "type" | "name" | "op"> & { target: string | RegExp }>;

/** What shall go wrong, and with which calls. */
export type Fault = Match & {
  /** How often; once unless told. */
  readonly times?: number;
  /** The service's name of the error; one that no client tries again, unless told. */
  readonly code?: string;
  readonly message?: string;
  readonly status?: number;
  /** The service does it, but the answer is lost. */
  readonly after?: boolean;
  /** The provider dies instead of hearing the answer. */
  readonly kill?: boolean;
};

interface Hold {
  readonly match: Match;
  readonly reached: () => void;
  readonly released: Promise<void>;
}

/** Everything that the service was asked, in order, and what shall go wrong with what comes. */
export class Journal {
  readonly entries: Entry[] = [];
  #faults: { fault: Fault; left: number }[] = [];
  #holds: Hold[] = [];
  readonly #watchers = new Set<() => void>();

  add(entry: Omit<Entry, "sequence">): Entry {
    const numbered = { sequence: this.entries.length + 1, ...entry };
    this.entries.push(numbered);
    this.changed();
    return numbered;
  }

  /** Has something look at the service whenever it may have changed: at each entry, and once a call is done. */
  watch(look: () => void): { end(): void } {
    this.#watchers.add(look);
    return { end: () => this.#watchers.delete(look) };
  }

  changed(): void {
    for (const look of this.#watchers) look();
  }

  /** What changed something, in order: `lambda:CreateAlias api:live`, with ` !Code` when it failed. */
  get writes(): string[] {
    return this.entries.filter(isWrite).map(toText);
  }

  clear(): void {
    this.entries.length = 0;
  }

  fail(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  /** Forgets the faults that did not happen. */
  heal(): void {
    this.#faults = [];
  }

  /** Has the next such call wait. */
  hold(match: Match): { readonly reached: Promise<void>; release(): void } {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const reached = new Promise<void>((resolve) => this.#holds.push({ match, reached: resolve, released }));
    return { reached, release };
  }

  async waitFor(entry: Entry): Promise<void> {
    const at = this.#holds.findIndex(({ match }) => matches(match, entry));
    const [hold] = at === -1 ? [] : this.#holds.splice(at, 1);
    hold?.reached();
    await hold?.released;
  }

  /** The fault that concerns a call, used up by asking. */
  takeFault(entry: Entry): Fault | undefined {
    const found = this.#faults.find(({ fault, left }) => left > 0 && matches(fault, entry));
    if (found !== undefined) found.left--;
    return found?.fault;
  }
}

export function toError(
  { code, message = "The stand-in was told to fail.", status }: Fault,
  denied: string,
): ApiError {
  return new ApiError(code ?? denied, message, status);
}

function matches({ target, action, type, name, op }: Match, entry: Entry): boolean {
  const isTarget =
    target instanceof RegExp ? target.test(entry.target) : (target ?? entry.target) === entry.target;
  const isRest = Object.entries({ action, type, name, op }).every(
    ([key, value]) => value === undefined || entry[key as "action"] === value,
  );
  return isTarget && isRest;
}

const isWrite = ({ kind, action }: Entry) => kind === "event" || !/:(Get|List|Describe|Head)/.test(action);
const toText = ({ action, target, error }: Entry) =>
  `${action} ${target}${error === undefined ? "" : ` !${error}`}`;
