import { defaultsKey, namesOf } from "./check.js";
import type { Properties, Property, ResourceFacts } from "./facts.js";
import { hasUnknown, isObject, isSame, type Props, unknown as unknownValue } from "./wire.js";

export interface PropertyChange {
  readonly path: string;
  readonly kind: "add" | "update" | "delete";
  readonly replaces: boolean;
}

/** What a plan adds to what the schema says. */
export interface Plan {
  /** Properties whose change replaces this time. */
  readonly replaces?: readonly string[];
  /** Outputs that a preview cannot tell. */
  readonly unknowns?: readonly string[];
}

/** The outputs that there are against the inputs that there shall be, as Terraform plans. */
export function diff({ properties }: ResourceFacts, olds: Props, news: Props): PropertyChange[] {
  return [...changes(properties, olds, news, "", false)];
}

/** Whether a replacement deletes first: a name that the program gives cannot be had twice. */
export function deletesBeforeReplace({ deleteBeforeReplace, autoname }: ResourceFacts, news: Props): boolean {
  if (deleteBeforeReplace === "always") return true;
  return autoname !== undefined && !autoname.plain && !namesOf(news).includes(autoname.property);
}

/** What would come out, for a preview: what is computed anew is unknown. */
export function previewOutputs(
  { properties }: ResourceFacts,
  olds: Props | undefined,
  news: Props,
  unknowns: readonly string[] = [],
): Props {
  const { [defaultsKey]: _, ...outputs } = news;
  for (const [name, { output, computed }] of Object.entries(properties)) {
    if (!output && (!computed || news[name] !== undefined)) continue;
    if (olds === undefined) outputs[name] = unknownValue;
    else if (olds[name] !== undefined) outputs[name] = olds[name];
  }
  for (const name of unknowns) outputs[name] = unknownValue;
  return outputs;
}

function* changes(
  properties: Properties,
  olds: Props,
  news: Props,
  prefix: string,
  inside: boolean,
): Generator<PropertyChange> {
  for (const [name, property] of Object.entries(properties)) {
    if (property.output) continue;
    const [old, next] = [olds[name], news[name]];
    const path = `${prefix}${name}`;
    const replaces = inside || property.forceNew === true;
    if (next === undefined) {
      // Terraform has a default in mind even where Pulumi may not send it, beside what it conflicts with.
      const isDefault = property.default !== undefined && old === property.default;
      if (!property.computed && !isNothing(old) && !isDefault) yield { path, kind: "delete", replaces };
    } else if (isNothing(old) ? !isNothing(next) : !isEqual(property, old, next)) {
      if (property.nested && isObject(old) && isObject(next))
        yield* changes(property.nested, old, next, `${path}.`, replaces);
      else yield { path, kind: old === undefined ? "add" : "update", replaces };
    }
  }
}

/** Terraform knows no difference between these and a value that is not set. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === "" || value === false || value === 0) return true;
  return Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
}

function isEqual(property: Property, old: unknown, next: unknown): boolean {
  if (property.equal === "any") return true;
  if (hasUnknown(next)) return false;
  if (property.equal === "json") return isSame(parsed(old), parsed(next));
  if (property.equal === "functionName") return lastPart(old) === lastPart(next);
  if (property.type === "string") return String(old) === String(next);
  const { nested } = property;
  if (nested === undefined) return isSame(old, next);
  if (isObject(old) && isObject(next)) return changes(nested, old, next, "", false).next().done === true;
  if (!Array.isArray(old) || !Array.isArray(next) || old.length !== next.length) return false;
  return next.every(
    (item, index) => changes(nested, old[index] as Props, item as Props, "", false).next().done,
  );
}

/** What is no JSON is the text that it is. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

const lastPart = (value: unknown) => String(value).split(":function:").pop();
