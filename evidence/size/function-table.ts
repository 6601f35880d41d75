import { EvidenceError } from "../evidence-error.js";
import { u32 } from "./little-endian.js";
import { messages } from "./messages.js";
import type { Pclntab } from "./pclntab.js";

/** The functions of a binary in the order of its code, one element each. */
export interface FunctionTable {
  readonly count: number;
  /** In the code, counted from its start; one more than functions, the end of the last. */
  readonly starts: Float64Array;
  /** Places in the file of what the runtime knows of them. */
  readonly records: Float64Array;
  /** Of their names in the table of names, counted from its start. */
  readonly names: Float64Array;
  /** Of the compilation unit's files in the table of files, `noUnit` for what no Go compiler saw. */
  readonly units: Float64Array;
}

export const noUnit = 0xffffffff;
const unitOffset = 32;

/** Reads which functions there are. */
export function readFunctionTable(bytes: Buffer, table: Pclntab): FunctionTable {
  const count = table.functionCount;
  const [starts, records, names, units] = [count + 1, count, count, count].map(
    (length) => new Float64Array(length),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  let before = 0;
  for (let index = 0; index <= count; index += 1) {
    const start = u32(bytes, table.functions + index * 8);
    if (start < before) throw new EvidenceError(messages.damaged());
    before = start;
    starts[index] = start;
    if (index === count) break;
    const record = table.functions + u32(bytes, table.functions + index * 8 + 4);
    if (record + table.recordBytes > table.regionEnd) throw new EvidenceError(messages.damaged());
    records[index] = record;
    names[index] = u32(bytes, record + 4);
    units[index] = u32(bytes, record + unitOffset);
  }
  return { count, starts, records, names, units };
}
