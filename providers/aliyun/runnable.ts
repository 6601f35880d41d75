import type { V3FunctionArgs } from "@pulumi/alicloud/fc/v3function.js";
import * as pulumi from "@pulumi/pulumi";
import type { Artifact } from "../../build/index.js";
import type { Deployable } from "../adapter.js";
import { declareImage, type Registry } from "../image.js";
import { declareCode } from "./code.js";
import { toHealthCheckConfig } from "./health-check.js";
import type { AliyunSpec } from "./own.js";
import { go1, type Program, readImageProgram, readProgram } from "./program.js";
import type { Scope } from "./scope.js";

type Ways =
  | "runtime"
  | "handler"
  | "customRuntimeConfig"
  | "customContainerConfig"
  | "instanceLifecycleConfig";

/** What a function runs, and how. */
export interface Runnable {
  readonly config: Pick<V3FunctionArgs, Ways>;
  readonly code?: V3FunctionArgs["code"];
  /**
   * What the function of the other kind has, which this one can take the place of but not become: an image's takes no
   * code, not even none.
   */
  readonly ofOtherKind: "code" | "customContainerConfig";
  /** Set for images alone. */
  readonly imageUri?: pulumi.Output<string>;
}

/** Has the program where Function Compute finds it. */
export function declareRunnable(scope: Scope, deployable: pulumi.Output<Deployable>): Runnable {
  return scope.spec.image === undefined
    ? declareZip(scope, deployable as pulumi.Output<Artifact>)
    : declareContainer(scope, deployable);
}

function declareZip(scope: Scope, artifact: pulumi.Output<Artifact>): Runnable {
  const { spec } = scope;
  const program = artifact.apply(({ binary }) =>
    withoutWarning(scope, readProgram(spec.name, binary, spec.own)),
  );
  return {
    config: {
      runtime: program.apply((found) => found.runtime),
      handler: "bootstrap",
      customRuntimeConfig: program.apply(({ runtime }) =>
        runtime === go1 ? undefined : toServer(spec.own),
      ) as V3FunctionArgs["customRuntimeConfig"],
      instanceLifecycleConfig: declareHooks(spec.own, program),
    },
    code: declareCode(scope, artifact),
    ofOtherKind: "customContainerConfig",
  };
}

/** The program is a server. https://www.alibabacloud.com/help/en/functioncompute/fc/principles-1 */
function toServer(own: AliyunSpec): object {
  return { commands: ["/code/bootstrap"], port: own.port, ...toHealthCheckConfig(own.healthCheck) };
}

/** https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/custom-container */
function declareContainer(scope: Scope, deployable: pulumi.Output<Deployable>): Runnable {
  const { spec } = scope;
  const { port, healthCheck } = spec.own;
  const program = deployable.apply((what) =>
    // Of an image that was built elsewhere nothing is known.
    what.kind === "foreign"
      ? { hasHooks: false }
      : withoutWarning(scope, readImageProgram(spec.name, what.binary, spec.own)),
  );
  const imageUri = declareImage(scope, deployable, () => toRegistry(scope));
  return {
    config: {
      runtime: "custom-container",
      // It has to be there, and means nothing.
      handler: "bootstrap",
      // What is run is up to the image. A port that is left out would be sent as 0.
      customContainerConfig: { image: imageUri, port, ...toHealthCheckConfig(healthCheck) },
      instanceLifecycleConfig: declareHooks(spec.own, program),
    },
    ofOtherKind: "code",
    imageUri,
  };
}

function toRegistry({ spec: { image } }: Scope): Registry {
  const { login } = image ?? {};
  return { repository: image?.repository ?? "", ...(login && { login: () => login }) };
}

function withoutWarning<Known extends Pick<Program, "warning">>({ after }: Scope, program: Known): Known {
  if (program.warning !== undefined) void pulumi.log.warn(program.warning, after().parent);
  return program;
}

/** What Function Compute calls is a path; the handlers' names are only there to be named. */
function declareHooks(
  own: AliyunSpec,
  program: pulumi.Output<Pick<Program, "hasHooks">>,
): V3FunctionArgs["instanceLifecycleConfig"] {
  const hooks = program.apply(({ hasHooks }) => {
    const { initializer = hasHooks, preStop = hasHooks } = own;
    if (!initializer && !preStop) return undefined;
    return {
      ...(initializer && { initializer: { handler: "initialize", timeout: own.initializerTimeoutSeconds } }),
      ...(preStop && { preStop: { handler: "pre-stop", timeout: own.preStopTimeoutSeconds } }),
    };
  });
  return hooks as V3FunctionArgs["instanceLifecycleConfig"];
}
