import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { ArtifactKind } from "../../build/index.js";
import type { FunctionConfig } from "../../emulator/index.js";

/** What is deployed: the configuration, the code by its kind and hash, and where the code came from. */
export interface LocalFunctionInputs {
  readonly config: pulumi.Input<FunctionConfig>;
  readonly kind: pulumi.Input<ArtifactKind>;
  readonly sha256: pulumi.Input<string>;
  readonly entry: pulumi.Input<string>;
}

/**
 * A function on the local cloud: the one resource of our own.
 *
 * It is a dynamic resource (https://www.pulumi.com/docs/iac/concepts/resources/dynamic-providers/) whose provider is a
 * line of text that loads `provider.js`. Text that never changes keeps the state small and an unchanged run quiet, and
 * spares every program the TypeScript compiler that serializing a provider object loads. The path is relative because a
 * state is shared between machines, and to a file because the provider's process cannot resolve this package by name.
 */
export class LocalFunction extends pulumi.CustomResource {
  declare readonly version: pulumi.Output<string>;
  declare readonly url: pulumi.Output<string>;

  constructor(name: string, inputs: LocalFunctionInputs, options: pulumi.CustomResourceOptions) {
    const file = path.relative(process.cwd(), path.join(__dirname, "provider.js")).split(path.sep).join("/");
    const __provider = `exports.handler = () => require(require("path").resolve(${JSON.stringify(file)})).provider;`;
    super(
      "pulumi-nodejs:dynamic/goserverless:LocalFunction",
      name,
      { ...inputs, __provider, version: undefined, url: undefined },
      options,
    );
  }
}
