/** A resource of a cloud, as a stack's state has it. */
export interface CloudResource {
  readonly type: string;
  readonly id: string;
  /** It was only looked at. */
  readonly external?: boolean;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Picks the resources of clouds out of what `pulumi stack export` prints. */
export function cloudResources(exported: string): readonly CloudResource[] {
  const { deployment } = JSON.parse(exported) as {
    deployment: { resources?: (CloudResource & { custom: boolean })[] };
  };
  return (deployment.resources ?? []).filter(({ type, custom }) => custom && !type.startsWith("pulumi:"));
}
