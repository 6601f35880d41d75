import { EvidenceError } from "../evidence-error.js";
import type { CallTarget, LogPlace } from "./measured-calls.js";

/** One resource of a stack's state, as far as it is read. */
interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

const componentType = "goserverless:index:GoServerlessFunction";
const functionTypes = new Set(["aws:lambda/function:Function", "alicloud:fc/v3Function:V3Function"]);
const clouds = [
  { cloud: "aws", id: /^arn:[\w-]+:lambda:([\w-]+):(\d+):function:/ },
  { cloud: "aliyun", id: /^acs:fc:([\w-]+):(\d+):functions\// },
] as const;

/**
 * Every function of a stack, from what `pulumi stack export` prints.
 *
 * @throws EvidenceError when there is none.
 */
export function readState(stack: string, state: unknown): readonly CallTarget[] {
  const resources = resourcesOf(state);
  if (resources.length === 0)
    throw new EvidenceError(
      `The stack "${stack}" was never deployed, or was destroyed. Run "pulumi up" first.`,
    );
  const components = resources.filter(({ type }) => type === componentType);
  if (components.length === 0) throw new EvidenceError(`The stack "${stack}" has no GoServerlessFunction.`);
  return components.map((component) => toTarget(stack, component, resources));
}

function resourcesOf(state: unknown): readonly StateResource[] {
  const { deployment } = (state ?? {}) as { deployment?: { resources?: unknown } | null };
  const resources = deployment?.resources;
  if (!Array.isArray(resources)) return [];
  // A stack with nothing in it keeps its own resource.
  return resources.filter(isResource).filter(({ type }) => type !== "pulumi:pulumi:Stack");
}

function isResource(value: unknown): value is StateResource {
  const { urn, type } = (value ?? {}) as Partial<StateResource>;
  return typeof urn === "string" && typeof type === "string";
}

function toTarget(stack: string, component: StateResource, resources: readonly StateResource[]): CallTarget {
  const name = component.urn.slice(component.urn.lastIndexOf("::") + 2);
  const { outputs = {} } = component;
  const text = (key: string): string => {
    const value = outputs[key];
    if (typeof value === "string") return value;
    throw new EvidenceError(
      `The state of "${name}" in the stack "${stack}" has no "${key}": its deployment did not come to an end. Run "pulumi up".`,
    );
  };
  const own = resources.find(({ type, parent }) => parent === component.urn && functionTypes.has(type));
  const settings = own?.outputs ?? {};
  const [place, region, account] = toPlace(text("functionId"));
  return {
    name,
    cloud: place,
    region,
    account,
    functionName: text("functionName"),
    version: text("version"),
    qualifier: place === "local" ? null : text("qualifier"),
    packaging: textOrNull(outputs["packaging"]),
    architecture: textOrNull(outputs["architecture"]),
    memoryMb: numberOrNull(settings["memorySize"]),
    timeoutSeconds: numberOrNull(settings["timeout"]),
    requestsPerInstance: numberOrNull(settings["instanceConcurrency"]) ?? 1,
    log: toLog(settings),
  };
}

function toPlace(id: string): readonly [CallTarget["cloud"], region: string | null, account: string | null] {
  for (const each of clouds) {
    const [, region, account] = each.id.exec(id) ?? [];
    if (region !== undefined && account !== undefined) return [each.cloud, region, account];
  }
  return ["local", null, null];
}

function toLog({ loggingConfig, logConfig }: Readonly<Record<string, unknown>>): LogPlace | null {
  const { logGroup } = (loggingConfig ?? {}) as { logGroup?: unknown };
  if (typeof logGroup === "string" && logGroup !== "") return { group: logGroup };
  const { project, logstore } = (logConfig ?? {}) as { project?: unknown; logstore?: unknown };
  return typeof project === "string" && typeof logstore === "string" ? { project, logstore } : null;
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === "number" && value > 0 ? value : null;
}
