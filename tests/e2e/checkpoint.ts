import type { PulumiProject } from "./pulumi-project.js";

/** What the engine remembers of a stack. */
export interface Checkpoint {
  readonly resources: readonly { readonly urn: string; readonly delete?: boolean }[];
  readonly pending_operations?: readonly { readonly type: string; readonly resource: { urn: string } }[];
}

function readCheckpoint(project: PulumiProject): Checkpoint {
  return (JSON.parse(project.state()) as { checkpoint: { latest: Checkpoint } }).checkpoint.latest;
}

/** Every resource of the stack; of one that is still to be deleted, `true` behind it. */
export function resourcesOf(project: PulumiProject): string[] {
  return readCheckpoint(project)
    .resources.map(({ urn, delete: isOld }) => [urn, isOld].join(" "))
    .sort();
}

/** What killed deployments were about, as the engine remembers it. */
export function interruptedIn(project: PulumiProject): string[] {
  const pending = readCheckpoint(project).pending_operations ?? [];
  return pending.map(({ type, resource }) => `${type} ${resource.urn.split("$").at(-1)}`);
}
