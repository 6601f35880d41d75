import { type Column, column, mostAccounts } from "./ledger.js";

/** Who a place in the file belongs to, the surest first. */
export const sureness = { written: 0, referenced: 1, unknown: 3 } as const;
type Sureness = (typeof sureness)[keyof typeof sureness];

/** Stretches in the order of the file: each goes from its start to the next one's. */
export interface Stretches {
  readonly starts: Float64Array;
  /** -1 for a stretch that nobody claims. */
  readonly accounts: Int32Array;
  readonly columns: Uint8Array;
}

const accountRoom = mostAccounts * 2;
const keyRoom = accountRoom * 4;
/** What is left of the 53 bits of a whole number. */
export const mostFileBytes = 2 ** 31;

/**
 * Collects claims to places in the file, each up to where the next claim begins.
 * Each is one number, ordered by place, then sureness, then account, so that sorting settles them.
 */
export class Claims {
  readonly #keys: number[] = [];

  add(offset: number, account: number, kind: Column, sure: Sureness): void {
    this.#keys.push(offset * keyRoom + sure * accountRoom + account * 2 + (kind === column.table ? 1 : 0));
  }

  /** Something begins here, whoever it belongs to. */
  begin(offset: number): void {
    this.#keys.push(offset * keyRoom + sureness.unknown * accountRoom);
  }

  settle(): Stretches {
    const keys = Float64Array.from(this.#keys).sort();
    const starts = new Float64Array(keys.length);
    const accounts = new Int32Array(keys.length);
    const columns = new Uint8Array(keys.length);
    let count = 0;
    for (const key of keys) {
      const offset = Math.floor(key / keyRoom);
      if (count > 0 && starts[count - 1] === offset) continue;
      const claim = key - offset * keyRoom;
      const owner = claim % accountRoom;
      starts[count] = offset;
      accounts[count] = claim >= sureness.unknown * accountRoom ? -1 : owner >>> 1;
      columns[count] = owner & 1 ? column.table : column.data;
      count += 1;
    }
    return {
      starts: starts.subarray(0, count),
      accounts: accounts.subarray(0, count),
      columns: columns.subarray(0, count),
    };
  }
}

/** The stretch that a place lies in, -1 before the first. */
export function stretchAt(starts: Float64Array, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
