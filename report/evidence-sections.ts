import type { InitProfile } from "../evidence/init/init-profile.js";
import type { Anatomy } from "../evidence/size/anatomy.js";
import type { Advice, SourceFacts } from "../evidence/source/source-facts.js";
import { toComparisonSection } from "./comparison-section.js";
import { toCountText } from "./count.js";
import { toDurationText } from "./duration.js";
import type { Evidence } from "./evidence.js";
import { toModuleSizes, toModuleText } from "./module-sizes.js";
import { type Column, type Section, toSection } from "./section.js";
import { toShareText } from "./share.js";
import { toSizeText } from "./size.js";

/** How many of the largest packages are explained by the way they came in. */
const explained = 10;
/** Keeps the steps of a way apart. */
const arrow = " > ";

const sizeColumns = (last: string): readonly Column[] => [
  { title: "size", kind: "number" },
  { title: "share", kind: "number" },
  { title: last, kind: "name" },
];

/** Of the section that a reader acts on. */
export const adviceTitle = "What to do";

/** Evidence in parts, the most useful first; parts that nothing is known of are left out. */
export function toEvidenceSections(evidence: Evidence): readonly Section[] {
  const { anatomy, source, init, settings, advice, comparison, notes } = evidence;
  const sections = [
    ...(comparison ? [toComparisonSection(comparison)] : []),
    toAdviceSection(advice),
    ...(anatomy ? toSizeSections(anatomy) : []),
    ...(anatomy && source ? [toChainSection(anatomy, source)] : []),
    ...(source ? [toSpoilerSection(source)] : []),
    ...(init ? [toInitSection(init)] : []),
    ...(source ? [toModuleSection(source)] : []),
    toSettingSection(settings),
    toSection("Notes", { sentences: notes }),
  ];
  return sections.filter(({ sentences, rows }) => sentences.length + rows.length > 0);
}

function toAdviceSection(advice: readonly Advice[]): Section {
  return toSection(adviceTitle, {
    columns: [
      { title: "saves", kind: "number" },
      { title: "known by", kind: "text" },
      { title: "step", kind: "text" },
    ],
    rows: advice.map(({ what, savesBytes, basis }) => [
      savesBytes === undefined ? "-" : toSizeText(savesBytes),
      basis === "tried" ? "trying it" : "reading",
      what,
    ]),
  });
}

function toSizeSections(anatomy: Anatomy): readonly Section[] {
  const { bytes, attributedBytes, packages, parts } = anatomy;
  const toRow = (size: number, name: string) => [toSizeText(size), toShareText(size, bytes), name];
  return [
    toSection("Size by module", {
      drawing: "size",
      sentences: [`${toSizeText(bytes)} in all, ${toShareText(attributedBytes, bytes)} of it attributed.`],
      columns: sizeColumns("module"),
      rows: toModuleSizes(anatomy).map((each) => toRow(each.bytes, toModuleText(each.module))),
    }),
    toSection("Size by package", {
      columns: sizeColumns("package"),
      rows: packages.map((each) => toRow(each.bytes, each.path)),
    }),
    toSection("Size of what belongs to no package", {
      columns: sizeColumns("part"),
      rows: parts.map((each) => toRow(each.bytes, each.name)),
    }),
  ];
}

/** The program's own package needs no reason. */
function toChainSection({ packages }: Anatomy, { chains }: SourceFacts): Section {
  const ways = packages.flatMap(({ path }) => {
    const chain = chains[path] ?? [];
    return chain.length > 1 ? [chain] : [];
  });
  return toSection("Why the largest packages are in", {
    columns: [{ title: "shortest way from main", kind: "name" }],
    rows: ways.map((chain) => [chain.join(arrow)]),
    shownRows: explained,
  });
}

function toSpoilerSection({ spoilers }: SourceFacts): Section {
  return toSection("What keeps unused methods in", {
    sentences:
      spoilers.length === 0 ? ["Nothing does: the linker leaves out methods that nobody calls."] : [],
    columns: [
      { title: "call", kind: "name" },
      { title: "reached by", kind: "name" },
    ],
    rows: spoilers.map(({ calls, chain }) => [calls, chain.join(arrow)]),
  });
}

function toInitSection(init: InitProfile): Section {
  const [low, high] = init.spreadMs.map(toDurationText);
  const heap = `${toSizeText(init.bytes)} in ${toCountText(init.allocations, "allocation")}`;
  return toSection("Package inits", {
    drawing: "start",
    sentences: [
      `${toDurationText(init.totalMs)} in all, half of the ${toCountText(init.runs, "start")} within ${low} and ${high}.`,
      `They take ${heap} from the heap.`,
      `Ready ${toDurationText(init.readyMs)} after exec; a program that does nothing else: ${toDurationText(init.calibrationReadyMs)}.`,
    ],
    columns: [
      { title: "time", kind: "number" },
      { title: "share", kind: "number" },
      { title: "heap", kind: "number" },
      { title: "allocations", kind: "number" },
      { title: "package", kind: "name" },
    ],
    rows: init.packages.map(({ path, ms, bytes, allocations }) => [
      toDurationText(ms),
      toShareText(ms, init.totalMs),
      toSizeText(bytes),
      String(allocations),
      path,
    ]),
  });
}

function toModuleSection({ modules }: SourceFacts): Section {
  return toSection("Modules", {
    columns: [
      { title: "licence", kind: "text" },
      { title: "version", kind: "name" },
      { title: "module", kind: "name" },
    ],
    rows: modules.map(({ path, version, licence }) => [licence || "not recognized", version || "-", path]),
  });
}

function toSettingSection(settings: readonly string[]): Section {
  return toSection("Built with", {
    columns: [{ title: "setting", kind: "name" }],
    rows: settings.map((setting) => [setting]),
    shownRows: settings.length,
  });
}
