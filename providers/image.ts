import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../build/index.js";
import type { Progress } from "../build/push.js";
import type { Login } from "../components/image-spec.js";
import { ImageBuilder } from "../components/names.js";
import { withoutStack } from "../components/without-stack.js";
import type { Deployable } from "./adapter.js";
import { declareDockerImage } from "./docker-image.js";
import type { Scope } from "./scope.js";

/** Where images are pushed to. */
export interface Registry {
  /** `host/name`. */
  readonly repository: pulumi.Input<string>;
  /** Asked for when there is something to push, which a preview never does. */
  login?(): pulumi.Input<Login>;
}

/**
 * Brings an image to where its function finds it. Its digest is known from the build, so that a preview sees an unchanged
 * image as such.
 *
 * No resource stands for it, unless Docker builds it: an image that is there is found by its digest with one request, one
 * that somebody removed is pushed again, and no login ends in a state.
 *
 * @returns `host/name@sha256:...`
 */
export function declareImage(
  scope: Scope<unknown>,
  deployable: pulumi.Output<Deployable>,
  registry: () => Registry,
): pulumi.Output<string> {
  const { image } = scope.spec;
  if (image?.uri !== undefined) return pulumi.output(image.uri);
  const artifact = deployable as pulumi.Output<Artifact>;
  if (image?.builder === ImageBuilder.Docker) return declareDockerImage(scope, image, artifact, registry());
  const { repository, login } = registry();
  const uri = pulumi.all([artifact, repository]).apply(([built, name]) => {
    const wanted = `${name}@sha256:${built.sha256}`;
    if (pulumi.runtime.isDryRun()) return pulumi.output(wanted);
    return pulumi.output(login?.()).apply((known) => push(scope, built, name, known));
  });
  // Who pushed is secret, where it was pushed to is not.
  return pulumi.unsecret(uri);
}

async function push(
  { spec, prefix, after }: Scope<unknown>,
  { path, sha256 }: Artifact,
  repository: string,
  login: pulumi.Unwrap<Login> | undefined,
): Promise<string> {
  const { pushArtifact } = await import("../build/push.js");
  const { parent } = after();
  // An untagged image is one that rules of a registry remove.
  const to = `${repository}:${prefix}-${sha256.slice(0, 12)}`;
  try {
    return await pushArtifact(path, to, {
      ...(login && { credentials: { user: login.username, password: login.password } }),
      onUndocumented: (reason) =>
        void pulumi.log.warn(
          `The image of "${spec.name}" is without its SBOM and provenance. ${reason}`,
          parent,
        ),
      onProgress: toReporter((message) => void pulumi.log.info(message, parent, undefined, true)),
    });
  } catch (cause) {
    throw withoutStack(new pulumi.RunError((cause as Error).message, { cause }));
  }
}

const stepPercent = 25;
/** What is sent in no time needs no words. */
const worthSayingBytes = 1_000_000;

/** Says at every quarter how much of all that is sent was sent. */
export function toReporter(report: (message: string) => void): (progress: Progress) => void {
  const blobs = new Map<string, Progress>();
  let said = 0;
  return (progress) => {
    blobs.set(progress.digest, progress);
    // What is there already is not sent.
    const sending = [...blobs.values()].filter(
      ({ outcome }) => outcome !== "present" && outcome !== "mounted",
    );
    const total = sending.reduce((sum, { bytes }) => sum + bytes, 0);
    const sent = sending.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
    const percent = total === 0 ? 0 : Math.floor((sent / total) * (100 / stepPercent)) * stepPercent;
    if (percent <= said || total < worthSayingBytes) return;
    said = percent;
    report(`Pushing the image: ${(sent / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB.`);
  };
}
