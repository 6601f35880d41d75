import type { Anatomy, PackageSize } from "./anatomy.js";
import type { AnatomyDiff, ChangeKind, PackageChange } from "./anatomy-diff.js";

/** Tells which packages and parts came, went, grew and shrank from one binary to another. */
export function compareAnatomies(before: Anatomy, after: Anatomy): AnatomyDiff {
  const packages = changes(before.packages, after.packages, ({ path }) => path)
    .map(
      ([path, old, now]): PackageChange => ({
        path,
        moduleBefore: old?.module ?? "",
        moduleAfter: now?.module ?? "",
        ...sizes(old, now),
      }),
    )
    .filter((change) => change.kind !== "same" || change.moduleBefore !== change.moduleAfter);
  const parts = changes(before.parts, after.parts, ({ name }) => name)
    .map(([name, old, now]) => ({ name, ...sizes(old, now) }))
    .filter(({ kind }) => kind !== "same");
  return { bytesBefore: before.bytes, bytesAfter: after.bytes, packages, parts };
}

type Sized = Pick<PackageSize, "bytes">;
type Pair<T> = readonly [name: string, old: T | undefined, now: T | undefined];

/** Pairs what has the same name, the largest change first. */
function changes<T extends Sized>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (each: T) => string,
): Pair<T>[] {
  const old = new Map(before.map((each) => [nameOf(each), each]));
  const now = new Map(after.map((each) => [nameOf(each), each]));
  const names = [...new Set([...old.keys(), ...now.keys()])].sort();
  const pairs = names.map((name): Pair<T> => [name, old.get(name), now.get(name)]);
  return pairs.sort((a, b) => change(b) - change(a));
}

const change = ([, old, now]: Pair<Sized>) => Math.abs((now?.bytes ?? 0) - (old?.bytes ?? 0));

function sizes(old: Sized | undefined, now: Sized | undefined) {
  const bytesBefore = old?.bytes ?? 0;
  const bytesAfter = now?.bytes ?? 0;
  return { kind: kindOf(old, now), bytesBefore, bytesAfter };
}

function kindOf(old: Sized | undefined, now: Sized | undefined): ChangeKind {
  if (!old) return "came";
  if (!now) return "went";
  if (now.bytes === old.bytes) return "same";
  return now.bytes > old.bytes ? "grew" : "shrank";
}
