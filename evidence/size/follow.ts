import { type Stretches, stretchAt } from "./claims.js";
import type { Edges } from "./edges.js";
import type { Ledger } from "./ledger.js";

const nobody = -1;
const indexRoom = 2 ** 31;

/** Gives what nobody claims to the package whose data leads to it over the fewest steps, the first in the code first. */
export function follow({ starts, accounts }: Stretches, edges: Edges, ledger: Ledger): void {
  const { firstOf, targets } = edgesByStretch(starts, accounts, edges);
  let waiting = sourcesInOrder(accounts, firstOf, ledger);
  while (waiting.length > 0) {
    const reached: number[] = [];
    for (const from of waiting) {
      const account = accounts[from] ?? nobody;
      for (let edge = firstOf[from] ?? 0; edge < (firstOf[from + 1] ?? 0); edge += 1) {
        const to = targets[edge] ?? 0;
        if (accounts[to] !== nobody) continue;
        accounts[to] = account;
        reached.push(to);
      }
    }
    waiting = reached;
  }
}

/** Edges to what is claimed already are left out. */
function edgesByStretch(
  starts: Float64Array,
  accounts: Int32Array,
  { from, to }: Edges,
): { firstOf: Uint32Array; targets: Uint32Array } {
  const firstOf = new Uint32Array(starts.length + 2);
  const sources: number[] = [];
  const ends: number[] = [];
  for (const [index, place] of to.entries()) {
    const end = stretchAt(starts, place);
    if (end === -1 || accounts[end] !== nobody) continue;
    const source = stretchAt(starts, from[index] ?? 0);
    if (source === -1) continue;
    sources.push(source);
    ends.push(end);
    firstOf[source + 2] = (firstOf[source + 2] ?? 0) + 1;
  }
  for (let index = 2; index < firstOf.length; index += 1)
    firstOf[index] = (firstOf[index] ?? 0) + (firstOf[index - 1] ?? 0);
  const targets = new Uint32Array(ends.length);
  for (const [index, source] of sources.entries()) {
    const slot = firstOf[source + 1] ?? 0;
    targets[slot] = ends[index] ?? 0;
    firstOf[source + 1] = slot + 1;
  }
  return { firstOf, targets };
}

function sourcesInOrder(accounts: Int32Array, firstOf: Uint32Array, ledger: Ledger): number[] {
  const keys: number[] = [];
  for (const [index, account] of accounts.entries()) {
    const leads = (firstOf[index + 1] ?? 0) > (firstOf[index] ?? 0);
    if (leads && account !== nobody && ledger.isPackage(account)) keys.push(account * indexRoom + index);
  }
  return Array.from(Float64Array.from(keys).sort(), (key) => key % indexRoom);
}
