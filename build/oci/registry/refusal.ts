import { BuildError } from "../../build-error.js";
import { isObject, listIn, parseObject, textIn } from "../json.js";
import { PassingError } from "./failure.js";
import { messages } from "./messages.js";
import type { Answer } from "./transport.js";

const later = "Try again later.";
const diskFull = "Its disk is full: free some space there.";

const hints: Readonly<Record<number, string>> = {
  401: "Check that user and password are right and may push there.",
  403: "Give a user that may push there.",
  404: "Check the name, and create the repository if the registry does not do so itself.",
  413: "Raise the size of a request that the registry, or a proxy before it, takes.",
  507: diskFull,
};

const passingStatuses: readonly number[] = [408, 429, 500, 502, 503, 504];
const maxDetailCharacters = 200;

/** What the registry says is wrong: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
export function errorOf(answer: Answer): { readonly code: string; readonly message: string } {
  try {
    const [first] = listIn(parseObject(answer.body, "the answer"), "errors");
    if (isObject(first)) return { code: textIn(first, "code"), message: textIn(first, "message") };
  } catch {
    // Proxies answer with pages, which help nobody.
  }
  return { code: "", message: "" };
}

/** Turns an answer that is not what was asked for into a sentence. */
export function refusal(
  registry: string,
  what: string,
  answer: Answer,
  hide: (text: string) => string,
  retryAfterMs = 0,
): BuildError {
  const { status } = answer;
  const { code, message } = errorOf(answer);
  const detail = tidy(hide([code, message].filter((each) => each !== "").join(": ")));
  const isFull = status === 507 || /no space left|disk quota/i.test(answer.body.toString("latin1"));
  const hint = isFull ? diskFull : (hints[status] ?? (status >= 500 ? later : "Check the registry."));
  if (isFull || !isPassing(answer))
    return new BuildError(messages.refused(registry, what, status, detail, hint));
  return new PassingError(messages.refused(registry, what, status, detail, later), { retryAfterMs });
}

export function isPassing({ status }: Answer): boolean {
  return passingStatuses.includes(status);
}

/** Registries are not trusted to write to a terminal. */
function tidy(text: string): string {
  const plain = text.replaceAll(/[\p{C}\s]+/gu, " ").trim();
  return plain.slice(0, maxDetailCharacters).replace(/\.$/, "");
}
