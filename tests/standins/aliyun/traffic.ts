import type { Sandbox } from "../sandbox.js";
import type { FcFunction } from "./fc-function.js";
import type { Provision } from "./provision.js";

/** A version's part of a qualifier's calls. The first one of a qualifier has what the others leave. */
export interface Share {
  readonly version: string;
  readonly sandbox: Sandbox;
  readonly weight: number;
}

/** Which instances take a function's calls, by qualifier, and how many of them are provisioned. */
export class Traffic {
  readonly #fn: FcFunction;
  readonly #routes = new Map<string, readonly Share[]>();
  /** What waits for its instances while the old ones serve. */
  readonly #coming = new Map<string, readonly Share[]>();
  readonly #provisions = new Map<string, Provision>();
  readonly #warm = new Map<Sandbox, { readonly count: number; readonly ready: Promise<void> }>();
  /** Instances that are going away. */
  readonly #ends = new Set<Promise<void>>();
  #leaving = 0;

  constructor(fn: FcFunction) {
    this.#fn = fn;
  }

  get qualifiers(): readonly string[] {
    return [...this.#provisions.keys()];
  }

  /** Where a call goes. */
  route(qualifier: string): Sandbox | undefined {
    const [first, ...others] = this.#routes.get(qualifier) ?? [];
    let left = Math.random();
    for (const { weight, sandbox } of others) {
      left -= weight;
      if (left < 0) return sandbox;
    }
    return first?.sandbox;
  }

  provision(qualifier: string): Provision | undefined {
    return this.#provisions.get(qualifier);
  }

  provisionedExcept(qualifier: string): number {
    return [...this.#provisions].reduce(
      (sum, [other, { effective }]) => sum + (other === qualifier ? 0 : effective),
      0,
    );
  }

  /** Has a qualifier's calls go elsewhere. */
  move(qualifier: string, shares: readonly Share[], handover: "smooth" | "abrupt"): void {
    const isWarm = (this.#provisions.get(qualifier)?.effective ?? 0) > 0;
    const superseded = this.#coming.get(qualifier);
    this.#coming.delete(qualifier);
    if (handover === "smooth" && isWarm && this.#routes.has(qualifier)) this.#coming.set(qualifier, shares);
    else this.#arrive(qualifier, shares);
    if (superseded !== undefined) this.#retire(superseded, shares);
    void this.#settle(qualifier);
  }

  /** Has so many instances ready. */
  provide(qualifier: string, provision: Provision): void {
    this.#provisions.set(qualifier, provision);
    void this.#settle(qualifier);
  }

  withdraw(qualifier: string): void {
    const { effective = 0 } = this.#provisions.get(qualifier) ?? {};
    if (effective > 0) this.#leaving = this.#fn.account.rules.refusedDeletes;
    this.#provisions.delete(qualifier);
    void this.#settle(qualifier);
  }

  /** Whether provisioned instances are still going away: for so many questions. */
  isLeaving(): boolean {
    return this.#leaving-- > 0;
  }

  forget(qualifier: string): void {
    this.#routes.delete(qualifier);
    this.#coming.delete(qualifier);
    this.withdraw(qualifier);
  }

  /** Provisioned instances that are ready. */
  async current(qualifier: string): Promise<number> {
    return this.#sharesOf(qualifier, this.#newest(qualifier)).reduce(
      (sum, [{ sandbox }, count]) => sum + Math.min(count, sandbox.ready()),
      0,
    );
  }

  /** The versions that a qualifier's calls go to now, and how many instances of each are ready. */
  ready(qualifier: string): Record<string, number> {
    const shares = this.#routes.get(qualifier) ?? [];
    return Object.fromEntries(shares.map(({ version, sandbox }) => [version, sandbox.ready()]));
  }

  async close(): Promise<void> {
    this.#provisions.clear();
    const sandboxes = [...this.#routes.values(), ...this.#coming.values()]
      .flat()
      .map(({ sandbox }) => sandbox);
    await Promise.all([...new Set(sandboxes)].map((sandbox) => sandbox.close()));
    this.#warm.clear();
    await Promise.all(this.#ends);
  }

  #newest(qualifier: string): readonly Share[] {
    return this.#coming.get(qualifier) ?? this.#routes.get(qualifier) ?? [];
  }

  /** Waits until a qualifier has its instances, and gives them its calls. */
  async #settle(qualifier: string): Promise<void> {
    const provision = this.#provisions.get(qualifier);
    this.#balance();
    if (provision === undefined) return;
    const { effective } = provision;
    const shares = this.#newest(qualifier);
    const isCurrent = () =>
      this.#provisions.get(qualifier) === provision &&
      provision.effective === effective &&
      this.#newest(qualifier) === shares;
    const target = `${this.#fn.name}:${qualifier}=${effective}`;
    try {
      await Promise.all(shares.map(({ sandbox }) => this.#warm.get(sandbox)?.ready));
      if (!isCurrent()) return;
      provision.error = "";
      if (effective > 0) this.#fn.account.event("event:ProvisionedInstancesReady", target);
      if (this.#coming.delete(qualifier)) {
        this.#arrive(qualifier, shares);
        const where = shares.map(({ version }) => version).join(",");
        this.#fn.account.event("event:TrafficMoved", `${this.#fn.name}:${qualifier}=${where}`);
      }
      this.#balance();
    } catch (error) {
      if (!isCurrent()) return;
      provision.error = error instanceof Error ? error.message : String(error);
      this.#fn.account.event("event:ProvisionedInstancesFailed", target);
    }
  }

  #arrive(qualifier: string, shares: readonly Share[]): void {
    const old = this.#routes.get(qualifier) ?? [];
    this.#routes.set(qualifier, shares);
    this.#retire(old, shares);
  }

  /** What LATEST was before is no version: it ends with its last call. */
  #retire(old: readonly Share[], next: readonly Share[]): void {
    const [successor] = next;
    for (const { version, sandbox } of old) {
      if (version !== "LATEST" || sandbox === successor?.sandbox || successor === undefined) continue;
      this.#warm.delete(sandbox);
      this.#end(sandbox.retire(successor.sandbox).catch(() => sandbox.close()));
    }
  }

  /** Has each version as many instances as its qualifiers ask for. */
  #balance(): void {
    const wanted = new Map<Sandbox, number>();
    for (const qualifier of this.#provisions.keys()) {
      const shares = new Set([this.#routes.get(qualifier) ?? [], this.#newest(qualifier)]);
      for (const [{ sandbox }, count] of [...shares].flatMap((each) => this.#sharesOf(qualifier, each)))
        wanted.set(sandbox, (wanted.get(sandbox) ?? 0) + count);
    }
    for (const sandbox of new Set([...wanted.keys(), ...this.#warm.keys()]))
      this.#keepWarm(sandbox, wanted.get(sandbox) ?? 0);
  }

  #keepWarm(sandbox: Sandbox, count: number): void {
    if ((this.#warm.get(sandbox)?.count ?? 0) === count) return;
    const ready = sandbox.keepWarm(count);
    if (count === 0) {
      this.#warm.delete(sandbox);
      this.#end(ready);
      return;
    }
    this.#warm.set(sandbox, { count, ready });
    ready.catch(() => {
      if (this.#warm.get(sandbox)?.ready !== ready) return;
      this.#warm.delete(sandbox);
      this.#end(sandbox.keepWarm(0));
    });
  }

  #end(work: Promise<void>): void {
    const end = work.catch(() => {}).finally(() => this.#ends.delete(end));
    this.#ends.add(end);
  }

  /** How many instances of a qualifier each version has: the others by their weight, the first what is left. */
  #sharesOf(qualifier: string, shares: readonly Share[]): [share: Share, count: number][] {
    const effective = this.#provisions.get(qualifier)?.effective ?? 0;
    const [first, ...others] = shares;
    if (first === undefined) return [];
    const counts = others.map((share): [Share, number] => [share, Math.round(effective * share.weight)]);
    const rest = effective - counts.reduce((sum, [, count]) => sum + count, 0);
    return [[first, rest], ...counts];
  }
}
