import type { FunctionArgs } from "@pulumi/aws/lambda/function.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../../build/index.js";
import { Packaging } from "../../components/names.js";
import type { Deployable } from "../adapter.js";
import { declareImage } from "../image.js";
import { checkSize } from "./check-size.js";
import { declareCode } from "./code.js";
import { declareRegistry } from "./repository.js";
import type { Scope } from "./scope.js";

/** What a function runs, as Lambda is told it. */
export interface Program {
  readonly inputs: Partial<FunctionArgs>;
  /** What has to be there first. */
  readonly after: readonly pulumi.Resource[];
  readonly imageUri?: pulumi.Output<string>;
}

/** Brings the zip or the image to where Lambda finds it. Either hash also tells a refresh that somebody changed the code by hand. */
export function declareProgram(scope: Scope, deployable: pulumi.Output<Deployable>): Program {
  const { name, packaging } = scope.spec;
  // An image built elsewhere is there already.
  const checked = deployable.apply((built) => (built.kind === "foreign" ? built : checkSize(name, built)));
  return packaging === Packaging.Image
    ? declareContainer(scope, checked)
    : declareZip(scope, checked as pulumi.Output<Artifact>);
}

function declareZip(scope: Scope, artifact: pulumi.Output<Artifact>): Program {
  return {
    inputs: {
      ...declareCode(scope, artifact),
      codeSha256: artifact.apply(({ sha256 }) => Buffer.from(sha256, "hex").toString("base64")),
      runtime: "provided.al2023",
      handler: "bootstrap",
    },
    after: [],
  };
}

const sha256Digits = 64;

function declareContainer(scope: Scope, deployable: pulumi.Output<Deployable>): Program {
  const imageUri = declareImage(scope, deployable, () => declareRegistry(scope));
  const { repositoryPolicy } = scope.resources;
  return {
    inputs: {
      packageType: "Image",
      imageUri,
      // Not in base64, as that of a zip is: it is the image's digest.
      codeSha256: imageUri.apply((uri) => uri.slice(-sha256Digits)),
    },
    after: repositoryPolicy === undefined ? [] : [repositoryPolicy],
    imageUri,
  };
}
