import type { Member } from "./fleet.js";
import type { Instance } from "./instance.js";

/** The instances that can take a call. The last one goes first, so that spare ones are idle long enough to end. */
export class FreeList<I extends Instance> {
  readonly #members: Member<I>[] = [];

  /** Those without any call, longest idle first. */
  get idle(): Member<I>[] {
    return this.#members.filter(({ calls }) => calls === 0);
  }

  /** The one to take the next call. */
  next(): Member<I> | undefined {
    for (let member = this.#members.at(-1); member !== undefined; member = this.#members.at(-1)) {
      if (member.instance.alive) return member;
      // It ended a moment ago, which the pool has not heard yet.
      this.#members.pop();
    }
    return undefined;
  }

  add(member: Member<I>): void {
    if (this.#members.lastIndexOf(member) === -1) this.#members.push(member);
  }

  remove(member: Member<I>): void {
    const at = this.#members.lastIndexOf(member);
    if (at !== -1) this.#members.splice(at, 1);
  }
}
