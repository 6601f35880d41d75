/** What every page looks like: light and dark, from a phone to paper, without a request to anywhere. */
export const styles = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1c2128; --soft: #57606a; --line: #d0d7de; --shade: #f6f8fa;
  --accent: #0757ba; --good: #0f6b31; --bad: #b3261e;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1318; --ink: #e6edf3; --soft: #9da7b3; --line: #343c46; --shade: #181e26;
    --accent: #79b8ff; --good: #56d364; --bad: #ff8a80;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
p, ul, ol, dl { margin: .5rem 0; }
a { color: var(--accent); }
code, .path { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; }
code, .path, dd { overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.good { color: var(--good); }
.bad { color: var(--bad); }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; }
.scroll { overflow-x: auto; margin: .75rem 0; }
.chart > svg { display: block; width: 100%; height: auto; }
.wide { display: none; }
@media (min-width: 40rem), print { .narrow { display: none; } .wide { display: block; } }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); padding: 0 0 .35rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); }
td { white-space: nowrap; }
td.path { white-space: normal; min-width: 11rem; }
td.text:last-child { white-space: normal; min-width: 10rem; overflow-wrap: anywhere; }
th:last-child, td:last-child { width: 100%; padding-right: 0; }
thead th { color: var(--soft); font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 400; }
.number { text-align: right; }
details { margin: .75rem 0; }
summary { cursor: pointer; padding: .25rem 0; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
@media (max-width: 30rem) {
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin: 0 0 .5rem; }
  table { font-size: .875rem; }
  th, td { padding-right: .6rem; }
  td.path, td.text:last-child { min-width: 8rem; }
}
@media print {
  body { font-size: 10pt; }
  main { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  h2, h3 { break-after: avoid; }
  tr, svg, figure { break-inside: avoid; }
  details::details-content { content-visibility: visible; display: block; }
}
`;
