import { BuildError } from "./build-error.js";
import { messages } from "./messages.js";

// The rules of cmd/internal/quoted: quotes count only around a whole element, and nothing is escaped inside them.
const space = /\s/;

/** Splits a value of `GOFLAGS` as the Go command does. */
export function splitQuoted(value: string): string[] {
  const elements = value.matchAll(/'([^']*)'|"([^"]*)"|[^ \t\n\r]+/g);
  return [...elements].map(([whole, single, double]) => single ?? double ?? whole);
}

/** Joins linker arguments so that the Go command splits them again into the same elements. */
export function joinQuoted(elements: readonly string[]): string {
  return elements.map(quote).join(" ");
}

function quote(element: string): string {
  if (element !== "" && !space.test(element) && !/^['"]/.test(element)) return element;
  if (!element.includes("'")) return `'${element}'`;
  if (!element.includes('"')) return `"${element}"`;
  throw new BuildError(messages.unquotable(element));
}
