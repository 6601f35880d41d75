import { type Properties, type Property, terraformName } from "./facts.js";
import { hasUnknown, isObject, type Props, unknown } from "./wire.js";

export interface Failure {
  readonly property: string;
  readonly reason: string;
}

/** Rules between properties, in Terraform's words. */
export function checkGroups(properties: Properties, given: Props, at: string, failures: Failure[]): void {
  const valueAt = (path: string) =>
    path.split(".").reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), given);
  const isGiven = (path: string) => valueAt(path) !== undefined;
  const isKnown = (path: string) => isGiven(path) && valueAt(path) !== unknown;
  const toText = (paths: readonly string[]) => paths.map((path) => terraformPath(properties, path)).join(",");
  const sorted = (paths: readonly string[]) =>
    [...new Set(paths)].sort((one, other) => (toText([one]) < toText([other]) ? -1 : 1));
  const visit = (nested: Properties, values: Props, prefix: string) => {
    for (const [key, property] of Object.entries(nested)) {
      const value = values[key];
      const path = `${prefix}${key}`;
      const name = toText([path]);
      const fail = (reason: string) =>
        failures.push({ property: path, reason: `${reason}. Examine values at '${at}.${path}'.` });
      const { conflictsWith = [], requiredWith = [], atLeastOneOf = [], exactlyOneOf = [] } = property;
      if (atLeastOneOf.length > 0 && !atLeastOneOf.some(isGiven))
        fail(
          `Missing required argument. "${name}": one of \`${toText(sorted([...atLeastOneOf, path]))}\` must be specified`,
        );
      if (exactlyOneOf.length > 0) {
        const all = sorted([...exactlyOneOf, path]);
        const of = `Invalid combination of arguments. "${name}"`;
        const found = all.filter(isKnown);
        if (!all.some(isGiven)) fail(`${of}: one of \`${toText(all)}\` must be specified`);
        if (found.length > 1)
          fail(
            `${of}: only one of \`${toText(all)}\` can be specified, but \`${toText(found)}\` were specified.`,
          );
      }
      if (value === undefined) continue;
      for (const other of conflictsWith.filter(isGiven))
        fail(`Conflicting configuration arguments. "${name}": conflicts with ${toText([other])}`);
      if (!requiredWith.every(isGiven))
        fail(
          `Missing required argument. "${name}": all of \`${toText(sorted([...requiredWith, path]))}\` must be specified`,
        );
      if (property.nested !== undefined && isObject(value) && !hasUnknown(value))
        visit(property.nested, value, `${path}.`);
    }
  };
  visit(properties, given, "");
}

/** The properties that something given excludes: they get no default. */
export function conflictsOf(properties: Properties, given: Props): ReadonlySet<string> {
  const names = Object.keys(given).filter((name) => given[name] !== undefined);
  return new Set(names.flatMap((name) => properties[name]?.conflictsWith ?? []));
}

/** Terraform has a list of one where Pulumi has an object. */
function terraformPath(properties: Properties, path: string): string {
  const keys = path.split(".");
  let nested: Properties | undefined = properties;
  const names: string[] = [];
  for (const key of keys) {
    const property: Property | undefined = nested?.[key];
    names.push(property === undefined ? key : terraformName(key, property));
    nested = property?.nested;
  }
  return names.join(".0.");
}
