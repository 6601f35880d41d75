import type { FunctionStatus } from "../emulator/function-config.js";
import type { DeploymentRecord } from "../evidence/history/deployment-record.js";

/** A stack, and what this machine knows of its functions. */
export interface KnownStack {
  /** Null for functions of the local cloud that no deployment is remembered of. */
  readonly stack: { readonly project: string; readonly name: string } | null;
  readonly functions: readonly KnownFunction[];
}

/** A function that runs on the local cloud, or is remembered, or both. */
export interface KnownFunction {
  /** In the program. */
  readonly name: string;
  /** On its cloud. */
  readonly functionName: string;
  /** Unset where it does not run on the local cloud. */
  readonly running?: FunctionStatus;
  /** Oldest first. */
  readonly history: readonly DeploymentRecord[];
}

/** Functions by stack: a deployment tells which one a function is of. */
export function toKnownStacks(
  histories: readonly (readonly DeploymentRecord[])[],
  deployed: readonly FunctionStatus[],
): readonly KnownStack[] {
  const stacks = new Map<string, { stack: NonNullable<KnownStack["stack"]>; functions: KnownFunction[] }>();
  const unknown = new Set(deployed);
  for (const history of histories) {
    const last = history.at(-1);
    if (last === undefined) continue;
    const running = deployed.find(({ name }) => last.cloud === "local" && name === last.functionName);
    if (running !== undefined) unknown.delete(running);
    const stack = { project: last.project, name: last.stack };
    const known = stacks.get(toStackText(stack)) ?? { stack, functions: [] };
    const { name, functionName } = last;
    known.functions.push({ name, functionName, history, ...(running && { running }) });
    stacks.set(toStackText(stack), known);
  }
  const others = [...unknown].map((running) => ({
    name: running.tags["goserverless:name"] ?? running.name,
    functionName: running.name,
    running,
    history: [],
  }));
  return [...stacks.values(), ...(others.length > 0 ? [{ stack: null, functions: others }] : [])];
}

/** A stack as Pulumi writes it: `shop/dev`. */
export function toStackText(stack: KnownStack["stack"]): string {
  return stack === null ? "functions of no remembered stack" : `${stack.project}/${stack.name}`;
}
