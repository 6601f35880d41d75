import { createColors } from "picocolors";
import type { BinaryInspection, Inspection, ZipInspection } from "../build/inspect.js";
import type { Evidence } from "./evidence.js";
import { toEvidenceSections } from "./evidence-sections.js";
import { toImageBlocks } from "./image-text.js";
import {
  type Block,
  type Colors,
  toFileLines,
  toProgramRows,
  toRows,
  toSizes,
  toTitle,
} from "./inspection-blocks.js";
import { toPlatform } from "./inspection-facts.js";
import { toPrintable } from "./printable.js";
import { toSectionBlock } from "./section-text.js";

/** How an inspection is shown on a terminal. */
export interface InspectionTextOptions {
  readonly colors: boolean;
  /** Every row of every table. */
  readonly all?: boolean;
}

/** An inspection for the terminal: no line of ours is longer than 80 characters. */
export function toInspectionText(
  path: string,
  inspection: Inspection,
  options: InspectionTextOptions,
  evidence?: Evidence,
): string {
  const colors = createColors(options.colors);
  const [title = [], summary = [], ...content] = toBlocks(inspection, toPrintable(path), colors);
  const sections = evidence ? toEvidenceSections(evidence) : [];
  const told = sections.map((section) => toSectionBlock(section, options.all === true, colors));
  const blocks = [title, summary, ...told, ...content];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function toBlocks(inspection: Inspection, path: string, colors: Colors): readonly Block[] {
  switch (inspection.kind) {
    case "image":
      return toImageBlocks(inspection, path, colors);
    case "zip":
      return toZipBlocks(inspection, path, colors);
    case "binary":
      return toBinaryBlocks(inspection, path, colors);
  }
}

function toZipBlocks(zip: ZipInspection, path: string, colors: Colors): readonly Block[] {
  const { files, program } = zip;
  const unpackedBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const platform = program ? ` for ${toPlatform(program)}` : "";
  return [
    toTitle(path, `zip${platform}`, `sha256:${zip.sha256}`, colors),
    toRows(
      [["size", toSizes(zip.bytes, unpackedBytes)], ...toProgramRows(program, 'none: no file "bootstrap"')],
      colors,
    ),
    [colors.bold("Files"), ...toFileLines(files)],
  ];
}

function toBinaryBlocks({ program }: BinaryInspection, path: string, colors: Colors): readonly Block[] {
  return [
    toTitle(path, `binary for ${toPlatform(program)}`, `sha256:${program.sha256}`, colors),
    toRows(toProgramRows(program, ""), colors),
  ];
}
