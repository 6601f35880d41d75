import { type FunctionTable, noUnit } from "./function-table.js";

/**
 * Gives the package that each compilation unit is of, by where the unit begins in the table of files: the one that most
 * of its functions name, as others are copies of generic ones.
 */
export function packagesOfUnits(functions: FunctionTable, ofFunction: Int32Array): Map<number, number> {
  const votes = new Map<number, Map<number, number>>();
  for (const [index, account] of ofFunction.entries()) {
    const unit = functions.units[index] ?? noUnit;
    if (account < 0 || unit === noUnit) continue;
    const counts = votes.get(unit) ?? new Map<number, number>();
    votes.set(unit, counts.set(account, (counts.get(account) ?? 0) + 1));
  }
  const winners = new Map<number, number>();
  for (const [unit, counts] of votes) {
    const [winner] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most));
    winners.set(unit, winner);
  }
  return winners;
}
