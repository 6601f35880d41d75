import { ApiError } from "../api-error.js";
import { CloudAccount } from "../cloud-account.js";
import type { Properties, Rule } from "../facts.js";
import { isObject, type Props } from "../wire.js";
import type { EcrRegistry } from "./ecr-registry.js";
import { facts } from "./facts.js";
import type { UrlListener } from "./function-url.js";
import type { LambdaFunction } from "./lambda-function.js";

/** What an account may have; https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export interface Limits {
  concurrentExecutions: number;
  minimumUnreserved: number;
  codeSizeZipped: number;
  codeSizeUnzipped: number;
  requestBytes: number;
  environmentBytes: number;
}

/** Everything that is in one AWS account, in one region. */
export class Account extends CloudAccount {
  readonly id = "123456789012";
  readonly limits: Limits = {
    concurrentExecutions: 1000,
    minimumUnreserved: 100,
    codeSizeZipped: 52_428_800,
    codeSizeUnzipped: 262_144_000,
    requestBytes: 70_167_211,
    environmentBytes: 4096,
  };
  readonly functions = new Map<string, LambdaFunction>();
  /** Where the images are, if there are to be any. */
  registry: EcrRegistry | undefined;
  /** Function URLs, by function and qualifier. */
  readonly urls = new Map<string, UrlListener>();

  validate(type: string, props: Props): void {
    validate(type, props);
  }

  protected override get running(): string[] {
    return [...this.functions.keys()].map((name) => `aws:lambda/function:Function ${name}`);
  }

  arn(service: string, resource: string, region = this.region): string {
    return `arn:aws:${service}:${region}:${this.id}:${resource}`;
  }

  function(nameOrArn: string): LambdaFunction {
    const name = nameOrArn.split(":function:").pop()?.split(":", 1)[0] ?? nameOrArn;
    const found = this.functions.get(name);
    if (found === undefined)
      throw new ApiError(
        "ResourceNotFoundException",
        `Function not found: ${this.arn("lambda", `function:${name}`)}`,
      );
    return found;
  }

  /** Drops a function with all that hangs on it. */
  forget({ name }: LambdaFunction): void {
    this.functions.delete(name);
    const isOf = (key: string) => key === name || key.startsWith(`${name}:`);
    for (const key of [...this.urls.keys()].filter(isOf)) void this.closeUrl(key);
    const configs = this.table("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig");
    for (const key of [...configs.keys()].filter(isOf)) configs.delete(key);
  }

  async closeUrl(key: string): Promise<void> {
    await this.urls.get(key)?.close();
    this.urls.delete(key);
  }
}

/** Refuses what the service's own model does not allow. */
export function validate(type: string, props: Props): void {
  const found = [...violationsIn(facts[type]?.properties ?? {}, props, "")];
  const count = found.length === 1 ? "1 validation error" : `${found.length} validation errors`;
  if (found.length > 0) throw new ApiError("ValidationException", `${count} detected: ${found.join("; ")}`);
}

function* violationsIn(properties: Properties, props: Props, prefix: string): Generator<string> {
  for (const [name, property] of Object.entries(properties)) {
    const value = props[name];
    if (value === undefined) continue;
    const terraform = property.terraformName ?? name;
    const path = prefix + terraform.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    for (const constraint of violations(property.serviceValidation, value))
      yield `Value '${shown(value)}' at '${path}' failed to satisfy constraint: ${constraint}`;
    if (property.nested !== undefined && isObject(value))
      yield* violationsIn(property.nested, value, `${path}.`);
  }
}

const shown = (value: unknown) => (typeof value === "object" ? JSON.stringify(value) : String(value));

function violations(rule: Rule | undefined, value: unknown): string[] {
  if (rule === undefined) return [];
  const size = typeof value === "string" || Array.isArray(value) ? value.length : undefined;
  const [least, most] = [rule.minLength ?? rule.minItems, rule.maxLength ?? rule.maxItems];
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const broken: [boolean, string][] = [
    [rule.enum?.includes(value) === false, `Member must satisfy enum value set: [${rule.enum?.join(", ")}]`],
    [Number(value) < (rule.min ?? Number.NaN), `Member must have value greater than or equal to ${rule.min}`],
    [Number(value) > (rule.max ?? Number.NaN), `Member must have value less than or equal to ${rule.max}`],
    [(size ?? 0) < (least ?? 0), `Member must have length greater than or equal to ${least}`],
    [(size ?? 0) > (most ?? Number.NaN), `Member must have length less than or equal to ${most}`],
    [!isMatch(rule.pattern, [value]), `Member must satisfy regular expression pattern: ${rule.pattern}`],
    [
      !isMatch(rule.keyPattern, keys),
      `Map keys must satisfy constraint: [Member must satisfy regular expression pattern: ${rule.keyPattern}]`,
    ],
  ];
  return broken.filter(([isBroken]) => isBroken).map(([, constraint]) => constraint);
}

function isMatch(pattern: string | undefined, values: readonly unknown[]): boolean {
  return pattern === undefined || values.every((value) => new RegExp(`^(?:${pattern})$`).test(String(value)));
}
