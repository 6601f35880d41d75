import type { createColors } from "picocolors";
import type { ProgramContent, SavedFile } from "../build/inspect.js";
import { toColumns } from "./columns.js";
import { toCountText } from "./count.js";
import { toModeText } from "./file-mode.js";
import { toPrintable } from "./printable.js";
import { toSizeText } from "./size.js";

export type Colors = ReturnType<typeof createColors>;
/** What is told in one line; a row without text is left out. */
export type Row = readonly [label: string, text: string];
/** Lines that belong together. */
export type Block = readonly string[];

const kindLetters = { file: "-", folder: "d", link: "l", other: "?" } as const;
const unknownMode = "?????????";

/** What was inspected, and what it is known by. */
export function toTitle(path: string, kind: string, digest: string, colors: Colors): Block {
  return [`${colors.bold(path)}  ${toPrintable(kind)}`, digest];
}

/** Rows as two columns. */
export function toRows(rows: readonly Row[], { dim }: Colors): Block {
  const told = rows.filter(([, text]) => text !== "");
  return toColumns(
    told.map(([label, text]) => [dim(label), toPrintable(text)]),
    ["left", "left"],
  ).map(indent);
}

/** What there is to tell of a program; `missing` where there is none. */
export function toProgramRows(program: ProgramContent | undefined, missing: string): readonly Row[] {
  if (program === undefined) return [["program", missing]];
  const { bytes, goVersion, module, dependencies } = program;
  const linkage = program.static ? "static" : "not static";
  return [
    ["program", `${toSizeText(bytes)}, ${linkage}`],
    ["Go", goVersion === "" ? "no build information" : goVersion],
    ["module", module],
    ...(goVersion === ""
      ? []
      : [["linked", toCountText(dependencies.length, "dependency", "dependencies")] as const]),
  ];
}

/** Files as `ls -l` shows them. */
export function toFileLines(files: readonly SavedFile[]): Block {
  const rows = files.map(({ path, kind, mode, bytes }) => [
    `${kindLetters[kind]}${mode === undefined ? unknownMode : toModeText(mode)}`,
    kind === "file" ? toSizeText(bytes) : "-",
    `${toPrintable(path)}${kind === "folder" ? "/" : ""}`,
  ]);
  return toColumns(rows, ["left", "right", "left"]).map(indent);
}

export function toSizes(packed: number, unpacked: number): string {
  return `${toSizeText(packed)} packed, ${toSizeText(unpacked)} unpacked`;
}

/** Pushes a line in below its title. */
export function indent(line: string): string {
  return line === "" ? line : `  ${line}`;
}
