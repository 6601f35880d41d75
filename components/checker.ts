import type * as pulumi from "@pulumi/pulumi";
import type { Limits, Range } from "../providers/adapter.js";
import type { CloudName } from "./names.js";
import type { Problems } from "./problems.js";
import { describeRange, describeValue, isInRange, listOf } from "./rule.js";

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

  name(name: string): void {
    if (namePattern.test(name)) return;
    this.refuse("name", "be 1-64 letters, digits, - or _ and start with a letter", name);
  }

  exactlyOne<Args extends object>(
    args: Args,
    one: keyof Args & string,
    other: keyof Args & string,
    what: string,
  ): void {
    const given = [one, other].filter((key) => args[key as keyof Args] !== undefined);
    if (given.length === 1) return;
    this.#problems.add(
      one,
      `Exactly one of ${what} must be given, got ${given.length === 0 ? "none" : "both"}.`,
    );
  }

  number(property: string, value: number, range: Range): number {
    if (!isInRange(value, range))
      this.refuse(property, `be ${describeRange(range)} on ${this.#cloud}`, value);
    return value;
  }

  optionalNumber(property: string, value: number | undefined, range: Range): number | undefined {
    return value === undefined ? undefined : this.number(property, value, range);
  }

  ratio(property: string, value: number, min: number, max: number): number {
    const fits = typeof value === "number" && value >= min && value <= max;
    if (!fits) this.refuse(property, `be a number from ${min} to ${max}`, value);
    return value;
  }

  optionalMegabytes(property: string, value: number | undefined): number | undefined {
    if (value === undefined || (typeof value === "number" && value > 0 && Number.isFinite(value)))
      return value;
    this.refuse(property, "be a number of megabytes above 0", value);
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
  inputs<T>(property: string, value: readonly T[]): readonly T[] {
    if (Array.isArray(value)) return [...value];
    this.refuse(property, "be a list whose length is known when the program starts", value);
    return [];
  }

  nonEmptyStrings(property: string, value: readonly string[]): string[] {
    if (Array.isArray(value) && value.length === 0) this.refuse(property, "name at least one", value);
    return this.strings(property, value);
  }

  /** Names and values that are known when the program starts. Values are never shown: they may be secrets. */
  plainStrings(property: string, value: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    for (const [key, item] of this.#entries(property, value)) {
      if (typeof item === "string") continue;
      this.#problems.add(
        `${property}.${key}`,
        `"${property}.${key}" must be a string known when the program starts.`,
      );
    }
    return { ...value };
  }

  labels(
    property: string,
    value: Readonly<Record<string, pulumi.Input<string>>>,
  ): Readonly<Record<string, pulumi.Input<string>>> {
    return Object.fromEntries(this.#entries(property, value));
  }

  environment(
    property: string,
    value: Readonly<Record<string, pulumi.Input<string>>>,
    limits: Limits,
  ): Readonly<Record<string, pulumi.Input<string>>> {
    const entries = this.#entries(property, value);
    let bytes = 0;
    for (const [key, item] of entries) {
      const path = `${property}.${key}`;
      if (!environmentNamePattern.test(key)) {
        this.#problems.add(
          path,
          `"${path}" must be named with letters, digits and _ and start with a letter.`,
        );
      } else if (
        limits.reservedEnvironment.some((rule) => (typeof rule === "string" ? rule === key : rule.test(key)))
      ) {
        this.#problems.add(
          path,
          `"${path}" must have another name on ${this.#cloud}, which sets this one itself.`,
        );
      }
      bytes += Buffer.byteLength(key) + (typeof item === "string" ? Buffer.byteLength(item) : 0);
    }
    if (bytes > limits.environmentBytes) {
      const rule = `"${property}" must hold at most ${limits.environmentBytes} bytes of names and values on ${this.#cloud}`;
      this.#problems.add(
        property,
        `${rule}, got ${bytes}. Keep large values in a file ("build.include") or a store.`,
      );
    }
    return Object.fromEntries(entries);
  }

  #entries<Value>(property: string, value: Readonly<Record<string, Value>>): [string, Value][] {
    if (
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      !("__pulumiOutput" in value)
    ) {
      return Object.entries(value).filter(([, item]) => item !== undefined);
    }
    this.refuse(property, "be an object whose names are known when the program starts", value);
    return [];
  }
}
