import { escapeText } from "../html/escape.js";
import { toPage } from "../html/frame.js";
import { toCostSection } from "./cost-section.js";
import { toFacts, toParagraph } from "./elements.js";
import { toHistorySection } from "./history-section.js";
import { toLatencySection } from "./latency-section.js";
import { toOverview } from "./overview.js";
import { toSizeSection } from "./size-section.js";
import type { PageFunction, StackPage } from "./stack-page.js";
import { toStartSection } from "./start-section.js";
import { toPageStyles } from "./styles.js";
import { type Language, languageTags, type Say, speak, type TextKey, texts } from "./texts.js";
import { toTimeText, toWarmSection } from "./warm-section.js";

type Section = readonly [title: TextKey, toHtml: (each: PageFunction, say: Say) => string];

const sections: readonly Section[] = [
  ["size", toSizeSection],
  ["coldStart", toStartSection],
  ["latency", toLatencySection],
  ["warm", toWarmSection],
  ["cost", toCostSection],
  ["history", toHistorySection],
];

const languages = Object.keys(texts) as readonly Language[];

/** A page of a stack in every language; its reader sees the chosen one first, and changes it without a script. */
export function toStackHtml(page: StackPage, language: Language): string {
  const choices = languages.map((each) => {
    const checked = each === language ? " checked" : "";
    const id = `language-${each}`;
    const tag = `lang="${languageTags[each]}"`;
    return `<input type="radio" name="language" id="${id}"${checked}><label for="${id}" ${tag}>${texts[each].locale}</label>`;
  });
  const legend = languages.map((each) => texts[each].language).join(" / ");
  const bodies = languages.map(
    (each) =>
      `<div class="in-${each}" lang="${languageTags[each]}">\n${toBody(page, each, speak(each))}\n</div>`,
  );
  return toPage({
    title: toTitle(page, speak(language)),
    lang: languageTags[language],
    styles: toPageStyles(languages),
    body: `<fieldset class="languages"><legend class="unseen">${legend}</legend>${choices.join("\n")}</fieldset>\n${bodies.join("\n")}`,
  });
}

function toTitle({ stack }: StackPage, say: Say): string {
  return stack === null ? say("titleWithoutStack") : say("title", { stack: stack.name });
}

function toBody(page: StackPage, language: Language, say: Say): string {
  const { stack, functions, at } = page;
  const about = stack === null ? say("noHistory") : say("project", { project: stack.project });
  const idOf = (index: number) => `${language}-${index + 1}`;
  return [
    `<h1>${escapeText(toTitle(page, say))}</h1>`,
    toParagraph(about, "soft"),
    toParagraph(say("madeAt", { at: toTimeText(at) }), "soft"),
    functions.length === 0 ? toParagraph(say("nothing")) : toOverview(functions, idOf, say),
    ...functions.map((each, index) => toFunctionHtml(each, idOf(index), say)),
  ].join("\n");
}

function toFunctionHtml(each: PageFunction, id: string, say: Say): string {
  const { name, functionName, cloud, url, version, packaging, history, notes } = each;
  const deployedAt = history.at(-1)?.at;
  const facts = toFacts([
    [say("function"), `<code>${escapeText(functionName)}</code>`],
    [say("cloud"), escapeText(cloud)],
    [say("version"), escapeText(version)],
    [say("packaging"), escapeText(packaging)],
    [say("address"), `<code>${escapeText(url)}</code>`],
    ...(deployedAt === undefined ? [] : [[say("deployed"), escapeText(toTimeText(deployedAt))] as const]),
  ]);
  // They come from tools that speak English alone.
  const list = notes
    .flatMap((note) => note.split("\n"))
    .map((note) => `<li lang="en">${escapeText(note)}</li>`);
  const parts = sections.map(([title, toHtml]) => `<h3>${escapeText(say(title))}</h3>\n${toHtml(each, say)}`);
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escapeText(name)}</h2>
${facts}
${parts.join("\n")}
${list.length > 0 ? `<h3>${escapeText(say("notes"))}</h3><ul>${list.join("\n")}</ul>` : ""}
</section>`;
}
