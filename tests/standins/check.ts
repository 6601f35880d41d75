import { createHash, randomBytes } from "node:crypto";
import { checkGroups, conflictsOf, type Failure } from "./check-groups.js";
import { type Properties, type Property, type ResourceFacts, type Rule, terraformName } from "./facts.js";
import { isObject, type Props, toFile, unknown } from "./wire.js";

export type { Failure };

export interface Checked {
  readonly inputs: Props;
  readonly failures: readonly Failure[];
}

/** The names of the inputs that did not come from the program. */
export const defaultsKey = "__defaults";

/** Checks what a program declares as the bridge does: by the schema alone. Auto-names and defaults are filled in. */
export function check(
  facts: ResourceFacts,
  name: string,
  olds: Props,
  news: Props,
  seed?: Uint8Array,
): Checked {
  const failures: Failure[] = [];
  const { [defaultsKey]: _, ...given } = news;
  checkObject(facts.properties, given, name, "", failures);
  checkGroups(facts.properties, given, name, failures);
  const prefix = Object.keys(given).find((key) => /^(name|bucket|statementId)Prefix$/.test(key));
  if (prefix !== undefined)
    failures.push({ property: prefix, reason: "The stand-in makes no names from a prefix." });
  const inputs = withDefaults(facts.properties, given);
  const { autoname } = facts;
  if (autoname !== undefined && given[autoname.property] === undefined) {
    const { property } = autoname;
    const kept = namesOf(olds).includes(property) ? olds[property] : undefined;
    inputs[property] = kept ?? toAutoname(autoname, name, seed);
  }
  const defaults = Object.keys(inputs).filter((key) => given[key] === undefined);
  return { inputs: { ...inputs, [defaultsKey]: defaults.sort() }, failures };
}

/** The properties that the stored inputs have from the provider. */
export function namesOf(inputs: Props): readonly unknown[] {
  const names = inputs[defaultsKey];
  return Array.isArray(names) ? names : [];
}

function toAutoname(
  autoname: NonNullable<ResourceFacts["autoname"]>,
  name: string,
  seed?: Uint8Array,
): string {
  if (autoname.plain) return name;
  const random = seed?.length ? createHash("sha256").update(seed).update(name).digest() : randomBytes(4);
  const full = `${name}-${random.toString("hex").slice(0, 7)}`;
  const { maxLength = 255 } = autoname;
  if (full.length > maxLength)
    throw new Error(`name '${name}-' plus 7 random chars is longer than maximum length ${maxLength}`);
  return autoname.lowerCase ? full.toLowerCase() : full;
}

function withDefaults(properties: Properties, given: Props): Props {
  const inputs: Props = { ...given };
  const conflicts = conflictsOf(properties, given);
  for (const [name, property] of Object.entries(properties)) {
    const value = given[name];
    if (value === undefined && property.default !== undefined && !conflicts.has(name))
      inputs[name] = property.default;
    if (property.nested === undefined) continue;
    const { nested } = property;
    if (isObject(value)) inputs[name] = withDefaults(nested, value);
    if (Array.isArray(value))
      inputs[name] = value.map((item) => (isObject(item) ? withDefaults(nested, item) : item));
  }
  return inputs;
}

function checkObject(
  properties: Properties,
  given: Props,
  at: string,
  prefix: string,
  failures: Failure[],
): void {
  const fail = (key: string, reason: string) => {
    const property = `${prefix}${key}`;
    failures.push({ property, reason: `${reason}. Examine values at '${at}.${property}'.` });
  };
  for (const [key, value] of Object.entries(given)) {
    const property = properties[key];
    if (property === undefined) fail(key, `Invalid or unknown key "${key}"`);
    else if (property.output)
      fail(key, `Computed attributes cannot be set, but a value was set for "${key}"`);
    else for (const reason of problems(terraformName(key, property), property, value)) fail(key, reason);
    for (const [index, item] of property?.nested === undefined ? [] : itemsOf(value)) {
      if (isObject(item) && property?.nested)
        checkObject(property.nested, item, at, `${prefix}${key}${index}.`, failures);
    }
  }
  for (const [key, property] of Object.entries(properties)) {
    if (!property.required || given[key] !== undefined) continue;
    const argument = terraformName(key, property);
    fail(
      key,
      `Missing required argument. The argument "${argument}" is required, but no definition was found`,
    );
  }
}

const itemsOf = (value: unknown): [string, unknown][] =>
  Array.isArray(value) ? value.map((item, index) => [`[${index}]`, item]) : [["", value]];

const typeTests: Readonly<Record<Property["type"], (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string" || typeof value === "number" || typeof value === "boolean",
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  array: Array.isArray,
  map: isObject,
  object: isObject,
  archive: (value) => toFile(value, "archive") !== undefined,
  asset: (value) => toFile(value, "asset") !== undefined,
};

function problems(name: string, property: Property, value: unknown): string[] {
  if (value === unknown) return [];
  if (property.orObject && isObject(value)) return [];
  if (!typeTests[property.type](value)) return [`expected ${name} to be of type ${property.type}`];
  const { itemType } = property;
  if (itemType !== undefined && isCollection(value)) {
    const wrong = Object.entries(value).find(([, item]) => item !== unknown && !typeTests[itemType](item));
    if (wrong !== undefined) return [`expected ${name}[${wrong[0]}] to be of type ${itemType}`];
  }
  return [...ruleProblems(name, property.validation, value)];
}

const isCollection = (value: unknown): value is object => Array.isArray(value) || isObject(value);

/** In Terraform's words. */
function* ruleProblems(name: string, rule: Rule | undefined, value: unknown): Generator<string> {
  if (rule === undefined || value === unknown) return;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, pattern, format } = rule;
  if (rule.enum !== undefined && !isOneOf(rule, value))
    yield `expected ${name} to be one of ${JSON.stringify(rule.enum)}, got ${value}`;
  if (typeof value === "number" && (value < min || value > max)) yield rangeProblem(name, rule, value);
  if (typeof value === "string") {
    const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = rule;
    if (value.length < minLength || value.length > maxLength)
      yield `expected length of ${name} to be in the range (${minLength} - ${rule.maxLength ?? ""}), got ${value}`;
    if (pattern !== undefined && !new RegExp(pattern).test(value))
      yield `invalid value for ${name} (must match ${pattern}), got ${value}`;
    if (format !== undefined && !formats[format](value))
      yield `"${name}" (${value}) is not a valid ${format.toUpperCase()}`;
  }
  if (Array.isArray(value)) {
    if (value.length > (rule.maxItems ?? value.length))
      yield `Too many list items. Attribute ${name} supports ${rule.maxItems} item maximum, but config has ${value.length} declared`;
    for (const [index, item] of value.entries()) yield* ruleProblems(`${name}.${index}`, rule.items, item);
  }
  if (isObject(value) && rule.keyPattern !== undefined) {
    const wrong = Object.keys(value).find((key) => !new RegExp(rule.keyPattern ?? "").test(key));
    if (wrong !== undefined) yield `invalid key ${wrong} in ${name} (must match ${rule.keyPattern})`;
  }
}

function isOneOf({ enum: values = [], orMultipleOf }: Rule, value: unknown): boolean {
  if (orMultipleOf !== undefined && typeof value === "number" && value > 0 && value % orMultipleOf === 0)
    return true;
  return values.includes(value);
}

function rangeProblem(name: string, { min, max }: Rule, value: number): string {
  const isWhole = [min, max].every((bound) => Number.isInteger(bound ?? 0));
  const shown = (number: number) => (isWhole ? String(number) : number.toFixed(6));
  if (max === undefined) return `expected ${name} to be at least (${min}), got ${value}`;
  if (min === undefined) return `expected ${name} to be at most (${max}), got ${value}`;
  return `expected ${name} to be in the range (${shown(min)} - ${shown(max)}), got ${shown(value)}`;
}

const formats: Readonly<Record<NonNullable<Rule["format"]>, (value: string) => boolean>> = {
  arn: (value) => /^arn:[\w-]+:[a-zA-Z0-9-]+:[\w-]*:(\d{12}|aws)?:.+$/.test(value),
  json: isJson,
  rfc3339: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value),
};

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
