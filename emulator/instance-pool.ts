import { availableParallelism } from "node:os";
import { Backoff } from "./backoff.js";
import { EmulatorError } from "./emulator-error.js";
import { Fleet, type FleetCounts, type Member } from "./fleet.js";
import { FreeList } from "./free-list.js";
import { IdleWatch } from "./idle-watch.js";
import type { Instance } from "./instance.js";
import { toStart } from "./pool-demand.js";
import type { Grant, PoolOptions } from "./pool-options.js";
import { WaitingLine } from "./waiting-line.js";

/** Starting more at once makes each of them slower, and a call that waits is often served by an instance that gets free. */
const maxStarting = Math.max(4, 2 * availableParallelism());

/** The instances of one version of a function: who takes a call, when one more is started, when one ends. */
export class InstancePool<I extends Instance> {
  readonly #options: PoolOptions<I>;
  readonly #fleet: Fleet<I>;
  readonly #backoff: Backoff;
  readonly #idleWatch: IdleWatch<I>;
  readonly #free = new FreeList<I>();
  readonly #waiting = new WaitingLine<Grant<I>>();
  /** Off before traffic comes, after `cool` until the next call, and from the end of traffic on. */
  #keepsWarm = false;
  #retired = false;
  #openedAt = 0;
  #inherited = 0;
  #calls = 0;
  #settling = 0;
  #cancelSettle: (() => void) | undefined;

  constructor(options: PoolOptions<I>) {
    this.#options = options;
    this.#backoff = new Backoff(options.clock, () => this.#fill());
    this.#idleWatch = new IdleWatch({
      clock: options.clock,
      idleMs: options.idleMs,
      idle: () => this.#free.idle,
      spare: () => (this.#retired ? 0 : this.#fleet.alive - options.warmTarget(this.#busy)),
      end: (member) => void this.#end(member),
    });
    this.#fleet = new Fleet(options.start, {
      onReady: (member) => this.#onReady(member),
      onFailedStart: (error) => this.#onFailedStart(error),
      onLost: (member) => this.#onLost(member),
    });
  }

  get counts(): FleetCounts {
    return this.#fleet.counts;
  }

  /** How many instances the traffic of the idle time took, that of the version before included. */
  get recentlyUsed(): number {
    const since = this.#options.clock.now() - this.#options.idleMs();
    const used = this.#fleet.starting + this.#fleet.usedSince(since);
    return this.#openedAt < since ? used : Math.max(used, this.#inherited);
  }

  /** Starts so many instances and waits until they are ready; rejects when one of them fails. */
  async prewarm(count: number): Promise<void> {
    const { warmTarget, clock } = this.#options;
    let started = this.#fleet.alive;
    const starting = [...this.#fleet.members].filter(({ state }) => state === "starting");
    const startOne = async (): Promise<void> => {
      while (started < count && !this.#retired) {
        const { instance } = this.#fleet.start(started++ < warmTarget(0), clock.now());
        await instance.ready;
      }
    };
    await Promise.all([
      ...Array.from({ length: maxStarting }, startOne),
      ...starting.map(({ instance }) => instance.ready),
    ]);
  }

  /** Traffic comes: from now on the warm target is kept, and at first as many instances as `keep` says. */
  open(keep: number): void {
    this.#keepsWarm = true;
    this.#openedAt = this.#options.clock.now();
    this.#inherited = keep;
    const spare = this.#fleet.alive - Math.max(keep, this.#options.warmTarget(0));
    for (const member of this.#free.idle.slice(0, Math.max(0, spare))) void this.#end(member);
    this.#fill();
  }

  /** An instance that is free now. */
  take(): Grant<I> | undefined {
    const member = this.#free.next();
    if (member === undefined) return undefined;
    const grant = this.#grant(member, false);
    if (!this.#keepsWarm || this.#options.warmTarget(this.#busy) > this.#fleet.alive) this.#resume();
    return grant;
  }

  /** The first instance that gets free, or a new one. */
  wait(): Promise<Grant<I>> {
    const grant = this.#waiting.join(this.#options.clock.now());
    this.#fill();
    return grant;
  }

  /** The caller has its answer; the instance is free soon. */
  answered(member: Member<I>): void {
    member.settling++;
    this.#settling++;
  }

  /** The instance of an answered call is free, or has ended. */
  release(member: Member<I>): void {
    member.calls--;
    member.settling--;
    this.#calls--;
    this.#settling--;
    member.usedAt = this.#options.clock.now();
    if (member.state === "ready") this.#offer(member, false);
  }

  /** Looks at everything anew: the warm target or the idle time may have changed. */
  retune(): void {
    this.#idleWatch.stop();
    this.#fill();
  }

  #fill(): void {
    const { callsPerInstance, clock, settleMs, warmTarget } = this.#options;
    const { forCalls, forWarmth } = toStart({
      waitingCalls: this.#waiting.length,
      overdueCalls: this.#waiting.countSince(clock.now() - settleMs),
      settlingCalls: this.#settling,
      callsPerInstance,
      warmTarget: this.#keepsWarm && !this.#backoff.active ? warmTarget(this.#busy) : 0,
      alive: this.#fleet.alive,
      starting: this.#fleet.starting,
      maxStarting,
    });
    for (let count = 0; count < forCalls; count++) this.#fleet.start(false, clock.now());
    for (let count = 0; count < forWarmth; count++) this.#fleet.start(true, clock.now());
    this.#idleWatch.watch();
    this.#watchSettling();
  }

  /** Looks again when the next call that waits for an answered instance has waited long enough. */
  #watchSettling(): void {
    const { clock, settleMs } = this.#options;
    const since = this.#waiting.firstAfter(clock.now() - settleMs);
    if (since === undefined || this.#settling === 0) return;
    this.#cancelSettle ??= clock.after(since + settleMs - clock.now(), () => {
      this.#cancelSettle = undefined;
      this.#fill();
    });
  }

  /** Ends every instance that has no caller, and starts none before the next call. */
  async cool(): Promise<void> {
    this.#keepsWarm = false;
    const unused = [...this.#fleet.members].filter(({ state, calls, settling }) => {
      return state === "starting" ? this.#waiting.length === 0 : calls === settling;
    });
    await Promise.all(unused.map((member) => this.#end(member)));
  }

  /** Calls that came finish, and each instance ends after its last one; new calls go elsewhere. */
  async retire(): Promise<void> {
    this.#stopKeeping();
    this.#endUnused();
    while (this.#fleet.members.size > 0) {
      await Promise.all(Array.from(this.#fleet.members, ({ instance }) => instance.exited));
    }
  }

  /** Ends everything now; calls that wait for an instance fail. */
  async close(): Promise<void> {
    this.#stopKeeping();
    this.#waiting.refuse(this.#waiting.length, new EmulatorError("The function is being stopped."));
    await Promise.all([...this.#fleet.members].map((member) => this.#end(member)));
  }

  #onReady(member: Member<I>): void {
    this.#offer(member, true);
    if (member.served > 0) this.#resume();
    else this.#fill();
  }

  #onFailedStart(error: Error): void {
    if (this.#waiting.refuse(this.#options.callsPerInstance, error) === 0) this.#backoff.failed();
    this.#fill();
  }

  #onLost(member: Member<I>): void {
    this.#free.remove(member);
    // A program that ends before it did anything would be started again and again.
    if (member.served === 0) this.#backoff.failed();
    this.#fill();
  }

  /** Gives a free instance to the calls that wait, or keeps it for the next one. */
  #offer(member: Member<I>, cold: boolean): void {
    const { callsPerInstance } = this.#options;
    while (this.#waiting.length > 0 && member.instance.alive && member.calls < callsPerInstance) {
      this.#waiting.serve(this.#grant(member, cold));
    }
    if (this.#retired) this.#endUnused();
    else if (member.calls < callsPerInstance) this.#free.add(member);
    this.#idleWatch.watch();
  }

  #grant(member: Member<I>, cold: boolean): Grant<I> {
    member.calls++;
    member.served++;
    this.#calls++;
    this.#backoff.succeeded();
    if (member.calls >= this.#options.callsPerInstance) this.#free.remove(member);
    return { member, cold };
  }

  /** Of a retired pool: what no call has or waits for. */
  #endUnused(): void {
    if (this.#waiting.length > 0) return;
    for (const member of this.#fleet.members) if (member.calls === 0) void this.#end(member);
  }

  #end(member: Member<I>): Promise<void> {
    this.#free.remove(member);
    return this.#fleet.end(member);
  }

  /** After the last call of a cooled pool came the next one. */
  #resume(): void {
    this.#keepsWarm = !this.#retired;
    this.#fill();
  }

  /** Instances' worth of calls that wait for an answer. */
  get #busy(): number {
    return Math.ceil((this.#calls - this.#settling) / this.#options.callsPerInstance);
  }

  #stopKeeping(): void {
    this.#keepsWarm = false;
    this.#retired = true;
    this.#backoff.stop();
    this.#idleWatch.stop();
    this.#cancelSettle?.();
    this.#cancelSettle = undefined;
  }
}
