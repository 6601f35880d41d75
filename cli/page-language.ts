import type { Language } from "../report/page/texts.js";

/** The language of a terminal: https://www.gnu.org/software/gettext/manual/html_node/Locale-Environment-Variables.html */
export function pageLanguage(environment: Readonly<Record<string, string | undefined>>): Language {
  const locale = environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "";
  return /^zh\b|^zh_/i.test(locale) ? "zh" : "en";
}
