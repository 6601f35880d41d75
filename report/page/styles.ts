/** What the page of a stack adds to what every page looks like. */
export function toPageStyles(languages: readonly string[]): string {
  const hidden = languages.map((language) => {
    const others = languages.filter((each) => each !== language);
    return others.map((other) => `main:has(#language-${language}:checked) .in-${other}`).join(", ");
  });
  return `
${hidden.join(",\n")} { display: none; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.languages { border: 0; margin: 0 0 1rem; padding: 0; display: flex; flex-wrap: wrap; align-items: center; gap: .25rem; }
.languages input { width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--accent); }
.languages label { padding: .25rem 1rem .25rem .35rem; cursor: pointer; }
.links { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.links a { display: inline-block; padding: .25rem 0; }
section { border-top: 2px solid var(--line); margin-top: 2.5rem; }
section h2 { margin-top: 1.25rem; font-size: 1.35rem; overflow-wrap: anywhere; }
figure { margin: .75rem 0; min-width: 0; }
figcaption { color: var(--soft); }
.pair { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 2rem; }
.pair .chart > svg { max-width: 34rem; }
table { width: auto; min-width: min(100%, 26rem); }
th:last-child, td:last-child { width: auto; padding-right: .9rem; }
td.text, td.text:last-child { min-width: 0; white-space: nowrap; }
@media (min-width: 48rem) { .pair { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@page { margin: 1.5cm; }
@media print {
  .languages { display: none; }
  section { break-before: auto; }
  .pair { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  table { font-size: 8.5pt; }
  thead th { white-space: normal; }
  figure { break-inside: auto; }
  figcaption { break-after: avoid; }
}
`;
}
