import { escapeText } from "./escape.js";
import { styles } from "./styles.js";

/** A page without its frame. */
export interface Page {
  readonly title: string;
  /** As HTML names it: `en`, `zh-CN`. */
  readonly lang: string;
  /** HTML that goes into `main`; whoever wrote it has escaped what came from elsewhere. */
  readonly body: string;
  /** Rules of this page's own, after those of every page. */
  readonly styles?: string;
}

/** Nothing is asked for, whatever the page holds: https://www.w3.org/TR/CSP3/ */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** One self-contained HTML file. */
export function toPage({ title, lang, body, styles: own = "" }: Page): string {
  return `<!doctype html>
<html lang="${escapeText(lang)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeText(title)}</title>
<style>${styles}${own}</style>
</head>
<body>
<main>
${body.trim()}
</main>
</body>
</html>
`;
}
