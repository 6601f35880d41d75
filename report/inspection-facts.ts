import type { Inspection, ProgramContent } from "../build/inspect.js";
import { type Row, toProgramRows, toSizes } from "./inspection-blocks.js";

/** What an artifact is, in rows for a page. */
export function toInspectionFacts(inspection: Inspection): readonly Row[] {
  const rows: readonly Row[] = [...toKindRows(inspection), ...toProgramRows(inspection.program, "none")];
  return rows.filter(([, text]) => text !== "");
}

/** The same in a line: the kind of an artifact, and its sizes. */
export function toInspectionLine(inspection: Inspection): string {
  const told = ["kind", "size", "program"];
  const rows = toInspectionFacts(inspection).filter(([name]) => told.includes(name));
  return `${rows.map(([name, text]) => (name === "program" ? `program of ${text}` : text)).join("; ")}.`;
}

function toKindRows(inspection: Inspection): readonly Row[] {
  switch (inspection.kind) {
    case "image": {
      const { config, layers, digest, bytes } = inspection;
      const unpacked = layers.reduce((sum, layer) => sum + layer.unpackedBytes, 0);
      return [
        ["kind", `image for ${config.os}/${config.architecture}`],
        ["digest", digest],
        ["size", toSizes(bytes, unpacked)],
      ];
    }
    case "zip": {
      const unpacked = inspection.files.reduce((sum, { bytes }) => sum + bytes, 0);
      return [
        ["kind", `zip${inspection.program ? ` for ${toPlatform(inspection.program)}` : ""}`],
        ["sha256", inspection.sha256],
        ["size", toSizes(inspection.bytes, unpacked)],
      ];
    }
    case "binary":
      return [
        ["kind", `binary for ${toPlatform(inspection.program)}`],
        ["sha256", inspection.program.sha256],
      ];
  }
}

/** The system and the architecture of a program, as Go names them. */
export function toPlatform({ os, architecture }: ProgramContent): string {
  return os === "" ? "an unknown system" : `${os}/${architecture}`;
}
