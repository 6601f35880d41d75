import type { InitProfile, PackageInit } from "../evidence/init/init-profile.js";
import type { Part } from "../evidence/size/anatomy.js";
import type { PartChange } from "../evidence/size/anatomy-diff.js";
import type { Advice, ModuleFacts, Spoiler } from "../evidence/source/source-facts.js";
import type { Evidence } from "./evidence.js";
import { type ModuleSize, toModuleSizes } from "./module-sizes.js";

/** The part of `goserverless inspect --json` that says what a program costs; null: not known, and a note says why. */
export interface EvidenceDocument {
  readonly size: {
    readonly bytes: number;
    readonly attributedBytes: number;
    readonly modules: readonly ModuleSize[];
    readonly packages: readonly PackageDocument[];
    readonly parts: readonly Part[];
  } | null;
  /** The linker's account of how the program was built, `-trimpath=true`. */
  readonly settings: readonly string[];
  /** The shortest way from the main package to each, by import path. */
  readonly chains: Readonly<Record<string, readonly string[]>> | null;
  readonly spoilers: readonly Spoiler[] | null;
  readonly modules: readonly ModuleFacts[] | null;
  readonly init: InitDocument | null;
  /** What unpacking the program took on this machine. */
  readonly unpackMs: number | null;
  readonly advice: readonly {
    readonly what: string;
    readonly savesBytes: number | null;
    readonly basis: string;
  }[];
  readonly comparison: {
    readonly against: string;
    readonly bytesBefore: number;
    readonly bytesAfter: number;
    readonly packages: readonly PackageChangeDocument[];
    readonly parts: readonly PartChangeDocument[];
  } | null;
  readonly notes: readonly string[];
}

interface PackageDocument {
  readonly path: string;
  readonly module: string;
  readonly bytes: number;
  readonly codeBytes: number;
  readonly tableBytes: number;
  readonly dataBytes: number;
}

interface InitDocument {
  readonly runs: number;
  readonly totalMs: number;
  readonly quartilesMs: readonly [low: number, high: number];
  readonly bytes: number;
  readonly allocations: number;
  readonly readyMs: number;
  readonly calibrationReadyMs: number;
  readonly packages: readonly PackageInit[];
}

interface ChangeDocument {
  /** `came`, `went`, `grew`, `shrank`; `same` where its module alone changed. */
  readonly kind: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

interface PackageChangeDocument extends ChangeDocument {
  readonly path: string;
  readonly moduleBefore: string;
  readonly moduleAfter: string;
}

interface PartChangeDocument extends ChangeDocument {
  readonly name: string;
}

/** Evidence field by field: the inside may be renamed, this may not. */
export function toEvidenceDocument(evidence: Evidence): EvidenceDocument {
  const { settings, source, init, unpackMs, advice, notes } = evidence;
  return {
    size: toSize(evidence),
    settings,
    chains: source?.chains ?? null,
    spoilers: source ? source.spoilers.map(({ calls, chain }) => ({ calls, chain })) : null,
    modules: source ? source.modules.map(({ path, version, licence }) => ({ path, version, licence })) : null,
    init: init ? toInit(init) : null,
    unpackMs: unpackMs ?? null,
    advice: advice.map(toAdvice),
    comparison: toComparison(evidence),
    notes,
  };
}

function toSize({ anatomy }: Evidence): EvidenceDocument["size"] {
  if (anatomy === undefined) return null;
  const { bytes, attributedBytes, packages, parts } = anatomy;
  return {
    bytes,
    attributedBytes,
    modules: toModuleSizes(anatomy),
    packages: packages.map(({ path, module, codeBytes, tableBytes, dataBytes, ...size }) => {
      return { path, module, bytes: size.bytes, codeBytes, tableBytes, dataBytes };
    }),
    parts: parts.map(({ name, ...part }) => ({ name, bytes: part.bytes })),
  };
}

function toInit(init: InitProfile): InitDocument {
  const { runs, totalMs, spreadMs, bytes, allocations, readyMs, calibrationReadyMs, packages } = init;
  return {
    runs,
    totalMs,
    quartilesMs: spreadMs,
    bytes,
    allocations,
    readyMs,
    calibrationReadyMs,
    packages: packages.map(({ path, startMs, ms, ...heap }) => {
      return { path, startMs, ms, bytes: heap.bytes, allocations: heap.allocations };
    }),
  };
}

function toAdvice({ what, savesBytes, basis }: Advice): EvidenceDocument["advice"][number] {
  return { what, savesBytes: savesBytes ?? null, basis };
}

function toComparison({ comparison }: Evidence): EvidenceDocument["comparison"] {
  if (comparison === undefined) return null;
  const { bytesBefore, bytesAfter, packages, parts } = comparison.diff;
  return {
    against: comparison.against,
    bytesBefore,
    bytesAfter,
    packages: packages.map((each) => {
      const { path, moduleBefore, moduleAfter } = each;
      return { path, moduleBefore, moduleAfter, ...toChange(each) };
    }),
    parts: parts.map((each) => ({ name: each.name, ...toChange(each) })),
  };
}

function toChange({ kind, bytesBefore, bytesAfter }: Pick<PartChange, keyof ChangeDocument>): ChangeDocument {
  return { kind, bytesBefore, bytesAfter };
}
