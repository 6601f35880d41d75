/** A stretch of the file and where it is loaded. */
export interface Placed {
  readonly offset: number;
  readonly size: number;
  /** 0 for what is not loaded. */
  readonly address: number;
}

/** Finds the place in the file of an address in memory. */
export class AddressMap {
  readonly #stretches: readonly Placed[];
  readonly #lowest: number;
  readonly #end: number;
  #last: Placed | undefined;

  constructor(stretches: readonly Placed[]) {
    this.#stretches = stretches
      .filter(({ size, address }) => size > 0 && address > 0)
      .sort((a, b) => a.address - b.address);
    this.#lowest = this.#stretches[0]?.address ?? 0;
    this.#end = this.#stretches.reduce((end, { address, size }) => Math.max(end, address + size), 0);
  }

  /** -1 when nothing in the file is loaded there. */
  offsetOf(address: number): number {
    if (address < this.#lowest || address >= this.#end) return -1;
    if (this.#last === undefined || !holds(this.#last, address)) {
      const found = this.#stretches[this.#lastAtOrBefore(address)];
      if (found === undefined || !holds(found, address)) return -1;
      this.#last = found;
    }
    return address - this.#last.address + this.#last.offset;
  }

  #lastAtOrBefore(address: number): number {
    let low = 0;
    let high = this.#stretches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#stretches[middle]?.address ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

const holds = (stretch: Placed, address: number) =>
  address >= stretch.address && address < stretch.address + stretch.size;
