import { isDeepStrictEqual } from "node:util";

type Props = Readonly<Record<string, unknown>>;

/** An update of a function, as a hook sees it. */
export interface Update {
  readonly oldInputs?: Props;
  readonly oldOutputs?: Props;
  readonly newInputs?: Props;
}

/** What a version is made of, as far as the service tells it as it was told. */
const ofVersions = ["codeSha256", "description", "environment", "memorySize", "role", "timeout"];
const ofFunctions = [...ofVersions, "reservedConcurrentExecutions"];

/**
 * What to do when the update of a function fails. The provider writes down what it was about to send as if it had been,
 * and publishes a version only of what changed since: the next deployment would do nothing, and say that all is well.
 */
export function repair(name: unknown): string {
  return `run \`aws lambda publish-version --function-name ${name}\`, then \`pulumi up --refresh\``;
}

/** Why a deployment must not go on after one that failed; undefined when it may. Secrets have to be plain. */
export function lostUpdate(update: Update): string | undefined {
  const { oldInputs = {}, oldOutputs = {}, newInputs = {} } = withoutDefaults(update) as Update;
  const isAsked = (key: string) => isDeepStrictEqual(oldInputs[key], newInputs[key]);
  // What is not asked for comes back as whatever stands for nothing.
  const isThere = (key: string) =>
    newInputs[key] === undefined ? isAsked(key) : isDeepStrictEqual(oldOutputs[key], newInputs[key]);
  const lost = ofFunctions.some((key) => !isAsked(key) && isThere(key));
  if (!lost || !ofVersions.every(isThere)) return undefined;
  return `The deployment before this one failed while it changed the function, and this one would publish nothing. To repair that, ${repair(newInputs["name"])}.`;
}

/** Inputs name, on every level, what the provider filled in by itself; outputs do not. */
function withoutDefaults(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([key]) => key !== "__defaults");
  return Object.fromEntries(kept.map(([key, each]) => [key, withoutDefaults(each)]));
}
