import type { Inspection, SavedFile } from "../build/inspect.js";
import type { Evidence } from "./evidence.js";
import { toInitDrawing, toSizeDrawing, toStartDrawing } from "./evidence-drawings.js";
import { toEvidenceSections } from "./evidence-sections.js";
import { toModeText } from "./file-mode.js";
import { toDrawings } from "./html/drawings.js";
import { escapeText } from "./html/escape.js";
import { toPage } from "./html/frame.js";
import { toSectionHtml } from "./html/section.js";
import { toInspectionFacts } from "./inspection-facts.js";
import { toSection } from "./section.js";
import { toSizeText } from "./size.js";

/** An inspection as one self-contained HTML file. */
export function toInspectionPage(path: string, inspection: Inspection, evidence?: Evidence): string {
  const facts = toInspectionFacts(inspection).map(
    ([name, text]) => `<dt>${escapeText(name)}</dt><dd>${escapeText(text)}</dd>`,
  );
  const body = [
    `<h1>${escapeText(path)}</h1>`,
    `<dl class="facts">\n${facts.join("\n")}\n</dl>`,
    ...(evidence ? [toEvidenceHtml(path, evidence)] : []),
    ...toFileSections(inspection),
  ];
  return toPage({ title: `${path} - goserverless inspect`, lang: "en", body: body.join("\n") });
}

function toEvidenceHtml(path: string, evidence: Evidence): string {
  const { anatomy } = evidence;
  const drawings = {
    size: anatomy && toDrawings((width) => toSizeDrawing(`Size of ${path}`, anatomy, width)),
    start: toStartHtml(path, evidence),
  };
  return toEvidenceSections(evidence)
    .map((section) => toSectionHtml(section, section.drawing && drawings[section.drawing]))
    .join("\n");
}

function toStartHtml(path: string, evidence: Evidence): string | undefined {
  const { init } = evidence;
  if (init === undefined) return undefined;
  return [
    toDrawings((width) => toStartDrawing(`Start of ${path}`, evidence, { deepest: 0, width }) ?? ""),
    toDrawings((width) => toInitDrawing(`Package inits of ${path}`, init, width)),
  ].join("\n");
}

function toFileSections(inspection: Inspection): readonly string[] {
  switch (inspection.kind) {
    case "image":
      return inspection.layers.map(({ files }, index) =>
        toFileSection(`Layer ${index + 1} of ${inspection.layers.length}`, files),
      );
    case "zip":
      return [toFileSection("Files", inspection.files)];
    case "binary":
      return [];
  }
}

function toFileSection(title: string, files: readonly SavedFile[]): string {
  const section = toSection(title, {
    columns: [
      { title: "mode", kind: "text" },
      { title: "size", kind: "number" },
      { title: "file", kind: "name" },
    ],
    rows: files.map(({ path, kind, mode, bytes }) => [
      mode === undefined ? "-" : toModeText(mode),
      kind === "file" ? toSizeText(bytes) : "-",
      kind === "folder" ? `${path}/` : path,
    ]),
  });
  return toSectionHtml(section);
}
