import * as pulumi from "@pulumi/pulumi";
import type { OwnDockerfile } from "../build/docker-context.js";
import type { Artifact } from "../build/index.js";
import type { ImageSpec, Login } from "../components/image-spec.js";
import { withoutStack } from "../components/without-stack.js";
import { linkInProject } from "./docker-link.js";
import type { Registry } from "./image.js";
import { loadPackage } from "./load-package.js";
import type { Scope } from "./scope.js";

/**
 * Has the Docker Engine build the image from the files of ours, and push it: a resource, as only the engine can tell the
 * digest. A preview builds and pushes nothing, but Pulumi's provider wants a running engine even then:
 * https://github.com/pulumi/pulumi-docker/blob/master/provider/provider.go
 *
 * No attestation has to be turned off: the provider asks the engine itself, not buildx, which would add one.
 *
 * @returns `host/name@sha256:...`
 */
export function declareDockerImage(
  { spec, prefix, resources, after }: Scope<unknown>,
  image: ImageSpec,
  artifact: pulumi.Output<Artifact>,
  { repository, login }: Registry,
): pulumi.Output<string> {
  const { Image } = loadPackage(
    () => require("@pulumi/docker/image.js") as typeof import("@pulumi/docker/image.js"),
    { functionName: spec.name, property: "image.builder", value: "docker" },
  );
  const context = artifact.apply((built) => stage(built, image));
  const declared = new Image(
    prefix,
    {
      // A tag that is named after the content can be one that must not be overwritten.
      imageName: pulumi.interpolate`${repository}:${prefix}-${context.tag}`,
      build: {
        context: context.path,
        dockerfile: context.dockerfile,
        args: image.buildArgs,
        platform: `linux/${spec.build.architecture}`,
        builderVersion: "BuilderBuildKit",
      },
      registry: { server: pulumi.output(repository).apply(hostOf), ...toLogin(login) },
      skipPush: false,
    },
    after(),
  );
  resources["image"] = declared;
  return declared.repoDigest;
}

/**
 * Who pushes; nobody where nothing is pushed. The provider holds another password, such as the ones that ECR gives out for
 * twelve hours, for no change: https://github.com/pulumi/pulumi-docker/blob/master/provider/provider.go
 */
function toLogin(login: Registry["login"]): Partial<Login> {
  if (login === undefined || pulumi.runtime.isDryRun()) return {};
  const known = pulumi.output(login());
  return { username: known.username, password: pulumi.secret(known.password) };
}

/** Ends before the first `/`, as every name of a repository has one. */
function hostOf(repository: string): string {
  return repository.slice(0, repository.indexOf("/"));
}

async function stage(
  { path: layout }: Artifact,
  { dockerfile, buildArgs }: ImageSpec,
): Promise<{ readonly path: string; readonly dockerfile: string; readonly tag: string }> {
  const { dockerfileName, stageDockerContext } = await import("../build/docker-context.js");
  const own: OwnDockerfile | undefined =
    dockerfile === undefined ? undefined : { path: dockerfile, args: buildArgs };
  try {
    const { folder, sha256 } = await stageDockerContext(layout, own);
    const path = await linkInProject(folder);
    return { path, dockerfile: `${path}/${dockerfileName}`, tag: sha256.slice(0, 12) };
  } catch (cause) {
    throw withoutStack(new pulumi.RunError((cause as Error).message, { cause }));
  }
}
