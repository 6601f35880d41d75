import { EvidenceError } from "../evidence-error.js";
import type { AddressMap } from "./address-map.js";
import type { References } from "./claim-data.js";
import { scanCode } from "./code-references.js";
import type { ElfImage } from "./elf-image.js";
import type { FunctionTable } from "./function-table.js";
import { column, type Ledger } from "./ledger.js";
import { messages } from "./messages.js";
import type { Region } from "./regions.js";

interface Code {
  readonly image: ElfImage;
  readonly functions: FunctionTable;
  /** Of each function, its account. */
  readonly accounts: Int32Array;
  /** Where the code begins that functions are counted from. */
  readonly textAddress: number;
}

/** Counts the code of each function, with what fills up to the next one; tells of the data that it refers to. */
export function countCode(code: Code, data: AddressMap, ledger: Ledger): References {
  const { image, functions, accounts } = code;
  const references = { places: [] as number[], accounts: [] as number[] };
  const count = (start: number, end: number, address: number, account: number) => {
    if (end <= start) return;
    ledger.add(account, column.code, end - start);
    scanCode[image.machine](image.bytes, { start, end, address }, (target) => {
      const place = data.offsetOf(target);
      if (place === -1) return;
      references.places.push(place);
      references.accounts.push(account);
    });
  };
  const { region, base } = findText(code);
  for (let index = 0; index < functions.count; index += 1) {
    const start = base + (functions.starts[index] ?? 0);
    const end = base + (functions.starts[index + 1] ?? 0);
    count(start, end, region.address + start - region.offset, accounts[index] ?? 0);
  }
  for (const { start, end, address } of outside(code, region, base)) {
    const account = isFilling(image.bytes, start, end) ? ledger.part("padding") : ledger.package("C");
    count(start, end, address, account);
  }
  return references;
}

/** The region that all functions are in, and the place in the file that they are counted from. */
function findText({ image, functions, textAddress }: Code): { region: Region; base: number } {
  const first = textAddress + (functions.starts[0] ?? 0);
  const last = textAddress + (functions.starts[functions.count] ?? 0);
  const region = image.regions.find(
    ({ role, address, size }) =>
      role === "code" && first >= address && last <= address + size && last > first,
  );
  if (!region) throw new EvidenceError(messages.damaged());
  return { region, base: textAddress - region.address + region.offset };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly address: number;
}

/** Code that the function table does not know: what a C compiler made. */
function* outside({ image, functions }: Code, text: Region, base: number): Generator<Stretch> {
  const first = base + (functions.starts[0] ?? 0);
  const last = base + (functions.starts[functions.count] ?? 0);
  for (const region of image.regions) {
    if (region.role !== "code") continue;
    const { offset, size, address } = region;
    const end = offset + size;
    if (region !== text) yield { start: offset, end, address };
    else {
      yield { start: offset, end: first, address };
      yield { start: last, end, address: address + last - offset };
    }
  }
}

/** Zeros, breakpoints and idle instructions. */
const fillings = [0x00, 0xcc, 0x90];

function isFilling(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (!fillings.includes(bytes[at] ?? 0)) return false;
  return true;
}
