import type { PackageChange } from "../evidence/size/anatomy-diff.js";
import type { Comparison } from "./evidence.js";
import { type Section, toSection } from "./section.js";
import { toSizeText } from "./size.js";
import { toChangeText } from "./size-change.js";

interface Change {
  readonly name: string;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** Which packages and parts grew and which shrank, the largest change first. */
export function toComparisonSection({ against, diff }: Comparison): Section {
  const { bytesBefore, bytesAfter, packages, parts } = diff;
  const changes: readonly Change[] = [
    ...packages.map((each) => ({ ...each, name: toPackageText(each) })),
    ...parts.map((each) => ({ ...each, name: `(${each.name})` })),
  ];
  return toSection(`Compared with ${against}`, {
    sentences: [toSummary(bytesBefore, bytesAfter, changes.length)],
    columns: [
      { title: "change", kind: "number" },
      { title: "before", kind: "number" },
      { title: "now", kind: "number" },
      { title: "package or (part)", kind: "name" },
    ],
    rows: [...changes]
      .sort((a, b) => Math.abs(growth(b)) - Math.abs(growth(a)) || (a.name < b.name ? -1 : 1))
      .map((each) => [
        toChangeText(growth(each)),
        each.bytesBefore === 0 ? "-" : toSizeText(each.bytesBefore),
        each.bytesAfter === 0 ? "-" : toSizeText(each.bytesAfter),
        each.name,
      ]),
  });
}

/** A package of another version of its module says so: that may be all that changed. */
function toPackageText({ path, kind, moduleBefore, moduleAfter }: PackageChange): string {
  const hasBoth = kind !== "came" && kind !== "went";
  return hasBoth && moduleBefore !== moduleAfter ? `${path} (${moduleBefore} to ${moduleAfter})` : path;
}

function toSummary(bytesBefore: number, bytesAfter: number, changes: number): string {
  if (changes === 0 && bytesBefore === bytesAfter) return `${toSizeText(bytesAfter)}, as before.`;
  const percent = (100 * (bytesAfter - bytesBefore)) / bytesBefore;
  const relative = `${percent < 0 ? "" : "+"}${percent.toFixed(1)} %`;
  return `${toChangeText(bytesAfter - bytesBefore)} (${relative}): ${toSizeText(bytesBefore)} before, ${toSizeText(bytesAfter)} now.`;
}

function growth({ bytesBefore, bytesAfter }: Change): number {
  return bytesAfter - bytesBefore;
}
