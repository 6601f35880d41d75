import type * as pulumi from "@pulumi/pulumi";
import type { Spec } from "../../components/spec.js";
import type { AwsSpec } from "./own.js";

/** What the resources of one function have in common. */
export interface Scope {
  readonly spec: Spec<AwsSpec>;
  /** What the names of resources begin with; Pulumi adds seven random characters to each on AWS. */
  readonly prefix: string;
  readonly tags: Readonly<Record<string, pulumi.Input<string>>>;
  /** Every resource that was declared, by its role. */
  readonly resources: Record<string, pulumi.Resource>;
  /** Options of a resource that comes after others. */
  after(...others: readonly pulumi.Resource[]): pulumi.CustomResourceOptions;
}
