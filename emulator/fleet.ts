import type { Instance } from "./instance.js";

/** An instance and what its pool knows about it. */
export interface Member<I extends Instance> {
  readonly instance: I;
  state: "starting" | "ready" | "ending";
  /** Calls that have it, settling ones too. */
  calls: number;
  /** Calls that are answered, but whose instance has not asked for the next one yet. */
  settling: number;
  /** Calls it ever had. */
  served: number;
  /** When its last call left it, or it was started. */
  usedAt: number;
}

export interface FleetCounts {
  readonly starting: number;
  readonly idle: number;
  readonly busy: number;
}

interface FleetEvents<I extends Instance> {
  onReady(member: Member<I>): void;
  onFailedStart(error: Error): void;
  /** It ended by itself after it was ready. */
  onLost(member: Member<I>): void;
}

/** The instances that exist, from start to end. */
export class Fleet<I extends Instance> {
  readonly members = new Set<Member<I>>();
  readonly #start: (provisioned: boolean) => I;
  readonly #events: FleetEvents<I>;
  #starting = 0;
  #alive = 0;

  constructor(start: (provisioned: boolean) => I, events: FleetEvents<I>) {
    this.#start = start;
    this.#events = events;
  }

  get starting(): number {
    return this.#starting;
  }

  /** Those that are not ending. */
  get alive(): number {
    return this.#alive;
  }

  get counts(): FleetCounts {
    const busy = this.#count(({ calls, settling }) => calls > settling);
    return { starting: this.#starting, idle: this.#count(() => true) - busy, busy };
  }

  /** How many had a call since a time. */
  usedSince(since: number): number {
    return this.#count(({ calls, served, usedAt }) => calls > 0 || (served > 0 && usedAt >= since));
  }

  start(provisioned: boolean, now: number): Member<I> {
    const instance = this.#start(provisioned);
    const member: Member<I> = { instance, state: "starting", calls: 0, settling: 0, served: 0, usedAt: now };
    this.members.add(member);
    this.#starting++;
    this.#alive++;
    void this.#follow(member);
    return member;
  }

  /** Ends an instance in peace; resolves after it is gone. */
  async end(member: Member<I>): Promise<void> {
    this.#setEnding(member);
    await member.instance.end();
    this.members.delete(member);
  }

  async #follow(member: Member<I>): Promise<void> {
    try {
      await member.instance.ready;
      if (member.state === "starting") {
        member.state = "ready";
        this.#starting--;
        this.#events.onReady(member);
      }
      await member.instance.exited;
      const lost = member.state === "ready";
      this.#setEnding(member);
      this.members.delete(member);
      if (lost) this.#events.onLost(member);
    } catch (error) {
      const failed = member.state === "starting";
      this.#setEnding(member);
      if (failed) this.#events.onFailedStart(error instanceof Error ? error : new Error(String(error)));
      await member.instance.exited;
      this.members.delete(member);
    }
  }

  #count(matches: (member: Member<I>) => boolean): number {
    let count = 0;
    for (const member of this.members) {
      if (member.state === "ready" && member.instance.alive && matches(member)) count++;
    }
    return count;
  }

  #setEnding(member: Member<I>): void {
    if (member.state === "ending") return;
    if (member.state === "starting") this.#starting--;
    this.#alive--;
    member.state = "ending";
  }
}
