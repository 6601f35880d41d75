import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { Deployable } from "../adapter.js";

/**
 * What a version is described by: the hash of all that it is made of. Nothing else ties a version to code, so that an equal
 * description publishes nothing, and another one a new version.
 */
export function describeVersion(
  deployable: pulumi.Output<Deployable>,
  config: object,
): pulumi.Output<string> {
  return pulumi.all([deployable.sha256, pulumi.output(config)]).apply(([code, settings]) => {
    const content = JSON.stringify([code, settings], inOrder);
    return `goserverless sha256:${createHash("sha256").update(content).digest("hex")}`;
  });
}

/** An environment is the same in any order. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
