import { AddressMap } from "./address-map.js";
import { claimReferences, followPointers, type References, type Span } from "./claim-data.js";
import { claimTypes } from "./claim-types.js";
import { type Claims, type Stretches, sureness } from "./claims.js";
import { Edges } from "./edges.js";
import type { ElfImage } from "./elf-image.js";
import { follow } from "./follow.js";
import { column, type Ledger } from "./ledger.js";
import type { ModuleData } from "./module-data.js";
import type { Pclntab } from "./pclntab.js";
import { mapTypeBytes, smallestMethodBytes } from "./type-descriptors.js";

interface Data {
  readonly image: ElfImage;
  readonly table: Pclntab;
  readonly module: ModuleData | undefined;
  /** Of Go that built it, `go1.26.1`; empty where it is not known. */
  readonly goVersion: string;
  readonly map: AddressMap;
  readonly references: References;
  readonly claims: Claims;
  readonly ledger: Ledger;
}

/** Finds who each stretch of the data belongs to, besides those of the function table, which are claimed. */
export function settleData(data: Data): Stretches {
  const { image, map, module, references, claims, ledger } = data;
  const edges = new Edges();
  for (const { offset, size } of image.regions) {
    claims.begin(offset);
    claims.begin(offset + size);
  }
  claimReferences(references, claims);
  const functionTable = spanOfTable(data);
  claims.begin(functionTable.end);
  const plain = module ? [functionTable, spanOf(map, module.plainStart, module.plainEnd)] : [functionTable];
  const targets = followPointers(image, map, plain, { claims, edges });
  if (module) {
    claimLinkersOwn(module, data);
    const space = {
      bytes: image.bytes,
      map,
      anywhere: new AddressMap(image.regions),
      start: module.typesStart,
      end: module.typesEnd,
      mapBytes: mapTypeBytes[hasSwissMaps(data.goVersion) ? "swiss" : "old"],
      methodsLeft: image.bytes.length / smallestMethodBytes,
    };
    claimTypes(space, module, [references.places, targets], { claims, edges, ledger });
  }
  const stretches = claims.settle();
  follow(stretches, edges, ledger);
  return stretches;
}

const firstWithSwissMaps = 24;

function hasSwissMaps(goVersion: string): boolean {
  const minor = /^go1\.(\d+)/.exec(goVersion)?.[1];
  return minor === undefined || Number(minor) >= firstWithSwissMaps;
}

function spanOfTable({ table, module, map }: Data): Span {
  const end = module ? map.offsetOf(module.pclntabEnd - 1) + 1 : 0;
  const isWithin = end > table.functions && end <= table.regionEnd;
  return { start: table.offset, end: isWithin ? end : table.regionEnd };
}

const nothing: Span = { start: 0, end: 0 };

function spanOf(map: AddressMap, start: number, end: number): Span {
  const [first, last] = [map.offsetOf(start), map.offsetOf(end - 1)];
  return first === -1 || last < first ? nothing : { start: first, end: last + 1 };
}

function claimLinkersOwn(module: ModuleData, { map, claims, ledger }: Data): void {
  const account = ledger.part("runtime tables");
  const addresses = [module.functionBuckets, module.typeLinks.address, module.itabLinks.address];
  for (const place of [module.offset, ...addresses.map((address) => map.offsetOf(address))])
    if (place !== -1) claims.add(place, account, column.data, sureness.written);
}
