import type { Inspection } from "../build/inspect.js";
import { toComparisonSection } from "./comparison-section.js";
import type { Evidence } from "./evidence.js";
import { adviceTitle, toEvidenceSections } from "./evidence-sections.js";
import { toInspectionFacts, toInspectionLine } from "./inspection-facts.js";
import type { Section } from "./section.js";
import { toDetails, toMarkdownText, toSectionDetails, toSectionMarkdown } from "./section-markdown.js";

/** An inspection for a pull request: what changed and what to do is open, what is behind it is to click on. */
export function toInspectionMarkdown(path: string, inspection: Inspection, evidence?: Evidence): string {
  const facts = toInspectionFacts(inspection).map(([name, text]) => `- ${name}: ${toMarkdownText(text)}`);
  const comparison = evidence?.comparison && toComparisonSection(evidence.comparison);
  const sections = evidence ? toEvidenceSections({ ...evidence, comparison: undefined }) : [];
  const isOpen = ({ title }: Section) => title === adviceTitle;
  return `${[
    `## ${toMarkdownText(path)}`,
    ...(comparison ? [toSectionMarkdown(comparison)] : [toMarkdownText(toInspectionLine(inspection))]),
    ...sections.filter(isOpen).map(toSectionMarkdown),
    ...sections.filter((section) => !isOpen(section)).map(toSectionDetails),
    toDetails("Artifact", facts.join("\n")),
  ].join("\n\n")}\n`;
}
