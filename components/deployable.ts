import * as pulumi from "@pulumi/pulumi";
import type { CloudAdapter, Deployable } from "../providers/adapter.js";
import { type BuiltArtifact, buildArtifact } from "./artifact.js";
import type { Spec } from "./spec.js";
import { together } from "./together.js";
import { withoutStack } from "./without-stack.js";

/** What is deployed, and a promise that ends when whatever there is to build in this tick is built. */
export function toDeployable(
  spec: Spec,
  adapter: CloudAdapter,
): {
  readonly deployable: pulumi.Output<Deployable>;
  readonly built: Promise<Partial<BuiltArtifact>>;
} {
  const uri = spec.image?.uri;
  if (uri !== undefined)
    return { deployable: pulumi.output(uri).apply(toForeignImage), built: together(Promise.resolve({})) };
  const built = together(buildArtifact(spec, adapter));
  return { deployable: pulumi.output<Deployable>(built.then(({ artifact }) => artifact)), built };
}

/** What is known only now is checked now. */
function toForeignImage(uri: string): Deployable {
  const [, sha256] = /@sha256:([0-9a-f]{64})$/.exec(uri) ?? [];
  if (sha256 !== undefined) return { kind: "foreign", uri, sha256 };
  const rule = `"image.uri" must name an image by its digest, "host/name@sha256:...", got ${JSON.stringify(uri)}.`;
  throw withoutStack(new pulumi.RunError(rule));
}
