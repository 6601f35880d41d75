import type { Inspection } from "../build/inspect.js";
import { toComparisonSection } from "./comparison-section.js";
import type { Evidence } from "./evidence.js";
import { toEvidenceSections } from "./evidence-sections.js";
import { toInspectionFacts } from "./inspection-facts.js";
import { toDetails, toMarkdownText, toSectionDetails, toSectionMarkdown } from "./section-markdown.js";

/** An inspection for a pull request: what changed is open, what is behind it is to click on. */
export function toInspectionMarkdown(path: string, inspection: Inspection, evidence?: Evidence): string {
  const facts = toInspectionFacts(inspection).map(([name, text]) => `- ${name}: ${toMarkdownText(text)}`);
  const comparison = evidence?.comparison && toComparisonSection(evidence.comparison);
  const rest = evidence ? toEvidenceSections({ ...evidence, comparison: undefined }) : [];
  return `${[
    `## ${toMarkdownText(path)}`,
    ...(comparison ? [toSectionMarkdown(comparison)] : []),
    ...rest.map(toSectionDetails),
    toDetails("Artifact", facts.join("\n")),
  ].join("\n\n")}\n`;
}
