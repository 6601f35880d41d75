import { ApiError } from "../api-error.js";
import { invalid } from "./lambda-calls.js";
import { type Alias, type LambdaFunction, type Provisioned, unreserved } from "./lambda-function.js";

const isAlias = (qualifier: string) => !/^\d+$/.test(qualifier);
const unpublished = "Provisioned Concurrency Configs cannot be applied to unpublished function versions.";

/** `PutProvisionedConcurrencyConfig`: it is ready when the programs are. */
export function putProvisioned(fn: LambdaFunction, qualifier: string, requested: number): void {
  if (qualifier === "$LATEST") throw invalid(unpublished);
  const alias = isAlias(qualifier) ? fn.alias(qualifier) : undefined;
  const number = alias?.version ?? qualifier;
  if (number === "$LATEST") throw invalid(unpublished);
  const { sandbox } = fn.version(number);
  checkCapacity(fn, qualifier, requested);
  if (alias !== undefined && Object.keys(alias.weights).length > 0)
    throw invalid("Alias with weights can not be used with Provisioned Concurrency");
  if (alias !== undefined && fn.provisioned.has(number)) {
    const what =
      "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version";
    throw new ApiError("ResourceConflictException", what);
  }
  const aliases = [...fn.aliases.values()].filter(({ version }) => version === number);
  if (alias === undefined && aliases.some(({ name }) => fn.provisioned.has(name)))
    throw new ApiError("ResourceConflictException", "Version is pointed by a Provisioned Concurrency alias");
  // What is ready stays so while the rest is made.
  const allocated = Math.min(fn.provisioned.get(qualifier)?.allocated ?? 0, requested);
  const config: Provisioned = { requested, allocated, status: "IN_PROGRESS" };
  fn.provisioned.set(qualifier, config);
  void settle(fn, qualifier, config, sandbox.keepWarm(requested), () => sandbox.keepWarm(0));
}

/** `GetProvisionedConcurrencyConfig` */
export function getProvisioned(fn: LambdaFunction, qualifier: string): Provisioned {
  fn.checkQualifier(qualifier);
  const config = fn.provisioned.get(qualifier);
  if (config === undefined) {
    const message = "No Provisioned Concurrency Config found for this function";
    throw new ApiError("ProvisionedConcurrencyConfigNotFoundException", message);
  }
  return config;
}

/** `DeleteProvisionedConcurrencyConfig` */
export async function deleteProvisioned(fn: LambdaFunction, qualifier: string): Promise<void> {
  getProvisioned(fn, qualifier);
  fn.provisioned.delete(qualifier);
  await fn.version(isAlias(qualifier) ? fn.alias(qualifier).version : qualifier).sandbox.keepWarm(0);
}

/** `UpdateAlias`: where the alias itself is provisioned, its traffic stays until the new version is warm. */
export function moveAlias(
  fn: LambdaFunction,
  name: string,
  version: string,
  weights: Alias["weights"],
): void {
  const alias = fn.alias(name);
  checkAliasTarget(fn, version, weights);
  const config = fn.provisioned.get(name);
  if (config === undefined || version === alias.version) {
    if (config !== undefined && Object.keys(weights).length > 0 && Object.keys(alias.weights).length > 0)
      throw invalid("Invalid alias configuration for Provisioned Concurrency");
    alias.version = version;
    if (alias.servedMeanwhile === undefined) alias.weights = weights;
    return;
  }
  if (Object.keys(weights).length > 0)
    throw invalid("Invalid alias configuration for Provisioned Concurrency");
  if (fn.provisioned.has(version)) {
    const what =
      "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version";
    throw new ApiError("ResourceConflictException", what);
  }
  const from = alias.servedMeanwhile ?? alias.version;
  Object.assign(alias, { version, weights: { [from]: 0.9 }, servedMeanwhile: from });
  Object.assign(config, { status: "IN_PROGRESS", allocated: 0 });
  const [old, next] = [fn.version(from).sandbox, fn.version(version).sandbox];
  const warm = next.keepWarm(config.requested).then(() => {
    if (alias.version !== version) return;
    Object.assign(alias, { weights: {}, servedMeanwhile: undefined });
    fn.account.event("event:AliasRouted", `${fn.name}:${name}=${version}`);
    if (from !== version) void old.keepWarm(0).catch(() => {});
  });
  void settle(fn, name, config, warm, () => next.keepWarm(0));
}

/** Refuses what an alias cannot point to. */
export function checkAliasTarget(fn: LambdaFunction, version: string, weights: Alias["weights"]): void {
  if (version !== "$LATEST") fn.version(version);
  const entries = Object.entries(weights);
  if (entries.length > 1)
    throw invalid("Number of items in AdditionalVersionWeights cannot be greater than 1");
  for (const [other, weight] of entries) {
    if (weight < 0 || weight >= 1) {
      const constraint =
        "Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0";
      const where =
        "'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint";
      const message = `1 validation error detected: Value '{${other}=${weight}}' at ${where}: [${constraint}, Member must not be null]`;
      throw new ApiError("ValidationException", message);
    }
    if (version === "$LATEST")
      throw invalid("$LATEST is not supported for an alias pointing to more than 1 version");
    if (other === version)
      throw invalid(
        `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
      );
    const [one, two] = [fn.version(version).config, fn.version(other).config];
    if (one.role !== two.role || one.deadLetterConfig?.targetArn !== two.deadLetterConfig?.targetArn)
      throw invalid(
        "The function versions of an alias must have the same execution role and dead-letter queue.",
      );
  }
}

async function settle(
  fn: LambdaFunction,
  qualifier: string,
  config: Provisioned,
  warm: Promise<void>,
  release: () => Promise<void>,
): Promise<void> {
  const { requested } = config;
  const isCurrent = () => fn.provisioned.get(qualifier) === config && config.requested === requested;
  try {
    await warm;
    if (!isCurrent()) return;
    Object.assign(config, { status: "READY", allocated: requested, reason: undefined });
    fn.account.event("event:ProvisionedConcurrencyReady", `${fn.name}:${qualifier}=${requested}`);
  } catch {
    if (!isCurrent()) return;
    Object.assign(config, { status: "FAILED", allocated: 0, reason: "FUNCTION_ERROR_INIT_FAILURE" });
    fn.account.event("event:ProvisionedConcurrencyFailed", `${fn.name}:${qualifier}=${requested}`);
    await release().catch(() => {});
  }
}

function checkCapacity(fn: LambdaFunction, qualifier: string, requested: number): void {
  const { account, reserved } = fn;
  const { concurrentExecutions, minimumUnreserved } = account.limits;
  const sum = fn.provisionedSum(qualifier) + requested;
  if (reserved !== undefined) {
    if (sum <= reserved) return;
    throw invalid(
      "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
    );
  }
  const specified = "Specified ConcurrentExecutions for function";
  if (requested > concurrentExecutions)
    throw invalid(`${specified} is greater than account's unreserved concurrency [${concurrentExecutions}].`);
  if (unreserved(account, fn) - sum < minimumUnreserved) {
    const what = "decreases account's UnreservedConcurrentExecution below its minimum value of";
    throw invalid(`${specified} ${what} [${minimumUnreserved}].`);
  }
}
