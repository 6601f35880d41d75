import type { Anatomy } from "../../evidence/size/anatomy.js";
import { toDrawings } from "../html/drawings.js";
import { toTableHtml } from "../html/table.js";
import { toSizeGroups } from "../module-sizes.js";
import { toShareText } from "../share.js";
import { toSizeText } from "../size.js";
import { toTreemapSvg } from "../svg/treemap.js";
import { toFigure, toParagraph } from "./elements.js";
import type { PageFunction } from "./stack-page.js";
import type { Say } from "./texts.js";

const listed = 15;
const treemapHeight = 440;

/** How large a function is, and where the bytes of its binary went. */
export function toSizeSection({ name, size, packaging }: PageFunction, say: Say): string {
  const row = (what: string, ours: number | null, plain: number | null | undefined) => [
    what,
    ours === null ? say("unknown") : toSizeText(ours),
    plain ? toSizeText(plain) : say("unknown"),
    ours && plain ? `${(ours / plain).toFixed(2)}x` : "–",
  ];
  const table = toTableHtml(
    `${name}: ${say("sizeCaption")}`,
    [
      { title: say("what"), kind: "text" },
      { title: say("thisBuild"), kind: "number" },
      { title: say("plainBuild"), kind: "number" },
      { title: say("ratio"), kind: "number" },
    ],
    [
      row(say("binary"), size.binaryBytes, size.plain?.binaryBytes),
      row(`${say("artifact")} (${packaging})`, size.bytes, size.plain?.bytes),
    ],
  );
  const anatomy =
    size.anatomy === null ? toParagraph(say("noAnatomy"), "soft") : toAnatomyFigure(name, size.anatomy, say);
  return `${table}\n${anatomy}`;
}

function toAnatomyFigure(name: string, anatomy: Anatomy, say: Say): string {
  const title = say("treemapTitle");
  const groups = toSizeGroups(anatomy, {
    module: (module) => toModuleName(module, say),
    others: say("noPackage"),
    notAttributed: say("notAttributed"),
  });
  const drawings = toDrawings((width) => toTreemapSvg({ title, groups, width, height: treemapHeight }));
  return toFigure(title, drawings, toPackageTable(name, anatomy, say), say);
}

function toPackageTable(functionName: string, anatomy: Anatomy, say: Say): string {
  const packages = anatomy.packages.map(({ path, module, bytes }) => ({
    name: path,
    module: toModuleName(module, say),
    bytes,
  }));
  const parts = anatomy.parts.map((part) => ({ ...part, module: say("noPackage") }));
  const sized = [...packages, ...parts].sort((a, b) => b.bytes - a.bytes);
  const shown = sized.slice(0, listed);
  const caption = say("packagesCaption", {
    count: shown.length,
    total: sized.length,
    share: toShareText(anatomy.attributedBytes, anatomy.bytes),
  });
  const table = toTableHtml(
    `${functionName}: ${say("treemapTitle")}`,
    [
      { title: say("package"), kind: "name" },
      { title: say("bytes"), kind: "number" },
      { title: say("share"), kind: "number" },
      { title: say("module"), kind: "name" },
    ],
    shown.map(({ name, bytes, module }) => [
      name,
      toSizeText(bytes),
      toShareText(bytes, anatomy.bytes),
      module,
    ]),
  );
  return `${toParagraph(caption, "soft")}\n${table}`;
}

function toModuleName(module: string, say: Say): string {
  if (module === "std") return say("standardLibrary");
  return module === "" ? say("unknownModule") : module;
}
