import * as pulumi from "@pulumi/pulumi";
import type { Spec } from "../components/spec.js";
import type { ChildOptions } from "./adapter.js";
import { physicalName } from "./physical-name.js";

/** What the resources of one function have in common. */
export interface Scope<Own> {
  readonly spec: Spec<Own>;
  /** What the names of resources begin with. */
  readonly prefix: string;
  readonly tags: Readonly<Record<string, pulumi.Input<string>>>;
  /** Every resource that was declared, by its role. */
  readonly resources: Record<string, pulumi.Resource>;
  /** Options of a resource that comes after others. */
  after(...others: readonly pulumi.Resource[]): pulumi.CustomResourceOptions;
}

/** What differs between the clouds. */
export interface ScopeOptions {
  /** Characters that the prefix has at most. */
  readonly maxPrefixLength: number;
  readonly hooks: pulumi.ResourceHookBinding | undefined;
}

/** Makes the scope of a function: nothing in it is registered before the artifact is built. */
export function toScope<Own>(
  name: string,
  spec: Spec<Own>,
  { parent, dependsOn }: ChildOptions,
  { maxPrefixLength, hooks }: ScopeOptions,
): Scope<Own> {
  const whenBuilt = async (others: readonly pulumi.Resource[]): Promise<pulumi.Resource[]> => [
    ...(await dependsOn),
    ...others,
  ];
  return {
    spec,
    prefix: physicalName([pulumi.getProject(), pulumi.getStack(), name], maxPrefixLength),
    tags: { ...spec.tags, "goserverless:name": name },
    resources: {},
    after: (...others) => ({ parent, hooks, dependsOn: whenBuilt(others) }),
  };
}

/** Makes the scope of what comes after something that is waited for. */
export function holdBack<Own>(scope: Scope<Own>, until: pulumi.Output<unknown>): Scope<Own> {
  return {
    ...scope,
    after: (...others) => {
      const { dependsOn, ...options } = scope.after(...others);
      return { ...options, dependsOn: until.apply(() => dependsOn) as typeof dependsOn };
    },
  };
}
