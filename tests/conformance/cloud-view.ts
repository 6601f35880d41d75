import type { GoServerlessFunctionArgs } from "../../components/index.js";
import type { Answers, Calls, Registered } from "../fakes/pulumi.js";

export type Resources = readonly Registered[];

/** How the suite reads what one cloud declares: the rest it asks of every cloud alike. */
export interface CloudView {
  /** What only the cloud knows. */
  readonly answers: Answers;
  readonly calls?: Calls;
  /** Ways to send traffic, each with the arguments that choose it. */
  readonly traffic: Readonly<Record<string, Partial<GoServerlessFunctionArgs>>>;
  /** Instances that are ready from the start, by the version or the qualifier that has them. */
  ready(resources: Resources): Readonly<Record<string, number>>;
  /** What has the instances that callers of a qualifier meet. */
  met(resources: Resources, qualifier: string): unknown;
  /** The tags of a resource; undefined for one that cannot have any. */
  tagsOf(resource: Registered): object | undefined;
  /** The URL, where it is a resource. */
  readonly url?: {
    qualifier(resources: Resources): unknown;
    /** Anybody may call it. */
    isPublic(resources: Resources): boolean;
  };
}

/** The resources of a type, by the end of its name. */
export function ofType(resources: Resources, end: string): Registered["inputs"][] {
  return resources
    .filter(({ type, id }) => type.endsWith(end) && id === undefined)
    .map(({ inputs }) => inputs);
}
