/** A resource as the state has it. */
export interface StoredResource<Inputs> {
  readonly urn: string;
  readonly inputs: Inputs;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** The resources of one type in a stack's state. */
export function resourcesIn<Inputs>(state: string, type: string): StoredResource<Inputs>[] {
  const { checkpoint } = JSON.parse(state) as {
    checkpoint: { latest: { resources: (StoredResource<Inputs> & { type: string })[] } };
  };
  return checkpoint.latest.resources.filter((resource) => resource.type === type);
}
