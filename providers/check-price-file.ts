import { describeValue, isSection, listOf } from "../components/rule.js";
import { aliyunMeters, awsMeters, type MeterKeys } from "./price-file.js";

/** `cn-north-1`, `us-gov-west-1` */
const awsRegion = /^[a-z]{2}(-[a-z]+)+-\d+$/;

const confidences: ReadonlySet<unknown> = new Set(["high", "medium", "low"]);

/** Says what is wrong with a file of prices, a sentence each; none when nothing is. */
export function checkPriceFile(file: string, content: unknown): readonly string[] {
  const checker = new PriceChecker(file);
  checker.file(content);
  return checker.problems;
}

type Section = Readonly<Record<string, unknown>>;

class PriceChecker {
  readonly problems: string[] = [];
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  file(content: unknown): void {
    if (!isSection(content)) {
      this.problems.push(`${this.#file} must hold an object in JSON, got ${describeValue(content)}.`);
      return;
    }
    const { asOf, currency, confidenceScale, sources, notes, aws, aliyun, ...others } = content as Section;
    this.#date("asOf", asOf, 'Give the day that the prices are of: "asOf": "2026-11-23".');
    if (currency !== undefined && currency !== "USD") this.#refuse("currency", 'be "USD"', currency);
    for (const [name, value] of Object.entries({ confidenceScale, sources }))
      if (value !== undefined) this.#section(name, value);
    if (notes !== undefined && !isTexts(notes)) this.#refuse("notes", "be a list of strings", notes);
    if (aws !== undefined)
      this.#regions("aws", aws, awsRegion, "be named like a region, eu-west-1", awsMeters);
    if (aliyun !== undefined)
      this.#regions(
        "aliyun",
        aliyun,
        /^default$/,
        "be named default, as all regions have one list",
        aliyunMeters,
      );
    for (const name of Object.keys(others))
      this.#unknown(name, ["asOf", "currency", "confidenceScale", "sources", "notes", "aws", "aliyun"]);
  }

  #regions<Prices>(
    path: string,
    value: unknown,
    name: RegExp,
    rule: string,
    meters: MeterKeys<Prices>,
  ): void {
    for (const [region, prices] of this.#section(path, value)) {
      const at = `${path}.${region}`;
      if (!name.test(region)) this.#refuseName(at, rule);
      else this.#region(at, prices, meters);
    }
  }

  #region(path: string, value: unknown, meters: Readonly<Record<string, readonly string[]>>): void {
    for (const [meter, figures] of this.#section(path, value)) {
      const at = `${path}.${meter}`;
      const keys = Object.hasOwn(meters, meter) ? meters[meter] : undefined;
      if (meter === "asOf") this.#date(at, figures);
      else if (keys === undefined) this.#unknown(at, Object.keys(meters));
      else if (keys.length === 0) this.#figure(at, figures);
      else this.#figures(at, figures, keys);
    }
  }

  #figures(path: string, value: unknown, keys: readonly string[]): void {
    for (const [key, figure] of this.#section(path, value)) {
      if (keys.includes(key)) this.#figure(`${path}.${key}`, figure);
      else this.#unknown(`${path}.${key}`, keys);
    }
  }

  #figure(path: string, figure: unknown): void {
    const entries = this.#section(path, figure);
    if (!isSection(figure)) return;
    const { value, tiers, confidence } = figure as Section;
    if ((value === undefined) === (tiers === undefined))
      this.#refuseName(path, 'have either "value" or "tiers"');
    if (value !== undefined) this.#price(`${path}.value`, value);
    if (tiers !== undefined) this.#tiers(`${path}.tiers`, tiers);
    if (confidence !== undefined && !confidences.has(confidence))
      this.#refuse(`${path}.confidence`, 'be "high", "medium" or "low"', confidence);
    for (const [key, text] of entries) {
      if (key === "source" || key === "note") this.#text(`${path}.${key}`, text);
      else if (!["value", "tiers", "confidence"].includes(key))
        this.#unknown(`${path}.${key}`, ["value", "tiers", "confidence", "source", "note"]);
    }
  }

  #tiers(path: string, tiers: unknown): void {
    if (!Array.isArray(tiers) || tiers.length === 0) {
      this.#refuse(path, "be a list of at least one tier", tiers);
      return;
    }
    let from = 0;
    for (const [index, tier] of tiers.entries()) {
      const at = `${path}[${index}]`;
      const { value, upTo } = Object.fromEntries(this.#section(at, tier));
      if (!isSection(tier)) continue;
      this.#price(`${at}.value`, value);
      const isLast = index === tiers.length - 1;
      if (isLast ? upTo !== null : !(typeof upTo === "number" && upTo > from && Number.isFinite(upTo)))
        this.#refuse(`${at}.upTo`, isLast ? "be null in the last tier" : `be a number above ${from}`, upTo);
      else from = Number(upTo);
    }
  }

  #price(path: string, value: unknown): void {
    if (typeof value === "number" && value >= 0 && Number.isFinite(value)) return;
    this.#refuse(path, "be a number of at least 0", value);
  }

  #date(path: string, value: unknown, advice?: string): void {
    if (typeof value === "string" && isDay(value)) return;
    this.#refuse(path, "be a day such as 2026-11-23", value, advice);
  }

  #text(path: string, value: unknown): void {
    if (typeof value !== "string") this.#refuse(path, "be a string", value);
  }

  #section(path: string, value: unknown): [string, unknown][] {
    if (isSection(value)) return Object.entries(value);
    this.#refuse(path, "be an object", value);
    return [];
  }

  #unknown(path: string, known: readonly string[]): void {
    this.#refuseName(path, `be ${listOf(known)}`);
  }

  #refuseName(path: string, rule: string): void {
    this.problems.push(`"${path}" in ${this.#file} must ${rule}.`);
  }

  #refuse(path: string, rule: string, value: unknown, advice = ""): void {
    const next = advice === "" ? "" : ` ${advice}`;
    this.problems.push(`"${path}" in ${this.#file} must ${rule}, got ${describeValue(value)}.${next}`);
  }
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  );
}
