import type * as pulumi from "@pulumi/pulumi";
import type { Limits, Range } from "../providers/adapter.js";
import type { CloudName } from "./names.js";
import type { Problems } from "./problems.js";
import {
  describeRange,
  describeValue,
  environmentExcess,
  isInRange,
  isLater,
  isSection,
  listOf,
} from "./rule.js";

/** A function's name has to be a resource name on every cloud. */
const namePattern = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** Shell-safe names, which every cloud takes. */
const environmentNamePattern = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Checks single arguments. Each method gives the value back, so that a spec reads as a list of its fields. */
export class Checker {
  readonly #problems: Problems;
  readonly #cloud: CloudName;

  constructor(problems: Problems, cloud: CloudName) {
    this.#problems = problems;
    this.#cloud = cloud;
  }

  /** Notes a problem in the house's grammar: property, rule, value, what to do. */
  refuse(property: string, rule: string, value: unknown, advice = ""): void {
    const next = advice === "" ? "" : ` ${advice}`;
    this.#problems.add(property, `"${property}" must ${rule}, got ${describeValue(value)}.${next}`);
  }

  /** Notes a problem with a value that may be a secret, and is not shown. */
  refuseUnseen(property: string, rule: string, advice = ""): void {
    const next = advice === "" ? "" : ` ${advice}`;
    this.#problems.add(property, `"${property}" must ${rule}.${next}`);
  }

  /** Notes a problem that something else has put in a sentence. */
  explain(property: string, sentence: string): void {
    this.#problems.add(property, `"${property}": ${sentence}`);
  }

  name(name: string): void {
    if (namePattern.test(name)) return;
    this.refuse("name", "be 1-64 letters, digits, - or _ and start with a letter", name);
  }

  /** What is deployed has one origin. `given` says of each whether it is given, by its property. */
  exactlyOne(given: Readonly<Record<string, boolean>>, what: string): void {
    const [first = "", ...others] = Object.keys(given).filter((property) => given[property]);
    if (first !== "" && others.length === 0) return;
    const got = first === "" ? "none" : [first, ...others].map((property) => `"${property}"`).join(" and ");
    this.#problems.add(
      first || (Object.keys(given)[0] ?? ""),
      `Exactly one of ${what} must be given, got ${got}.`,
    );
  }

  number(property: string, value: number, range: Range): number {
    if (!isInRange(value, range))
      this.refuse(property, `be ${describeRange(range)} on ${this.#cloud}`, value);
    // Rules that compare it with another number say nothing then, and no Output is computed with.
    return typeof value === "number" ? value : Number.NaN;
  }

  optionalNumber(property: string, value: number | undefined, range: Range): number | undefined {
    return value === undefined ? undefined : this.number(property, value, range);
  }

  ratio(property: string, value: number, min: number, max: number): number {
    const fits = typeof value === "number" && value >= min && value <= max;
    if (!fits) this.refuse(property, `be a number from ${min} to ${max}`, value);
    return value;
  }

  /** A size or a time, in words that name its unit: `megabytes`. */
  optionalAmount(property: string, value: number | undefined, unit: string): number | undefined {
    if (value === undefined || (typeof value === "number" && value > 0 && Number.isFinite(value)))
      return value;
    this.refuse(property, `be a number of ${unit} above 0`, value);
    return value;
  }

  oneOf<Choice extends string>(
    property: string,
    value: Choice | undefined,
    choices: readonly Choice[],
  ): Choice {
    if (value !== undefined && choices.includes(value)) return value;
    this.refuse(property, `be ${listOf(choices.map((choice) => `"${choice}"`))} on ${this.#cloud}`, value);
    return value as Choice;
  }

  boolean(property: string, value: boolean): boolean {
    if (typeof value !== "boolean") this.refuse(property, "be true or false", value);
    return value;
  }

  string(property: string, value: string): string {
    if (typeof value === "string" && value !== "") return value;
    this.refuse(property, "be a non-empty string known when the program starts", value);
    return "";
  }

  strings(property: string, value: readonly string[]): string[] {
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return [...value];
    this.refuse(property, "be a list of strings", value);
    return [];
  }

  /** A list of what may be known only later. */
  inputs<T>(property: string, value: readonly T[], most = Number.POSITIVE_INFINITY): readonly T[] {
    if (!Array.isArray(value)) {
      this.refuse(property, "be a list whose length is known when the program starts", value);
      return [];
    }
    if (value.length > most) this.refuse(property, `name at most ${most}`, value.length);
    return [...value];
  }

  /** A list of texts, at least one, that may be known only later, as a whole too. */
  texts(property: string, value: pulumi.Input<readonly pulumi.Input<string>[]>): void {
    if (isLater(value)) return;
    if (!Array.isArray(value) || value.length === 0) {
      this.refuse(property, "be a list that names at least one", value);
      return;
    }
    value.forEach((item, index) => {
      this.text(`${property}[${index}]`, item);
    });
  }

  /** A text that may be known only later. */
  text(property: string, value: pulumi.Input<string>): void {
    if (isLater(value) || (typeof value === "string" && value !== "")) return;
    this.refuse(property, "be a non-empty string or an Output", value);
  }

  /** A text in JSON that may be known only later. */
  json(property: string, value: pulumi.Input<string>): void {
    this.text(property, value);
    if (typeof value !== "string" || value === "") return;
    try {
      JSON.parse(value);
    } catch {
      this.refuseUnseen(property, "be JSON");
    }
  }

  nonEmptyStrings(property: string, value: readonly string[]): string[] {
    if (Array.isArray(value) && value.length === 0) this.refuse(property, "name at least one", value);
    return this.strings(property, value);
  }

  /** Names and values that are known when the program starts. Values are never shown: they may be secrets. */
  plainStrings(property: string, value: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    for (const [key, item] of this.#entries(property, value)) {
      if (typeof item === "string") continue;
      this.refuseUnseen(`${property}.${key}`, "be a string known when the program starts");
    }
    return { ...value };
  }

  labels(
    property: string,
    value: Readonly<Record<string, pulumi.Input<string>>>,
  ): Readonly<Record<string, pulumi.Input<string>>> {
    return Object.fromEntries(this.#texts(property, value));
  }

  environment(
    property: string,
    value: Readonly<Record<string, pulumi.Input<string>>>,
    limits: Limits,
  ): Readonly<Record<string, pulumi.Input<string>>> {
    const entries = this.#texts(property, value);
    for (const [key] of entries) {
      const path = `${property}.${key}`;
      if (!environmentNamePattern.test(key)) {
        this.refuseUnseen(path, "be named with letters, digits and _ and start with a letter");
      } else if (key.length < limits.shortestEnvironmentName) {
        this.refuseUnseen(
          path,
          `be named with at least ${limits.shortestEnvironmentName} characters on ${this.#cloud}`,
        );
      } else if (
        limits.reservedEnvironment.some((rule) => (typeof rule === "string" ? rule === key : rule.test(key)))
      ) {
        this.refuseUnseen(path, `have another name on ${this.#cloud}, which sets this one itself`);
      }
    }
    const known = entries.map(([key, item]) => [key, typeof item === "string" ? item : ""]);
    const { environmentBytes } = limits;
    const excess = environmentExcess(
      `"${property}"`,
      Object.fromEntries(known),
      environmentBytes,
      this.#cloud,
    );
    if (excess !== undefined) this.#problems.add(property, excess);
    return Object.fromEntries(entries);
  }

  /** Names, and values that may be known only later. Values are never shown: they may be secrets. */
  #texts(
    property: string,
    value: Readonly<Record<string, pulumi.Input<string>>>,
  ): [string, pulumi.Input<string>][] {
    const entries = this.#entries(property, value);
    for (const [key, item] of entries) {
      if (typeof item === "string" || isLater(item)) continue;
      this.refuseUnseen(`${property}.${key}`, "be a string or an Output");
    }
    return entries;
  }

  #entries<Value>(property: string, value: Readonly<Record<string, Value>>): [string, Value][] {
    if (isSection(value)) return Object.entries(value).filter(([, item]) => item !== undefined);
    this.refuse(property, "be an object whose names are known when the program starts", value);
    return [];
  }
}
